import { encode, HEADER, type Line, Lines, type Op } from "./format.js";
import { Picture } from "./picture.js";
import { utf8 } from "./wire.js";

/** Whose bytes a board holds: those of this page, of a later version of it, or of another tool. */
export type Kind = "empty" | "ours" | "newer" | "foreign";

/** A board's bytes as a picture, and the picture's changes as bytes. Confined to its page. */
export class BoardDocument {
    readonly picture: Picture;
    private readonly lines = new Lines();
    private known: Kind = "empty";
    private skipped = 0;

    constructor(changed?: (ids: ReadonlySet<string>) => void) {
        this.picture = new Picture(changed);
    }

    get kind(): Kind {
        return this.known === "empty" && this.lines.open ? "foreign" : this.known;
    }

    /** Lines that mean nothing here; they stay in the board. */
    get strange(): number {
        return this.skipped;
    }

    /** Bytes of the board in their order; `own`: they are {@link perform}ed operations of this page. */
    receive(data: Uint8Array, own: boolean): void {
        const ops: Op[] = [];
        let lines = 0;
        for (const line of this.lines.add(data)) {
            lines++;
            this.classify(line);
            if (this.known === "ours" && typeof line === "object" && line !== null) {
                ops.push(line);
            }
        }
        this.picture.store(ops, own ? lines : 0);
    }

    /** Shows operations at once; the bytes are to be appended to the board. */
    perform(ops: readonly Op[]): Uint8Array<ArrayBuffer> {
        this.picture.perform(ops);
        return encode(ops);
    }

    /** What has to stand between the board's end and the next line. */
    joint(): Uint8Array<ArrayBuffer> {
        return utf8((this.lines.open ? "\n" : "") + (this.known === "empty" ? HEADER : ""));
    }

    private classify(line: Line): void {
        if (line === "newer") {
            this.known = "newer";
        } else if (this.known === "empty") {
            this.known = line === "header" ? "ours" : "foreign";
        } else if (line === null) {
            this.skipped++;
        }
    }
}

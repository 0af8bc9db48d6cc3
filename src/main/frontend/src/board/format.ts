import { brief, type Change, cleanChange, cleanShape, type Shape } from "./shape.js";
import { utf8 } from "./wire.js";

/**
 * What is in a board: lines of JSON, see docs/board-format.md. Every line is one operation; the later one wins.
 */
export type Op =
    | { readonly op: "add"; readonly id: string; readonly by: string; readonly shape: string; readonly props: Shape }
    | { readonly op: "set"; readonly id: string; readonly by: string; readonly shape: string; readonly props: Change }
    | { readonly op: "remove" | "restore"; readonly id: string; readonly by: string; readonly shape: string };

export const VERSION = 1;

/** The first line: whose bytes these are. */
export const HEADER = `{"format":"coterie-board","version":${VERSION}}\n`;

const NEWLINE = 0x0a;
const LONGEST_ID = 64;

export type Line = Op | "header" | "newer" | null;

export function encode(ops: readonly Op[]): Uint8Array<ArrayBuffer> {
    return utf8(ops.map((op) => `${JSON.stringify(op.op === "add" ? { ...op, props: brief(op.props) } : op)}\n`).join(""));
}

/** Reads one line; null when it means nothing here. */
export function readLine(text: string): Line {
    let value: unknown;
    try {
        value = JSON.parse(text);
    } catch {
        return null;
    }
    if (typeof value !== "object" || value === null) {
        return null;
    }
    const { op, id, by, shape, props, format, version } = value as Record<string, unknown>;
    if (format === "coterie-board") {
        return version === VERSION ? "header" : "newer";
    }
    if (!isId(id) || !isId(by) || !isId(shape)) {
        return null;
    }
    switch (op) {
        case "add": {
            const clean = cleanShape(props);
            return clean && { op, id, by, shape, props: clean };
        }
        case "set":
            return { op, id, by, shape, props: cleanChange(props) };
        case "remove":
        case "restore":
            return { op, id, by, shape };
        default:
            return null;
    }
}

/** Cuts bytes into lines as they come; what is not UTF-8 is a line that means nothing. */
export class Lines {
    private rest: Uint8Array[] = [];
    private readonly decoder = new TextDecoder("utf-8", { fatal: true });

    /** Whether the bytes so far end in the middle of a line. */
    get open(): boolean {
        return this.rest.length > 0;
    }

    *add(data: Uint8Array): Generator<Line> {
        let from = 0;
        for (let end = data.indexOf(NEWLINE); end >= 0; end = data.indexOf(NEWLINE, from)) {
            const line = this.line(data.subarray(from, end));
            from = end + 1;
            if (line !== "") {
                yield line === null ? null : readLine(line);
            }
        }
        if (from < data.length) {
            this.rest.push(data.slice(from));
        }
    }

    private line(piece: Uint8Array): string | null {
        const decode = (bytes: Uint8Array, more: boolean): string => this.decoder.decode(bytes, { stream: more });
        const pieces = [...this.rest, piece];
        this.rest = [];
        try {
            return pieces.map((bytes, i) => decode(bytes, i < pieces.length - 1)).join("");
        } catch {
            // A decoder that has thrown starts anew.
            return null;
        }
    }
}

/** A name that nobody else has. */
export function randomId(): string {
    const bytes = crypto.getRandomValues(new Uint8Array(12));
    return btoa(String.fromCharCode(...bytes))
        .replaceAll("+", "-")
        .replaceAll("/", "_");
}

function isId(value: unknown): value is string {
    return typeof value === "string" && value.length > 0 && value.length <= LONGEST_ID;
}

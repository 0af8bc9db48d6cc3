import { apply, type Change, composeAll, splice, splicesFromEnd, transform } from "../src/binding/change.js";
import type { RemoteEdit, SharedText } from "../src/binding/shared.js";

/**
 * A server that puts edits into one order, and clients that send and receive when told to: enough of operational
 * transformation to let editors race each other.
 */
export class Server {
    text: string;
    readonly log: { change: Change; author: Client | null }[] = [];

    constructor(text: string) {
        this.text = text;
    }

    /** An edit made on version `seen`, of which the author's own edits since are known to it. */
    commit(change: Change, seen: number, author: Client | null): void {
        for (const { change: other, author: by } of this.log.slice(seen)) {
            if (by !== author || author === null) {
                change = transform(change, other, false);
            }
        }
        this.text = apply(change, this.text);
        this.log.push({ change, author });
    }
}

export class Client implements SharedText {
    private data: string;
    private seen = 0;
    private pending: Change[] = [];
    private batched: Change[] | null = null;
    private listener: ((edit: RemoteEdit) => void) | null = null;
    /** Number of operations sent so far; a batch is one. */
    operations = 0;
    refuse = false;

    constructor(private readonly server: Server) {
        this.data = server.text;
        this.seen = server.log.length;
    }

    value(): string {
        return this.data;
    }

    length(): number {
        return this.data.length;
    }

    insert(index: number, text: string): void {
        this.edit(index, 0, text);
    }

    remove(index: number, length: number): void {
        this.edit(index, length, "");
    }

    batch(edits: () => void): void {
        this.batched = [];
        edits();
        this.pending.push(composeAll(this.batched));
        this.batched = null;
        this.operations++;
    }

    subscribe(listener: (edit: RemoteEdit) => void): () => void {
        this.listener = listener;
        return () => (this.listener = null);
    }

    /** Replaces the whole text, as seen by this client's own editor: as if by somebody else. */
    set(text: string): void {
        this.server.commit(splice(0, this.server.text.length, text), this.server.log.length, null);
        this.seen = this.server.log.length;
        this.pending = [];
        this.data = text;
        this.listener?.({ kind: "value" });
    }

    get unsent(): number {
        return this.pending.length;
    }

    /** Sends one edit, the oldest, and receives all up to it. */
    send(): void {
        this.receive();
        const change = this.pending.shift();
        if (change) {
            this.server.commit(change, this.server.log.length, this);
            this.seen = this.server.log.length;
        }
    }

    /** Receives edits of others, all or the first few. */
    receive(most = Infinity): void {
        for (let n = 0; n < most && this.seen < this.server.log.length; n++) {
            const { change } = this.server.log[this.seen++]!;
            let theirs = change;
            this.pending = this.pending.map((mine) => {
                const moved = transform(mine, theirs, false);
                theirs = transform(theirs, mine, true);
                return moved;
            });
            for (const { index, removed, inserted } of splicesFromEnd(theirs)) {
                if (removed > 0) {
                    this.show(index, removed, "");
                }
                if (inserted !== "") {
                    this.show(index, 0, inserted);
                }
            }
        }
    }

    private show(index: number, removed: number, inserted: string): void {
        this.data = this.data.slice(0, index) + inserted + this.data.slice(index + removed);
        this.listener?.({ kind: "splice", index, removed, inserted });
    }

    private edit(index: number, removed: number, inserted: string): void {
        if (this.refuse) {
            throw new Error("no write permission");
        }
        if (index < 0 || index + removed > this.data.length) {
            throw new RangeError("out of bounds");
        }
        this.data = this.data.slice(0, index) + inserted + this.data.slice(index + removed);
        const change = splice(index, removed, inserted);
        if (this.batched !== null) {
            this.batched.push(change);
        } else {
            this.pending.push(change);
            this.operations++;
        }
    }
}

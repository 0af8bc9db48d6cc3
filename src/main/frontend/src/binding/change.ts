/**
 * A change to a text: a walk over it from start to end that keeps, removes and inserts. All lengths are UTF-16 code
 * units. What follows the last part is kept. An insertion may know only its length ("shadow"): enough to move other
 * changes over it, too little to apply it.
 */
export type Part =
    | { readonly kind: "keep"; readonly length: number }
    | { readonly kind: "remove"; readonly length: number }
    | { readonly kind: "insert"; readonly length: number; readonly text: string | null };

export type Change = readonly Part[];

/** One step of a change, in the coordinates of the text before the change. */
export interface Splice {
    readonly index: number;
    readonly removed: number;
    readonly inserted: string;
}

export const NOTHING: Change = [];

export function insertion(index: number, text: string): Change {
    return build((b) => {
        b.keep(index);
        b.insert(text.length, text);
    });
}

export function removal(index: number, length: number): Change {
    return build((b) => {
        b.keep(index);
        b.remove(length);
    });
}

export function splice(index: number, removed: number, inserted: string): Change {
    return build((b) => {
        b.keep(index);
        b.insert(inserted.length, inserted);
        b.remove(removed);
    });
}

export function isNothing(change: Change): boolean {
    return change.length === 0;
}

/** The same change without the inserted texts. */
export function shadow(change: Change): Change {
    return change.map((part) => (part.kind === "insert" ? { ...part, text: null } : part));
}

/** First `a`, then `b`, as one change. */
export function compose(a: Change, b: Change): Change {
    if (a.length === 0) {
        return b;
    }
    if (b.length === 0) {
        return a;
    }
    const left = new Reader(a);
    const right = new Reader(b);
    return build((out) => {
        while (left.more() || right.more()) {
            if (left.kind === "remove") {
                out.remove(left.take(left.left).length);
            } else if (right.kind === "insert") {
                out.add(right.take(right.left));
            } else if (!left.more()) {
                out.add(right.take(right.left));
            } else if (!right.more()) {
                out.add(left.take(left.left));
            } else {
                const length = Math.min(left.left, right.left);
                const one = left.take(length);
                const two = right.take(length);
                if (two.kind === "keep") {
                    out.add(one);
                } else if (one.kind === "keep") {
                    out.remove(length);
                }
            }
        }
    });
}

/** Many changes, one after the other, as one: in n log n where folding from the left would be n². */
export function composeAll(changes: readonly Change[]): Change {
    if (changes.length === 0) {
        return NOTHING;
    }
    let round = changes.slice();
    while (round.length > 1) {
        const next: Change[] = [];
        for (let i = 0; i < round.length; i += 2) {
            next.push(i + 1 < round.length ? compose(round[i]!, round[i + 1]!) : round[i]!);
        }
        round = next;
    }
    return round[0]!;
}

/**
 * `a` as it has to be done after `b`, where both were made on the same text. Where both insert at one place, `a`'s text
 * comes first if `first` is true. `compose(a, transform(b, a, !first))` and `compose(b, transform(a, b, first))` are
 * the same.
 */
export function transform(a: Change, b: Change, first: boolean): Change {
    if (a.length === 0 || b.length === 0) {
        return a;
    }
    const left = new Reader(a);
    const right = new Reader(b);
    return build((out) => {
        while (left.more()) {
            if (left.kind === "insert" && (first || right.kind !== "insert")) {
                out.add(left.take(left.left));
            } else if (right.kind === "insert") {
                out.keep(right.take(right.left).length);
            } else if (!right.more()) {
                out.add(left.take(left.left));
            } else {
                const length = Math.min(left.left, right.left);
                const one = left.take(length);
                const two = right.take(length);
                if (two.kind === "keep") {
                    out.add(one);
                }
            }
        }
    });
}

/** Where an index lies after the change; text inserted exactly there moves it only if `after` is true. */
export function mapIndex(change: Change, index: number, after: boolean): number {
    let old = 0;
    let moved = index;
    for (const part of change) {
        if (part.kind === "insert") {
            if (old < index || after) {
                moved += part.length;
            }
        } else {
            if (part.kind === "remove") {
                moved -= Math.min(part.length, index - old);
            }
            old += part.length;
        }
        if (old > index || (old === index && !after && part.kind !== "remove")) {
            break;
        }
    }
    return moved;
}

/** What undoes the change; `textAt` reads the text before the change. */
export function invert(change: Change, textAt: (index: number, length: number) => string): Change {
    let index = 0;
    return build((out) => {
        for (const part of change) {
            if (part.kind === "keep") {
                out.keep(part.length);
                index += part.length;
            } else if (part.kind === "insert") {
                out.remove(part.length);
            } else {
                out.insert(part.length, textAt(index, part.length));
                index += part.length;
            }
        }
    });
}

/** The steps of a change from its end to its start: done in this order, no step moves the index of the next one. */
export function splicesFromEnd(change: Change): Splice[] {
    const splices: Splice[] = [];
    let index = 0;
    let removed = 0;
    let inserted = "";
    const flush = (): void => {
        if (removed > 0 || inserted !== "") {
            splices.push({ index, removed, inserted });
            index += removed;
            removed = 0;
            inserted = "";
        }
    };
    for (const part of change) {
        if (part.kind === "keep") {
            flush();
            index += part.length;
        } else if (part.kind === "remove") {
            removed += part.length;
        } else {
            if (part.text === null) {
                throw new Error("a shadow cannot be applied");
            }
            inserted += part.text;
        }
    }
    flush();
    return splices.reverse();
}

export function apply(change: Change, text: string): string {
    for (const { index, removed, inserted } of splicesFromEnd(change)) {
        text = text.slice(0, index) + inserted + text.slice(index + removed);
    }
    return text;
}

/**
 * Fewer, larger steps for the same result: the shortest stretches of kept text between steps are replaced too, until
 * at most `limit` steps are left. `textAt` reads the text before the change.
 */
export function coarsen(change: Change, limit: number, textAt: (index: number, length: number) => string): Change {
    const inner: number[] = [];
    change.forEach((part, i) => {
        if (part.kind === "keep" && i > 0 && i < change.length - 1) {
            inner.push(part.length);
        }
    });
    let excess = inner.length + 1 - limit;
    if (excess <= 0) {
        return change;
    }
    const longest = inner.sort((x, y) => x - y)[Math.min(excess, inner.length) - 1]!;
    let index = 0;
    return build((out) => {
        change.forEach((part, i) => {
            const within = i > 0 && i < change.length - 1;
            if (part.kind === "keep" && within && part.length <= longest && excess > 0) {
                excess--;
                out.insert(part.length, textAt(index, part.length));
                out.remove(part.length);
            } else {
                out.add(part);
            }
            if (part.kind !== "insert") {
                index += part.length;
            }
        });
    });
}

function build(fill: (builder: Builder) => void): Change {
    const builder = new Builder();
    fill(builder);
    return builder.done();
}

/** Joins neighbours, puts an insertion before a removal at the same place, and drops what is kept at the end. */
class Builder {
    private readonly parts: Part[] = [];

    add(part: Part): void {
        if (part.kind === "keep") {
            this.keep(part.length);
        } else if (part.kind === "remove") {
            this.remove(part.length);
        } else {
            this.insert(part.length, part.text);
        }
    }

    keep(length: number): void {
        if (length > 0) {
            this.extend("keep", length);
        }
    }

    remove(length: number): void {
        if (length > 0) {
            this.extend("remove", length);
        }
    }

    insert(length: number, text: string | null): void {
        if (length === 0) {
            return;
        }
        const last = this.parts.at(-1);
        if (last?.kind === "remove") {
            this.parts.pop();
            this.insert(length, text);
            this.parts.push(last);
        } else if (last?.kind === "insert") {
            this.parts[this.parts.length - 1] = {
                kind: "insert",
                length: last.length + length,
                text: last.text === null || text === null ? null : last.text + text,
            };
        } else {
            this.parts.push({ kind: "insert", length, text });
        }
    }

    done(): Change {
        if (this.parts.at(-1)?.kind === "keep") {
            this.parts.pop();
        }
        return this.parts;
    }

    private extend(kind: "keep" | "remove", length: number): void {
        const last = this.parts.at(-1);
        if (last?.kind === kind) {
            this.parts[this.parts.length - 1] = { kind, length: last.length + length };
        } else {
            this.parts.push({ kind, length });
        }
    }
}

/** Reads a change in pieces of any length. */
class Reader {
    private at = 0;
    private offset = 0;

    constructor(private readonly change: Change) {}

    more(): boolean {
        return this.at < this.change.length;
    }

    get kind(): Part["kind"] | null {
        return this.change[this.at]?.kind ?? null;
    }

    get left(): number {
        return this.change[this.at]!.length - this.offset;
    }

    take(length: number): Part {
        const part = this.change[this.at]!;
        const from = this.offset;
        this.offset += length;
        if (this.offset === part.length) {
            this.at++;
            this.offset = 0;
        }
        if (length === part.length) {
            return part;
        }
        return part.kind === "insert"
            ? { kind: "insert", length, text: part.text === null ? null : part.text.slice(from, from + length) }
            : { kind: part.kind, length };
    }
}

import { type Change, compose, NOTHING, splice } from "./change.js";

const MOST_LINES = 4000;
const MOST_EDITS = 200;

/**
 * A small change from one text to another: what is equal at both ends stays, between them whole lines are compared. Not
 * always the smallest change; when the middle parts have little in common they are replaced as a whole.
 */
export function diff(from: string, to: string): Change {
    if (from === to) {
        return NOTHING;
    }
    const { head, tail } = common(from, to);
    const whole = wholeLines(from, head, tail);
    const byLine = diffLines(
        linesOf(from.slice(whole.head, from.length - whole.tail)),
        linesOf(to.slice(whole.head, to.length - whole.tail)),
    );
    if (byLine === null) {
        return splice(head, from.length - head - tail, to.slice(head, to.length - tail));
    }
    let change: Change = NOTHING;
    for (const step of blocks(byLine).flatMap(pairs).reverse()) {
        const inner = common(step.removed, step.inserted);
        change = compose(
            change,
            splice(
                whole.head + step.index + inner.head,
                step.removed.length - inner.head - inner.tail,
                step.inserted.slice(inner.head, step.inserted.length - inner.tail),
            ),
        );
    }
    return change;
}

/** Some text replaced by another; the index is in the old text. */
interface Step {
    readonly index: number;
    readonly removed: string;
    readonly inserted: string;
}

/** Whole lines replaced by others. */
interface Block {
    readonly index: number;
    readonly removed: string[];
    readonly inserted: string[];
}

/** How much is equal at the start and at the end; a surrogate pair is not torn apart. */
function common(from: string, to: string): { head: number; tail: number } {
    const shortest = Math.min(from.length, to.length);
    let head = 0;
    while (head < shortest && from.charCodeAt(head) === to.charCodeAt(head)) {
        head++;
    }
    if (head > 0 && isHigh(from.charCodeAt(head - 1))) {
        head--;
    }
    let tail = 0;
    while (
        tail < shortest - head &&
        from.charCodeAt(from.length - 1 - tail) === to.charCodeAt(to.length - 1 - tail)
    ) {
        tail++;
    }
    if (tail > 0 && isLow(from.charCodeAt(from.length - tail))) {
        tail--;
    }
    return { head, tail };
}

/** The same, reduced so that what differs consists of whole lines. */
function wholeLines(text: string, head: number, tail: number): { head: number; tail: number } {
    const start = text.lastIndexOf("\n", head - 1) + 1;
    const end = text.length - tail;
    if (end === 0 || text.charAt(end - 1) === "\n") {
        return { head: head === 0 ? 0 : start, tail };
    }
    const next = text.indexOf("\n", end);
    return { head: head === 0 ? 0 : start, tail: next < 0 ? 0 : text.length - next - 1 };
}

/** Joins steps that follow each other directly. */
function blocks(steps: Step[]): Block[] {
    const joined: Block[] = [];
    let end = -1;
    for (const { index, removed, inserted } of steps) {
        if (index !== end) {
            joined.push({ index, removed: [], inserted: [] });
        }
        const block = joined.at(-1)!;
        if (removed !== "") {
            block.removed.push(removed);
        }
        if (inserted !== "") {
            block.inserted.push(inserted);
        }
        end = index + removed.length;
    }
    return joined;
}

/** Sets old and new lines of a block against each other, from its start or from its end, whichever fits better. */
function pairs({ index, removed, inserted }: Block): Step[] {
    const both = Math.min(removed.length, inserted.length);
    const alike = (a: string | undefined, b: string | undefined): number => {
        const { head, tail } = common(a ?? "", b ?? "");
        return head + tail;
    };
    const fromEnd = alike(removed.at(-1), inserted.at(-1)) > alike(removed[0], inserted[0]);
    const steps: Step[] = [];
    const add = (old: string, fresh: string): void => {
        steps.push({ index, removed: old, inserted: fresh });
        index += old.length;
    };
    const extra = (from: number, to: (lines: string[]) => number): void => {
        const old = removed.slice(from, to(removed)).join("");
        const fresh = inserted.slice(from, to(inserted)).join("");
        if (old !== "" || fresh !== "") {
            add(old, fresh);
        }
    };
    if (fromEnd) {
        extra(0, (lines) => lines.length - both);
    }
    for (let i = 0; i < both; i++) {
        add(
            removed[fromEnd ? removed.length - both + i : i]!,
            inserted[fromEnd ? inserted.length - both + i : i]!,
        );
    }
    if (!fromEnd) {
        extra(both, (lines) => lines.length);
    }
    return steps;
}

/** Myers' greedy comparison, given up after some edits. Steps in rising order, indexes in the old text. */
function diffLines(a: string[], b: string[]): Step[] | null {
    if (a.length + b.length > MOST_LINES || a.length < 2 || b.length < 2) {
        return null;
    }
    const trace: Map<number, number>[] = [];
    let reach = new Map<number, number>([[1, 0]]);
    for (let d = 0; d <= Math.min(MOST_EDITS, a.length + b.length); d++) {
        const next = new Map<number, number>();
        trace.push(reach);
        for (let k = -d; k <= d; k += 2) {
            const down = k === -d || (k !== d && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
            let x = down ? (reach.get(k + 1) ?? 0) : (reach.get(k - 1) ?? 0) + 1;
            let y = x - k;
            while (x < a.length && y < b.length && a[x] === b[y]) {
                x++;
                y++;
            }
            next.set(k, x);
            if (x >= a.length && y >= b.length) {
                return backtrack(trace, d, a, b);
            }
        }
        reach = next;
    }
    return null;
}

function backtrack(trace: Map<number, number>[], edits: number, a: string[], b: string[]): Step[] {
    const offsets = [0];
    for (const line of a) {
        offsets.push(offsets.at(-1)! + line.length);
    }
    const steps: Step[] = [];
    let x = a.length;
    let y = b.length;
    for (let d = edits; d > 0; d--) {
        const reach = trace[d]!;
        const k = x - y;
        const down = k === -d || (k !== d && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
        const from = down ? k + 1 : k - 1;
        const fromX = reach.get(from) ?? 0;
        const fromY = fromX - from;
        if (down) {
            steps.push({ index: offsets[fromX]!, removed: "", inserted: b[fromY]! });
        } else {
            steps.push({ index: offsets[fromX]!, removed: a[fromX]!, inserted: "" });
        }
        x = fromX;
        y = fromY;
    }
    return steps.reverse();
}

function linesOf(text: string): string[] {
    return text.split(/(?<=\n)/);
}

function isHigh(code: number): boolean {
    return code >= 0xd800 && code < 0xdc00;
}

function isLow(code: number): boolean {
    return code >= 0xdc00 && code < 0xe000;
}

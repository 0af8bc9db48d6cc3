import { type Change, compose, composeAll, isNothing, mapIndex, NOTHING, shadow, transform } from "./change.js";

/** A selected stretch as indexes; the caret is at `head`. */
export interface Stretch {
    readonly anchor: number;
    readonly head: number;
}

export type Selected = readonly Stretch[];

interface Entry {
    /** What takes my edits back, oldest edit first; the last one applies to the text right after the last edit. */
    inverses: Change[];
    /** What others did since then and before the next entry, as a shadow. */
    since: Change;
    /** What was selected before my edit, in the text before my edit. */
    selected: Selected | null;
}

export interface Step {
    readonly change: Change;
    readonly selected: Selected | null;
}

const DEPTH = 1000;

/**
 * My own edits, to be undone and redone while others go on editing. What others did never gets onto the stacks: it only
 * moves my edits, and only those that are looked at, so a change by somebody else costs one composition, however long
 * the stacks are.
 */
export class History {
    private undos: Entry[] = [];
    private redos: Entry[] = [];

    get canUndo(): boolean {
        return this.undos.length > 0;
    }

    get canRedo(): boolean {
        return this.redos.length > 0;
    }

    get depth(): number {
        return this.undos.length;
    }

    clear(): void {
        this.undos = [];
        this.redos = [];
    }

    /**
     * Notes an edit of mine.
     * @param inverse takes it back
     * @param merge whether it belongs to the edit before it, so that both are undone together
     */
    record(inverse: Change, merge: boolean, selected: Selected | null): void {
        this.redos = [];
        const top = this.undos.at(-1);
        if (merge && top) {
            this.settle(this.undos);
            top.inverses.push(inverse);
            return;
        }
        this.push(this.undos, inverse, selected);
    }

    /** Notes a change by somebody else. */
    rebase(change: Change): void {
        const trace = shadow(change);
        for (const stack of [this.undos, this.redos]) {
            const top = stack.at(-1);
            if (top) {
                top.since = compose(top.since, trace);
            }
        }
    }

    /** Takes the newest edit off; the caller applies the change and hands its inverse to `undone`. */
    undo(): Step | null {
        return this.take(this.undos);
    }

    redo(): Step | null {
        return this.take(this.redos);
    }

    undone(inverse: Change, selected: Selected | null): void {
        this.push(this.redos, inverse, selected);
    }

    redone(inverse: Change, selected: Selected | null): void {
        this.push(this.undos, inverse, selected);
    }

    private push(stack: Entry[], inverse: Change, selected: Selected | null): void {
        stack.push({ inverses: [inverse], since: NOTHING, selected });
        if (stack.length > DEPTH) {
            stack.shift();
        }
    }

    /** Steps of which nothing is left, because others removed it all, are skipped. */
    private take(stack: Entry[]): Step | null {
        for (;;) {
            this.settle(stack);
            const top = stack.pop();
            if (!top) {
                return null;
            }
            const change = composeAll(top.inverses.reverse());
            if (!isNothing(change)) {
                return { change, selected: top.selected };
            }
        }
    }

    /** Moves the top of the stack over what others did since, and hands that on to the entry below. */
    private settle(stack: Entry[]): void {
        const top = stack.at(-1);
        if (!top || isNothing(top.since)) {
            return;
        }
        const inverse = composeAll(top.inverses.reverse());
        const below = transform(top.since, inverse, true);
        top.inverses = [transform(inverse, top.since, false)];
        top.since = NOTHING;
        top.selected =
            top.selected?.map(({ anchor, head }) => ({
                anchor: mapIndex(below, anchor, false),
                head: mapIndex(below, head, false),
            })) ?? null;
        const next = stack.at(-2);
        if (next) {
            next.since = compose(next.since, below);
        }
    }
}

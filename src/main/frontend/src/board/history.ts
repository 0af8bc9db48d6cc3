import type { Op } from "./format.js";
import { inverse, type Picture, type Step } from "./picture.js";
import { CHANGEABLE, type Change } from "./shape.js";

const MOST_GROUPS = 500;

/**
 * What this page has done, to be taken back and done again: own operations only. What somebody else has changed since
 * stays as it is. Confined to its page.
 */
export class History {
    private past: Step[][] = [];
    private future: Step[][] = [];

    constructor(
        private readonly picture: Picture,
        private readonly operation: (step: Step) => Op,
        private readonly perform: (ops: readonly Op[]) => void,
    ) {}

    get canUndo(): boolean {
        return this.past.length > 0;
    }

    get canRedo(): boolean {
        return this.future.length > 0;
    }

    /** Does something new; all of it is taken back at once. */
    run(ops: readonly Op[]): void {
        const back = this.execute(ops);
        if (back.length > 0) {
            this.past.push(back);
            this.past.splice(0, this.past.length - MOST_GROUPS);
            this.future = [];
        }
    }

    /** The shapes that it concerned; empty when there was nothing to take back. */
    undo(): string[] {
        return this.move(this.past, this.future);
    }

    redo(): string[] {
        return this.move(this.future, this.past);
    }

    clear(): void {
        this.past = [];
        this.future = [];
    }

    /** Groups that others have made meaningless are passed over. */
    private move(from: Step[][], to: Step[][]): string[] {
        for (let group = from.pop(); group; group = from.pop()) {
            const ops = group.flatMap((step) => {
                const left = this.still(step);
                return left ? [this.operation(left)] : [];
            });
            if (ops.length > 0) {
                to.push(this.execute(ops));
                return ops.map((op) => op.shape);
            }
        }
        return [];
    }

    private execute(ops: readonly Op[]): Step[] {
        const back = ops.flatMap((op) => inverse(this.picture, op) ?? []);
        if (back.length > 0) {
            this.perform(ops);
        }
        return back.reverse();
    }

    /** The part of a step that nobody else has overtaken. */
    private still(step: Step): Step | null {
        const item = this.picture.get(step.shape);
        if (!item) {
            return null;
        }
        if (step.op !== "set") {
            return item.removed === (step.op === "restore") ? step : null;
        }
        const names = CHANGEABLE.filter((name) => name in step.props && item.shape[name] === step.expected[name]);
        const pick = (from: Change): Change => Object.fromEntries(names.map((name) => [name, from[name]]));
        return names.length > 0 && !item.removed
            ? { ...step, props: pick(step.props), expected: pick(step.expected) }
            : null;
    }
}

import type { Op } from "./format.js";
import { CHANGEABLE, type Change, type Shape } from "./shape.js";

export interface Item {
    readonly id: string;
    readonly shape: Shape;
    readonly removed: boolean;
}

/**
 * The picture that a board's operations make, in two layers: what is stored, in the order of the log, and above it what
 * this page has done and nobody has stored yet. What is stored later wins, so the upper layer is simply done again over
 * whatever comes in below it. Confined to its page.
 */
export class Picture {
    /** In the order in which the shapes were added: the later one lies above. */
    private readonly stored = new Map<string, Item>();
    private readonly shown = new Map<string, Item>();
    private pending: Op[] = [];

    constructor(private readonly changed: (ids: ReadonlySet<string>) => void = () => {}) {}

    /** From below to above, without what is removed. */
    *items(): Generator<Item> {
        for (const id of this.stored.keys()) {
            const item = this.shown.get(id);
            if (item && !item.removed) {
                yield item;
            }
        }
        for (const [id, item] of this.shown) {
            if (!this.stored.has(id) && !item.removed) {
                yield item;
            }
        }
    }

    /** Also of a removed shape. */
    get(id: string): Item | undefined {
        return this.shown.get(id);
    }

    get unsaved(): number {
        return this.pending.length;
    }

    /** Operations of this page, not stored yet. */
    perform(ops: readonly Op[]): void {
        const touched = new Set<string>();
        for (const op of ops) {
            this.pending.push(op);
            apply(this.shown, op);
            touched.add(op.shape);
        }
        this.changed(touched);
    }

    /** Operations of the log, of which the first of those pending, that many, have now been stored. */
    store(ops: readonly Op[], own = 0): void {
        for (const op of ops) {
            apply(this.stored, op);
        }
        const confirmed = this.pending.splice(0, own);
        this.renew(new Set([...ops, ...confirmed].map((op) => op.shape)));
    }

    /** Takes back what is pending: it cannot be stored. */
    abandon(): void {
        const touched = new Set(this.pending.map((op) => op.shape));
        this.pending = [];
        this.renew(touched);
    }

    private renew(touched: ReadonlySet<string>): void {
        for (const id of touched) {
            const item = this.stored.get(id);
            if (item) {
                this.shown.set(id, item);
            } else {
                this.shown.delete(id);
            }
        }
        for (const op of this.pending) {
            if (touched.has(op.shape)) {
                apply(this.shown, op);
            }
        }
        this.changed(touched);
    }
}

function apply(items: Map<string, Item>, op: Op): void {
    const item = items.get(op.shape);
    if (op.op === "add") {
        if (!item) {
            items.set(op.shape, { id: op.shape, shape: op.props, removed: false });
        }
    } else if (item) {
        items.set(op.shape, {
            id: item.id,
            shape: op.op === "set" ? { ...item.shape, ...op.props } : item.shape,
            removed: op.op === "set" ? item.removed : op.op === "remove",
        });
    }
}

/** What would take an operation back, seen before it is done; null when nothing changes. */
export function inverse(picture: Picture, op: Op): Step | null {
    const item = picture.get(op.shape);
    switch (op.op) {
        case "add":
            return { op: "remove", shape: op.shape };
        case "remove":
            return item && !item.removed ? { op: "restore", shape: op.shape } : null;
        case "restore":
            return item?.removed ? { op: "remove", shape: op.shape } : null;
        case "set": {
            if (!item) {
                return null;
            }
            const names = CHANGEABLE.filter((name) => name in op.props && op.props[name] !== item.shape[name]);
            const pick = (from: Change): Change => Object.fromEntries(names.map((name) => [name, from[name]]));
            return names.length > 0
                ? { op: "set", shape: op.shape, props: pick(item.shape), expected: pick(op.props) }
                : null;
        }
    }
}

/** Something to be done or taken back, not yet an operation. `expected`: what must still be so, property by property. */
export type Step =
    | { readonly op: "remove" | "restore"; readonly shape: string }
    | { readonly op: "set"; readonly shape: string; readonly props: Change; readonly expected: Change };

import type { Camera } from "./camera.js";
import type { Canvas } from "./canvas.js";
import { bounds, type Box, frame, gripAt, GRIPS, touches, union } from "./geometry.js";
import type { Op } from "./format.js";
import { randomId } from "./format.js";
import type { History } from "./history.js";
import type { Item, Picture, Step } from "./picture.js";
import type { Change, Shape } from "./shape.js";

/** What the next shape looks like. */
export interface Look {
    colour: string;
    width: number;
    filled: boolean;
}

/** Height of letters for each breadth of line. */
export function textSize(width: number): number {
    return width <= 2 ? 16 : width <= 4 ? 24 : width <= 8 ? 36 : 56;
}

/** Something that is being drawn: not stored, but shown to everybody. */
export interface Draft {
    readonly id: string;
    readonly shape: Shape;
}

/** What tools work with: the picture, what is selected, and the ways to change both. Confined to its page. */
export class Desk {
    readonly look: Look = { colour: "#1f2937", width: 4, filled: false };
    readonly session = randomId();
    /** Nothing can be changed: reading only, or the board is shut. */
    locked = true;
    private chosen: ReadonlySet<string> = new Set();
    private marquee: Box | null = null;
    private current: Draft | null = null;

    constructor(
        readonly picture: Picture,
        readonly history: History,
        readonly camera: Camera,
        readonly canvas: Canvas,
        private readonly events: {
            drafted(draft: Draft | null): void;
            changed(): void;
        },
    ) {}

    get draft(): Draft | null {
        return this.current;
    }

    get selection(): Item[] {
        return [...this.chosen].flatMap((id) => {
            const item = this.picture.get(id);
            return item && !item.removed ? [item] : [];
        });
    }

    select(ids: Iterable<string>): void {
        this.chosen = new Set(ids);
        this.refresh();
    }

    showMarquee(box: Box | null): void {
        this.marquee = box;
        this.refresh();
    }

    showDraft(draft: Draft | null): void {
        if (draft || this.current) {
            this.current = draft;
            this.canvas.redrawDrafts();
            this.events.drafted(draft);
        }
    }

    /** Shows shapes otherwise until they are changed; null: as they are. */
    showInstead(shapes: ReadonlyMap<string, Shape | null> | null): void {
        this.canvas.instead.clear();
        shapes?.forEach((shape, id) => this.canvas.instead.set(id, shape));
        this.canvas.redraw();
        this.refresh();
    }

    /** Draws the selection anew, and tells who shows something about it. */
    refresh(): void {
        const items = this.selection.map(({ id, shape }) => this.canvas.instead.get(id) ?? shape);
        const around = this.around();
        const single = items.length === 1 ? items[0]! : null;
        const line = single !== null && isLine(single);
        this.canvas.show({
            frames: items.length > 1 ? items.map((shape) => frame(shape)) : [],
            around: line ? null : around,
            grips: line
                ? [
                      { x: single.x, y: single.y },
                      { x: single.x + single.w, y: single.y + single.h },
                  ]
                : around && !this.locked
                  ? this.grips(around).map((grip) => gripAt(around, grip))
                  : [],
            marquee: this.marquee,
        });
        this.events.changed();
    }

    around(): Box | null {
        return union(this.selection.map(({ id, shape }) => frame(this.canvas.instead.get(id) ?? shape)));
    }

    /** On a small box the corners are enough. */
    grips(box: Box): readonly (typeof GRIPS)[number][] {
        const least = Math.min(box.w, box.h) * this.camera.zoom;
        return least < 40 ? GRIPS.slice(0, 4) : GRIPS;
    }

    hit(at: { x: number; y: number }, pixels: number): Item | null {
        let found: Item | null = null;
        for (const item of this.picture.items()) {
            if (touches(item.shape, at, pixels / this.camera.zoom)) {
                found = item;
            }
        }
        return found;
    }

    extent(): Box | null {
        return union([...this.picture.items()].map(({ shape }) => bounds(shape)));
    }

    add(shape: Shape, id = randomId()): string {
        this.run([{ op: "add", id: randomId(), by: this.session, shape: id, props: shape }]);
        return id;
    }

    /** Adds several, to be taken back at once; their names. */
    addAll(shapes: readonly Shape[]): string[] {
        const named = shapes.map((shape) => ({ shape, id: randomId() }));
        this.run(
            named.map(({ shape, id }) => ({ op: "add", id: randomId(), by: this.session, shape: id, props: shape })),
        );
        return named.map(({ id }) => id);
    }

    change(changes: ReadonlyMap<string, Change>): void {
        this.run([...changes].map(([shape, props]) => this.operation({ op: "set", shape, props, expected: {} })));
    }

    remove(ids: Iterable<string>): void {
        this.run([...ids].map((shape) => this.operation({ op: "remove", shape })));
    }

    undo(): void {
        this.selectAfter(this.history.undo());
    }

    redo(): void {
        this.selectAfter(this.history.redo());
    }

    operation(step: Step): Op {
        const { op, shape } = step;
        const common = { id: randomId(), by: this.session, shape };
        return op === "set" ? { op, ...common, props: step.props } : { op, ...common };
    }

    private run(ops: readonly Op[]): void {
        if (!this.locked) {
            this.history.run(ops);
            this.refresh();
        }
    }

    private selectAfter(ids: readonly string[]): void {
        if (this.chosen.size > 0) {
            this.select(ids);
        } else {
            this.refresh();
        }
    }
}

export function isLine(shape: Shape): boolean {
    return shape.kind === "line" || shape.kind === "arrow";
}

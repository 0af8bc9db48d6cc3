import { type Desk, isLine, textSize } from "./desk.js";
import { randomId } from "./format.js";
import { type Box, boxOf, contains, distance, dragged, frame, type Grip, gripAt, meets, moved, type Point, resized, round, within } from "./geometry.js";
import type { Sample } from "./pointers.js";
import { type Change, type Kind, type Shape, shapeOf } from "./shape.js";
import type { TextField } from "./text-field.js";

export const TOOLS = ["select", "hand", "pen", "eraser", "line", "arrow", "rectangle", "ellipse", "text"] as const;

export type ToolName = (typeof TOOLS)[number];

export interface Tool {
    down(at: Sample): void;
    move(samples: readonly Sample[]): void;
    up(): void;
    cancel(): void;
}

export function makeTools(desk: Desk, text: TextField, done: () => void): Record<ToolName, Tool> & { select: SelectTool } {
    return {
        select: new SelectTool(desk, text),
        hand: { down() {}, move() {}, up() {}, cancel() {} },
        pen: new PenTool(desk),
        eraser: new EraserTool(desk),
        line: new BoxTool(desk, "line"),
        arrow: new BoxTool(desk, "arrow"),
        rectangle: new BoxTool(desk, "rectangle"),
        ellipse: new BoxTool(desk, "ellipse"),
        text: new TextTool(desk, text, done),
    };
}

/** Points closer than that, in pixels, are one. */
const CLOSE = 1.2;
const MOST_POINTS = 9_000;

class PenTool implements Tool {
    private id = "";
    private points: number[] = [];
    private straight: Point | null = null;

    constructor(private readonly desk: Desk) {}

    down(at: Sample): void {
        this.id = randomId();
        this.points = [at.x, at.y, at.pressure];
        this.straight = at.shift ? at : null;
        this.show();
    }

    move(samples: readonly Sample[]): void {
        for (const { x, y, pressure } of samples) {
            const [lastX, lastY] = this.points.slice(-3) as [number, number];
            if (this.straight) {
                this.points = [this.straight.x, this.straight.y, pressure, x, y, pressure];
            } else if (Math.hypot(x - lastX, y - lastY) * this.desk.camera.zoom >= CLOSE) {
                this.points.push(x, y, pressure);
            }
        }
        this.show();
        if (this.points.length >= MOST_POINTS * 3) {
            // Goes on as another stroke.
            const rest = this.points.slice(-3);
            this.up();
            this.id = randomId();
            this.points = rest;
        }
    }

    up(): void {
        const { id, points } = this;
        if (points.length > 0) {
            this.cancel();
            this.desk.add(penShape(points, this.desk.look.colour, this.desk.look.width), id);
        }
    }

    cancel(): void {
        this.points = [];
        this.desk.showDraft(null);
    }

    private show(): void {
        const { colour, width } = this.desk.look;
        this.desk.showDraft({ id: this.id, shape: shapeOf("pen", { colour, width, points: [...this.points] }) });
    }
}

/** A stroke of points on the board, as a shape with a place of its own. */
export function penShape(points: readonly number[], colour: string, width: number): Shape {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < points.length; i += 3) {
        left = Math.min(left, points[i]!);
        right = Math.max(right, points[i]!);
        top = Math.min(top, points[i + 1]!);
        bottom = Math.max(bottom, points[i + 1]!);
    }
    [left, top] = [round(left), round(top)];
    const [w, h] = [round(right - left), round(bottom - top)];
    const own = points.map((value, i) =>
        i % 3 === 2 ? Math.round(value * 100) / 100 : round(value - (i % 3 === 0 ? left : top)),
    );
    return shapeOf("pen", { x: left, y: top, w, h, pw: w, ph: h, points: own, colour, width });
}

/** Removes every shape that it is drawn over, whole. */
class EraserTool implements Tool {
    private gone = new Map<string, null>();
    private last: Point | null = null;

    constructor(private readonly desk: Desk) {}

    down(at: Sample): void {
        this.gone = new Map();
        this.last = at;
        this.move([at]);
    }

    move(samples: readonly Sample[]): void {
        const before = this.gone.size;
        for (const at of samples) {
            this.along(this.last ?? at, at);
            this.last = at;
        }
        if (this.gone.size !== before) {
            this.desk.showInstead(this.gone);
        }
    }

    up(): void {
        const { gone } = this;
        this.cancel();
        this.desk.remove(gone.keys());
    }

    cancel(): void {
        this.gone = new Map();
        this.last = null;
        this.desk.showInstead(null);
    }

    /** A fast pointer leaps: looks in steps between. */
    private along(from: Point, to: Point): void {
        const step = 4 / this.desk.camera.zoom;
        const steps = Math.min(200, Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / step)));
        for (let i = 1; i <= steps; i++) {
            const at = { x: from.x + ((to.x - from.x) * i) / steps, y: from.y + ((to.y - from.y) * i) / steps };
            const item = this.desk.hit(at, 6);
            if (item) {
                this.gone.set(item.id, null);
            }
        }
    }
}

/** Everything that goes from one corner to another. */
class BoxTool implements Tool {
    private id = "";
    private from: Sample | null = null;
    private shape: Shape | null = null;

    constructor(
        private readonly desk: Desk,
        private readonly kind: Kind,
    ) {}

    down(at: Sample): void {
        this.id = randomId();
        this.from = at;
    }

    move(samples: readonly Sample[]): void {
        const to = samples.at(-1);
        if (!this.from || !to) {
            return;
        }
        let [w, h] = [to.x - this.from.x, to.y - this.from.y];
        if (to.shift) {
            [w, h] = this.kind === "line" || this.kind === "arrow" ? straight(w, h) : square(w, h);
        }
        const { colour, width, filled } = this.desk.look;
        this.shape = shapeOf(this.kind, {
            x: round(this.from.x),
            y: round(this.from.y),
            w: round(w),
            h: round(h),
            colour,
            width,
            filled: filled && (this.kind === "rectangle" || this.kind === "ellipse"),
        });
        this.desk.showDraft({ id: this.id, shape: this.shape });
    }

    up(): void {
        const { shape, id } = this;
        this.cancel();
        // A mere click draws nothing that anybody would find again.
        if (shape && Math.hypot(shape.w, shape.h) * this.desk.camera.zoom >= 4) {
            this.desk.add(shape, id);
        }
    }

    cancel(): void {
        this.from = null;
        this.shape = null;
        this.desk.showDraft(null);
    }
}

function straight(w: number, h: number): [number, number] {
    const step = Math.PI / 8;
    const angle = Math.round(Math.atan2(h, w) / step) * step;
    const length = Math.hypot(w, h);
    return [length * Math.cos(angle), length * Math.sin(angle)];
}

function square(w: number, h: number): [number, number] {
    const side = Math.max(Math.abs(w), Math.abs(h));
    return [side * (w < 0 ? -1 : 1), side * (h < 0 ? -1 : 1)];
}

class TextTool implements Tool {
    private at: Point | null = null;

    constructor(
        private readonly desk: Desk,
        private readonly text: TextField,
        private readonly done: () => void,
    ) {}

    down(at: Sample): void {
        this.at = at;
    }

    move(): void {}

    /** The keyboard of a phone opens only from the end of a touch. */
    up(): void {
        const { at } = this;
        if (!at) {
            return;
        }
        const item = this.desk.hit(at, 2);
        if (item?.shape.kind === "text") {
            this.text.edit(item);
        } else {
            const { colour, width } = this.desk.look;
            const size = textSize(width);
            this.text.start(shapeOf("text", { x: round(at.x), y: round(at.y - size * 0.65), colour, width, size }));
        }
        this.done();
    }

    cancel(): void {
        this.at = null;
    }
}

type Drag =
    | { kind: "move"; from: Point; shapes: Map<string, Shape> }
    | { kind: "resize"; from: Point; grip: Grip; box: Box; shapes: Map<string, Shape> }
    | { kind: "end"; from: Point; end: "first" | "last"; id: string; shape: Shape }
    | { kind: "marquee"; from: Point; before: string[] };

const GRIP_MOUSE = 9;
const GRIP_TOUCH = 20;
const HIT_MOUSE = 5;
const HIT_TOUCH = 12;
const STILL = 3;

/** Selects, moves and resizes. */
class SelectTool implements Tool {
    private drag: Drag | null = null;
    private changes = new Map<string, Change>();
    private started = false;

    constructor(
        private readonly desk: Desk,
        private readonly text: TextField,
    ) {}

    down(at: Sample): void {
        const { desk } = this;
        this.changes = new Map();
        this.started = false;
        this.drag = desk.locked ? null : this.gripped(at);
        if (this.drag) {
            return;
        }
        const item = desk.hit(at, at.touch ? HIT_TOUCH : HIT_MOUSE);
        const selected = desk.selection.map(({ id }) => id);
        const around = desk.around();
        if (item && at.shift) {
            desk.select(selected.includes(item.id) ? selected.filter((id) => id !== item.id) : [...selected, item.id]);
        } else if (item && !selected.includes(item.id)) {
            desk.select([item.id]);
        } else if (!item && !(around && selected.length > 0 && within(around, at) && !at.shift)) {
            this.drag = { kind: "marquee", from: at, before: at.shift ? selected : [] };
            desk.select(this.drag.before);
            return;
        }
        if (!desk.locked) {
            this.drag = { kind: "move", from: at, shapes: this.shapes() };
        }
    }

    move(samples: readonly Sample[]): void {
        const { desk, drag } = this;
        const to = samples.at(-1);
        if (!drag || !to) {
            return;
        }
        const [dx, dy] = [to.x - drag.from.x, to.y - drag.from.y];
        this.started ||= Math.hypot(dx, dy) * desk.camera.zoom > STILL;
        if (!this.started) {
            return;
        }
        switch (drag.kind) {
            case "marquee": {
                const box = boxOf(drag.from, to);
                const caught = [...desk.picture.items()]
                    .filter(({ shape }) => contains(box, frame(shape)) || (isLine(shape) && meets(box, frame(shape)) && crosses(shape, box)))
                    .map(({ id }) => id);
                desk.select([...drag.before, ...caught]);
                desk.showMarquee(box);
                return;
            }
            case "move":
                this.show(drag.shapes, (shape) => (to.shift ? moved(shape, ...along(dx, dy)) : moved(shape, dx, dy)));
                return;
            case "resize": {
                const steady = to.shift || [...drag.shapes.values()].some(({ kind }) => kind === "text");
                const box = dragged(drag.box, drag.grip, dx, dy, steady);
                this.show(drag.shapes, (shape) => resized(shape, drag.box, box));
                return;
            }
            case "end": {
                const { x, y, w, h } = drag.shape;
                const change =
                    drag.end === "first"
                        ? { x: round(x + dx), y: round(y + dy), w: round(w - dx), h: round(h - dy) }
                        : { w: round(w + dx), h: round(h + dy) };
                this.show(new Map([[drag.id, drag.shape]]), () => change);
                return;
            }
        }
    }

    up(): void {
        const { changes } = this;
        this.cancel();
        if (changes.size > 0) {
            this.desk.change(changes);
        }
    }

    cancel(): void {
        this.drag = null;
        this.changes = new Map();
        this.desk.showMarquee(null);
        this.desk.showInstead(null);
    }

    /** A double click: text is edited. */
    twice(at: Sample): void {
        const item = this.desk.hit(at, HIT_MOUSE);
        if (item?.shape.kind === "text" && !this.desk.locked) {
            this.cancel();
            this.text.edit(item);
        }
    }

    /** What the mouse looks like there, if not as always. */
    cursor(at: Sample): string | null {
        const drag = this.desk.locked ? null : this.gripped(at);
        if (drag?.kind === "resize") {
            const diagonal: Record<Grip, string> = {
                nw: "nwse-resize",
                se: "nwse-resize",
                ne: "nesw-resize",
                sw: "nesw-resize",
                n: "ns-resize",
                s: "ns-resize",
                e: "ew-resize",
                w: "ew-resize",
            };
            return diagonal[drag.grip];
        }
        return drag || this.desk.hit(at, HIT_MOUSE) ? "move" : null;
    }

    private gripped(at: Sample): Drag | null {
        const { desk } = this;
        const reach = (at.touch ? GRIP_TOUCH : GRIP_MOUSE) / desk.camera.zoom;
        const near = ({ x, y }: Point): boolean => Math.hypot(x - at.x, y - at.y) <= reach;
        const [item, another] = desk.selection;
        if (!item) {
            return null;
        }
        if (!another && isLine(item.shape)) {
            const { id, shape } = item;
            const last = { x: shape.x + shape.w, y: shape.y + shape.h };
            return near(last)
                ? { kind: "end", end: "last", from: at, id, shape }
                : near(shape)
                  ? { kind: "end", end: "first", from: at, id, shape }
                  : null;
        }
        const box = desk.around()!;
        const grip = desk.grips(box).find((one) => near(gripAt(box, one)));
        return grip ? { kind: "resize", from: at, grip, box, shapes: this.shapes() } : null;
    }

    private shapes(): Map<string, Shape> {
        return new Map(this.desk.selection.map(({ id, shape }) => [id, shape]));
    }

    private show(shapes: ReadonlyMap<string, Shape>, change: (shape: Shape) => Change): void {
        this.changes = new Map([...shapes].map(([id, shape]) => [id, change(shape)]));
        this.desk.showInstead(new Map([...shapes].map(([id, shape]) => [id, { ...shape, ...this.changes.get(id) }])));
    }
}

function along(dx: number, dy: number): [number, number] {
    return Math.abs(dx) > Math.abs(dy) ? [dx, 0] : [0, dy];
}

function crosses(shape: Shape, box: Box): boolean {
    const middle = { x: box.x + box.w / 2, y: box.y + box.h / 2 };
    const end = { x: shape.x + shape.w, y: shape.y + shape.h };
    return within(box, shape) || within(box, end) || distance(middle, shape, end) < Math.min(box.w, box.h) / 2;
}

import type { Change, Shape } from "./shape.js";

export interface Point {
    readonly x: number;
    readonly y: number;
}

/** A rectangle whose sides are not negative. */
export interface Box {
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly h: number;
}

/** The height of a line of text, in heights of its letters. */
export const LINE_HEIGHT = 1.3;

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';

/** Measures a line of text of that size. Browsers differ a little, so it is never stored. */
export type Measure = (text: string, size: number) => number;

let context: CanvasRenderingContext2D | null | undefined;

export const measure: Measure = (text, size) => {
    context ??= document.createElement("canvas").getContext("2d");
    if (!context) {
        return text.length * size * 0.55;
    }
    context.font = `100px ${FONT}`;
    return (context.measureText(text).width * size) / 100;
};

export function boxOf(a: Point, b: Point): Box {
    return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), w: Math.abs(b.x - a.x), h: Math.abs(b.y - a.y) };
}

/** Where a shape is, without the breadth of its line. */
export function frame(shape: Shape, width: Measure = measure): Box {
    if (shape.kind === "text") {
        const lines = shape.text.split("\n");
        return {
            x: shape.x,
            y: shape.y,
            w: Math.max(shape.size / 2, ...lines.map((line) => width(line, shape.size))),
            h: lines.length * shape.size * LINE_HEIGHT,
        };
    }
    return boxOf(shape, { x: shape.x + shape.w, y: shape.y + shape.h });
}

/** What a shape covers. */
export function bounds(shape: Shape, width: Measure = measure): Box {
    const more = shape.kind === "text" ? 0 : shape.kind === "arrow" ? shape.width * 3 + 4 : shape.width;
    return grow(frame(shape, width), more);
}

export function grow(box: Box, by: number): Box {
    return { x: box.x - by, y: box.y - by, w: box.w + 2 * by, h: box.h + 2 * by };
}

export function union(boxes: readonly Box[]): Box | null {
    if (boxes.length === 0) {
        return null;
    }
    let { x, y } = boxes[0]!;
    let right = x;
    let bottom = y;
    for (const box of boxes) {
        x = Math.min(x, box.x);
        y = Math.min(y, box.y);
        right = Math.max(right, box.x + box.w);
        bottom = Math.max(bottom, box.y + box.h);
    }
    return { x, y, w: right - x, h: bottom - y };
}

export function meets(a: Box, b: Box): boolean {
    return a.x <= b.x + b.w && b.x <= a.x + a.w && a.y <= b.y + b.h && b.y <= a.y + a.h;
}

export function contains(outer: Box, inner: Box): boolean {
    return (
        outer.x <= inner.x &&
        outer.y <= inner.y &&
        outer.x + outer.w >= inner.x + inner.w &&
        outer.y + outer.h >= inner.y + inner.h
    );
}

export function within(box: Box, { x, y }: Point): boolean {
    return x >= box.x && y >= box.y && x <= box.x + box.w && y <= box.y + box.h;
}

/** Whether a shape is at a point, or not farther from it than that. */
export function touches(shape: Shape, at: Point, slack: number): boolean {
    if (!within(grow(bounds(shape), slack), at)) {
        return false;
    }
    const reach = shape.width / 2 + slack;
    const end = { x: shape.x + shape.w, y: shape.y + shape.h };
    switch (shape.kind) {
        case "text":
            return true;
        case "line":
        case "arrow":
            return distance(at, shape, end) <= reach;
        case "rectangle": {
            const box = frame(shape);
            if (!within(grow(box, reach), at)) {
                return false;
            }
            const inside = grow(box, -reach);
            return shape.filled || inside.w < 0 || inside.h < 0 || !within(inside, at);
        }
        case "ellipse": {
            const box = frame(shape);
            const far = (by: number): number => {
                const [rx, ry] = [box.w / 2 + by, box.h / 2 + by];
                if (rx <= 0 || ry <= 0) {
                    return Infinity;
                }
                return ((at.x - box.x - box.w / 2) / rx) ** 2 + ((at.y - box.y - box.h / 2) / ry) ** 2;
            };
            return far(reach) <= 1 && (shape.filled || far(-reach) >= 1);
        }
        case "pen": {
            const points = penPoints(shape);
            if (points.length === 1) {
                return Math.hypot(points[0]![0] - at.x, points[0]![1] - at.y) <= reach;
            }
            return points.some(([x, y], i) => {
                const next = points[i + 1];
                return next !== undefined && distance(at, { x, y }, { x: next[0], y: next[1] }) <= reach;
            });
        }
    }
}

/** The points of a stroke on the board: x, y, pressure. */
export function penPoints(shape: Shape): [number, number, number][] {
    const sx = shape.pw > 0 ? shape.w / shape.pw : 1;
    const sy = shape.ph > 0 ? shape.h / shape.ph : 1;
    const points: [number, number, number][] = [];
    for (let i = 0; i + 2 < shape.points.length; i += 3) {
        points.push([
            shape.x + shape.points[i]! * sx,
            shape.y + shape.points[i + 1]! * sy,
            shape.points[i + 2]!,
        ]);
    }
    return points;
}

export function distance(p: Point, a: Point, b: Point): number {
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const length = dx * dx + dy * dy;
    const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length));
    return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

/** Tenths of a unit are fine enough, and short. */
export function round(value: number): number {
    return Math.round(value * 10) / 10;
}

export function moved(shape: Shape, dx: number, dy: number): Change {
    return { x: round(shape.x + dx), y: round(shape.y + dy) };
}

/** A shape in its new place when the box around several goes from one to another. */
export function resized(shape: Shape, from: Box, to: Box): Change {
    const sx = from.w > 0 ? to.w / from.w : 1;
    const sy = from.h > 0 ? to.h / from.h : 1;
    const place = { x: round(to.x + (shape.x - from.x) * sx), y: round(to.y + (shape.y - from.y) * sy) };
    if (shape.kind === "text") {
        return { ...place, size: Math.max(4, Math.min(400, round(shape.size * Math.sqrt(sx * sy)))) };
    }
    return { ...place, w: round(shape.w * sx), h: round(shape.h * sy) };
}

/** The places where a box is taken to be resized: compass points, or the two ends of a line. */
export type Grip = "nw" | "n" | "ne" | "e" | "se" | "s" | "sw" | "w";

export const GRIPS: readonly Grip[] = ["nw", "ne", "se", "sw", "n", "e", "s", "w"];

export function gripAt(box: Box, grip: Grip): Point {
    const across = grip.includes("w") ? 0 : grip.includes("e") ? 1 : 0.5;
    const down = grip.includes("n") ? 0 : grip.includes("s") ? 1 : 0.5;
    return { x: box.x + across * box.w, y: box.y + down * box.h };
}

const SMALLEST = 4;

/** The box when one of its grips is dragged. `steady`: it keeps its proportions. */
export function dragged(box: Box, grip: Grip, dx: number, dy: number, steady: boolean): Box {
    const [west, north] = [grip.includes("w"), grip.includes("n")];
    let w = box.w + (west ? -dx : grip.includes("e") ? dx : 0);
    let h = box.h + (north ? -dy : grip.includes("s") ? dy : 0);
    w = box.w === 0 ? 0 : Math.max(SMALLEST, w);
    h = box.h === 0 ? 0 : Math.max(SMALLEST, h);
    if (steady && box.w > 0 && box.h > 0) {
        const ratio =
            grip === "n" || grip === "s"
                ? h / box.h
                : grip === "e" || grip === "w"
                  ? w / box.w
                  : Math.max(w / box.w, h / box.h);
        w = box.w * ratio;
        h = box.h * ratio;
    }
    return { x: west ? box.x + box.w - w : box.x, y: north ? box.y + box.h - h : box.y, w, h };
}

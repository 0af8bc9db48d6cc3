import { getStroke } from "perfect-freehand";
import { frame, penPoints } from "./geometry.js";
import type { Shape } from "./shape.js";

/** How a shape is drawn, the same on the screen and in a file: an SVG path, and whether it is a line or a surface. */
export interface Outline {
    readonly path: string;
    readonly surface: boolean;
    /** What is within the line is tinted. */
    readonly tinted: boolean;
}

/** How strong the colour is within a filled shape. */
export const TINT = 0.22;

/** Pressure of a pointer that knows none. */
export const NO_PRESSURE = 0.5;

const known = new WeakMap<Shape, Outline>();

/** Not for text. */
export function outline(shape: Shape): Outline {
    let found = known.get(shape);
    if (!found) {
        found = make(shape);
        known.set(shape, found);
    }
    return found;
}

function make(shape: Shape): Outline {
    const { x, y, w, h } = shape;
    switch (shape.kind) {
        case "pen":
            return { path: stroke(shape), surface: true, tinted: false };
        case "line":
            return { path: `M${n(x)} ${n(y)}L${n(x + w)} ${n(y + h)}`, surface: false, tinted: false };
        case "arrow":
            return { path: arrow(shape), surface: false, tinted: false };
        case "ellipse": {
            const box = frame(shape);
            const [rx, ry] = [box.w / 2, box.h / 2];
            const half = (way: number): string => `a${n(rx)} ${n(ry)} 0 1 1 ${n(way * box.w)} 0`;
            return { path: `M${n(box.x)} ${n(box.y + ry)}${half(1)}${half(-1)}Z`, surface: false, tinted: shape.filled };
        }
        default: {
            const box = frame(shape);
            const path = `M${n(box.x)} ${n(box.y)}h${n(box.w)}v${n(box.h)}h${n(-box.w)}Z`;
            return { path, surface: false, tinted: shape.filled };
        }
    }
}

function arrow({ x, y, w, h, width }: Shape): string {
    const length = Math.hypot(w, h);
    const [tipX, tipY] = [x + w, y + h];
    const shaft = `M${n(x)} ${n(y)}L${n(tipX)} ${n(tipY)}`;
    if (length === 0) {
        return shaft;
    }
    const head = Math.min(8 + width * 2.2, length * 0.6);
    const wing = (angle: number): string => {
        const direction = Math.atan2(h, w) + Math.PI + angle;
        return `${n(tipX + head * Math.cos(direction))} ${n(tipY + head * Math.sin(direction))}`;
    };
    return `${shaft}M${wing(0.5)}L${n(tipX)} ${n(tipY)}L${wing(-0.5)}`;
}

function stroke(shape: Shape): string {
    const points = penPoints(shape);
    const measured = points.some(([, , pressure]) => pressure !== NO_PRESSURE);
    const edge = getStroke(points, {
        size: measured ? shape.width * 1.7 : shape.width * 1.15,
        thinning: measured ? 0.65 : 0.12,
        smoothing: 0.5,
        streamline: 0.35,
        simulatePressure: !measured,
        last: true,
    });
    if (edge.length < 3) {
        return "";
    }
    // From middle to middle of the edges, bent towards the corners between them.
    const middle = (i: number): string => {
        const [a, b] = [edge[i]!, edge[(i + 1) % edge.length]!];
        return `${n((a[0]! + b[0]!) / 2)} ${n((a[1]! + b[1]!) / 2)}`;
    };
    let path = `M${middle(edge.length - 1)}`;
    for (let i = 0; i < edge.length; i++) {
        path += `Q${n(edge[i]![0]!)} ${n(edge[i]![1]!)} ${middle(i)}`;
    }
    return `${path}Z`;
}

function n(value: number): string {
    return String(Math.round(value * 100) / 100);
}

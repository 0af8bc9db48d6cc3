import { bounds, FONT, grow, LINE_HEIGHT, union } from "./geometry.js";
import { outline, TINT } from "./outline.js";
import type { Shape } from "./shape.js";

export const PAPER = "#fdfdfc";

const MARGIN = 24;
const PNG_SCALE = 2;
/** Pixels; some browsers draw nothing on a larger canvas. */
const LONGEST_SIDE = 8192;

/** Where the first line of a text stands, in heights of its letters below its top. */
export const BASELINE = 1;

/** The picture as a file that any drawing program opens. */
export function svg(shapes: readonly Shape[]): string {
    const area = areaOf(shapes);
    const view = [area.x, area.y, area.w, area.h].map((value) => Math.round(value));
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${view[2]}" height="${view[3]}" viewBox="${view.join(" ")}">`,
        `<rect x="${view[0]}" y="${view[1]}" width="${view[2]}" height="${view[3]}" fill="${PAPER}"/>`,
        ...shapes.map(element),
        "</svg>",
        "",
    ].join("\n");
}

/** The same as an image. */
export function png(shapes: readonly Shape[]): Promise<Blob> {
    const area = areaOf(shapes);
    const scale = Math.min(PNG_SCALE, LONGEST_SIDE / area.w, LONGEST_SIDE / area.h);
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(area.w * scale));
    canvas.height = Math.max(1, Math.round(area.h * scale));
    const context = canvas.getContext("2d")!;
    context.fillStyle = PAPER;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.scale(scale, scale);
    context.translate(-area.x, -area.y);
    for (const shape of shapes) {
        paint(context, shape);
    }
    return new Promise((resolve, reject) =>
        canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no image"))), "image/png"),
    );
}

/** Draws a shape where it is. */
export function paint(context: CanvasRenderingContext2D, shape: Shape): void {
    context.fillStyle = context.strokeStyle = shape.colour;
    if (shape.kind === "text") {
        context.font = `${shape.size}px ${FONT}`;
        context.textBaseline = "alphabetic";
        shape.text
            .split("\n")
            .forEach((line, i) =>
                context.fillText(line, shape.x, shape.y + shape.size * (BASELINE + i * LINE_HEIGHT)),
            );
        return;
    }
    const { surface, tinted } = outline(shape);
    const path = pathOf(shape);
    if (surface) {
        context.fill(path);
        return;
    }
    if (tinted) {
        const alpha = context.globalAlpha;
        context.globalAlpha = alpha * TINT;
        context.fill(path);
        context.globalAlpha = alpha;
    }
    context.lineWidth = shape.width;
    context.lineCap = context.lineJoin = "round";
    context.stroke(path);
}

const paths = new WeakMap<Shape, Path2D>();

function pathOf(shape: Shape): Path2D {
    let path = paths.get(shape);
    if (!path) {
        path = new Path2D(outline(shape).path);
        paths.set(shape, path);
    }
    return path;
}

function areaOf(shapes: readonly Shape[]): { x: number; y: number; w: number; h: number } {
    return grow(union(shapes.map((shape) => bounds(shape))) ?? { x: 0, y: 0, w: 200, h: 120 }, MARGIN);
}

function element(shape: Shape): string {
    const colour = escape(shape.colour);
    if (shape.kind === "text") {
        const lines = shape.text.split("\n").map((line, i) => {
            const down = shape.y + shape.size * (BASELINE + i * LINE_HEIGHT);
            return `<tspan x="${shape.x}" y="${Math.round(down * 100) / 100}">${escape(line)}</tspan>`;
        });
        return (
            `<text xml:space="preserve" fill="${colour}" font-size="${shape.size}" ` +
            `font-family="${escape(FONT)}">${lines.join("")}</text>`
        );
    }
    const { path, surface, tinted } = outline(shape);
    if (surface) {
        return `<path d="${path}" fill="${colour}"/>`;
    }
    const inside = tinted ? `fill="${colour}" fill-opacity="${TINT}"` : 'fill="none"';
    return (
        `<path d="${path}" ${inside} stroke="${colour}" stroke-width="${shape.width}" ` +
        'stroke-linecap="round" stroke-linejoin="round"/>'
    );
}

/** Text within XML: also without the characters that XML does not know. */
export function escape(text: string): string {
    return text
        .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")
        .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

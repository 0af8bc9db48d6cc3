import { type Box, grow, type Point } from "./geometry.js";

export const NEAREST = 8;
export const FARTHEST = 0.05;

const AROUND = 48;
const LARGEST_FIT = 1;

/** Which part of the board the window shows. Confined to its page. */
export class Camera {
    x = 0;
    y = 0;
    zoom = 1;
    width = 1;
    height = 1;

    constructor(private readonly changed: () => void) {}

    get view(): Box {
        return { x: -this.x / this.zoom, y: -this.y / this.zoom, w: this.width / this.zoom, h: this.height / this.zoom };
    }

    toBoard({ x, y }: Point): Point {
        return { x: (x - this.x) / this.zoom, y: (y - this.y) / this.zoom };
    }

    toScreen({ x, y }: Point): Point {
        return { x: x * this.zoom + this.x, y: y * this.zoom + this.y };
    }

    resize(width: number, height: number): void {
        // What is in the middle stays there.
        this.x += (width - this.width) / 2;
        this.y += (height - this.height) / 2;
        this.width = width;
        this.height = height;
        this.changed();
    }

    pan(dx: number, dy: number): void {
        this.x += dx;
        this.y += dy;
        this.changed();
    }

    /** The point of the screen stays where it is. */
    zoomTo(zoom: number, at: Point = { x: this.width / 2, y: this.height / 2 }): void {
        const to = Math.max(FARTHEST, Math.min(NEAREST, zoom));
        this.x = at.x - ((at.x - this.x) * to) / this.zoom;
        this.y = at.y - ((at.y - this.y) * to) / this.zoom;
        this.zoom = to;
        this.changed();
    }

    /** Shows a part of the board as large as it fits; nothing: the middle. */
    fit(box: Box | null, below = 0): void {
        const height = this.height - below;
        if (!box) {
            this.zoom = 1;
            this.x = this.width / 2;
            this.y = height / 2;
        } else {
            const { x, y, w, h } = grow(box, 8);
            const space = Math.min(AROUND, this.width / 12);
            const zoom = Math.min((this.width - 2 * space) / w, (height - 2 * space) / h, LARGEST_FIT);
            this.zoom = Math.max(FARTHEST, zoom);
            this.x = this.width / 2 - (x + w / 2) * this.zoom;
            this.y = height / 2 - (y + h / 2) * this.zoom;
        }
        this.changed();
    }
}

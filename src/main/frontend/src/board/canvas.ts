import Konva from "konva/lib/Core.js";
import { Rect } from "konva/lib/shapes/Rect.js";
import type { Camera } from "./camera.js";
import { paint } from "./export.js";
import { bounds, type Box, meets, type Point } from "./geometry.js";
import type { Picture } from "./picture.js";
import type { Shape } from "./shape.js";

const GRID = 24;
const GRIP = 10;

/** What lies over the picture while somebody works on it. */
export interface Overlay {
    /** Frames of what is selected. */
    readonly frames: readonly Box[];
    /** Around all of it. */
    readonly around: Box | null;
    readonly grips: readonly Point[];
    /** The rectangle that selects. */
    readonly marquee: Box | null;
}

/** The drawing surface: the picture, above it what is being drawn just now, above that the selection. */
export class Canvas {
    /** Shapes that look otherwise for the moment: they are being moved, or (null) edited elsewhere. */
    readonly instead = new Map<string, Shape | null>();
    private readonly stage: Konva.Stage;
    private readonly shapes = new Konva.Layer({ listening: false });
    private readonly drafts = new Konva.Layer({ listening: false });
    private readonly marks = new Konva.Layer({ listening: false });
    private accent = "#0f766a";

    constructor(
        private readonly container: HTMLElement,
        private readonly camera: Camera,
        picture: Picture,
        drafts: () => Iterable<Shape>,
    ) {
        this.stage = new Konva.Stage({
            container: container as HTMLDivElement,
            width: container.clientWidth,
            height: container.clientHeight,
            listening: false,
        });
        this.shapes.add(
            painter((context) => {
                const view = camera.view;
                for (const { id, shape } of picture.items()) {
                    const shown = this.instead.has(id) ? this.instead.get(id) : shape;
                    if (shown && meets(bounds(shown), view)) {
                        paint(context, shown);
                    }
                }
            }),
        );
        this.drafts.add(
            painter((context) => {
                for (const shape of drafts()) {
                    paint(context, shape);
                }
            }),
        );
        this.stage.add(this.shapes, this.drafts, this.marks);
        new ResizeObserver(() => this.fit()).observe(container);
        this.fit();
    }

    /** The picture has changed. */
    redraw(): void {
        this.shapes.batchDraw();
    }

    /** What is being drawn has changed. */
    redrawDrafts(): void {
        this.drafts.batchDraw();
    }

    /** The camera has moved. */
    moved(): void {
        const { x, y, zoom } = this.camera;
        this.stage.position({ x, y });
        this.stage.scale({ x: zoom, y: zoom });
        this.stage.batchDraw();
        const step = grid(zoom);
        const { style } = this.container;
        style.setProperty("--grid", `${step}px`);
        style.setProperty("--grid-x", `${modulo(x, step)}px`);
        style.setProperty("--grid-y", `${modulo(y, step)}px`);
    }

    show({ frames, around, grips, marquee }: Overlay): void {
        const unit = 1 / this.camera.zoom;
        this.accent = getComputedStyle(this.container).getPropertyValue("--board-accent").trim() || this.accent;
        const stroke = this.accent;
        this.marks.destroyChildren();
        for (const box of frames) {
            this.marks.add(rectangle(box, { stroke, strokeWidth: unit, opacity: 0.55 }));
        }
        if (around) {
            this.marks.add(rectangle(around, { stroke, strokeWidth: 1.5 * unit }));
        }
        if (marquee) {
            this.marks.add(rectangle(marquee, { fill: stroke, opacity: 0.12 }));
            this.marks.add(rectangle(marquee, { stroke, strokeWidth: unit }));
        }
        for (const { x, y } of grips) {
            const size = GRIP * unit;
            const box = { x: x - size / 2, y: y - size / 2, w: size, h: size };
            const look = { fill: "#ffffff", stroke, strokeWidth: 1.5 * unit, cornerRadius: 3 * unit };
            this.marks.add(rectangle(box, look));
        }
        this.marks.batchDraw();
    }

    private fit(): void {
        const { clientWidth, clientHeight } = this.container;
        if (clientWidth > 0 && clientHeight > 0) {
            this.stage.size({ width: clientWidth, height: clientHeight });
            this.camera.resize(clientWidth, clientHeight);
        }
    }
}

function painter(draw: (context: CanvasRenderingContext2D) => void): Konva.Shape {
    return new Konva.Shape({
        listening: false,
        perfectDrawEnabled: false,
        sceneFunc: (context) => draw(context._context as CanvasRenderingContext2D),
    });
}

function rectangle({ x, y, w, h }: Box, look: object): Rect {
    return new Rect({ x, y, width: w, height: h, listening: false, perfectDrawEnabled: false, ...look });
}

/** Dots neither too close together nor too far apart, whatever the zoom. */
function grid(zoom: number): number {
    let step = GRID * zoom;
    while (step < 16) {
        step *= 2;
    }
    while (step > 48) {
        step /= 2;
    }
    return step;
}

function modulo(value: number, by: number): number {
    return ((value % by) + by) % by;
}

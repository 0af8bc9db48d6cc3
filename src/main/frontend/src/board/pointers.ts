import type { Camera } from "./camera.js";
import type { Point } from "./geometry.js";
import { NO_PRESSURE } from "./outline.js";

/** Where a pointer is on the board, and how. */
export interface Sample extends Point {
    readonly pressure: number;
    /** Shift: straight, square, in proportion, or more than one. */
    readonly shift: boolean;
    readonly touch: boolean;
}

export interface Gestures {
    down(at: Sample): void;
    move(samples: readonly Sample[]): void;
    up(): void;
    /** It was something else after all, such as two fingers. */
    cancel(): void;
    hover(at: Sample | null): void;
    twice(at: Sample): void;
    /** Whether dragging moves the board instead. */
    readonly panning: boolean;
}

type Mode = { kind: "none" | "draw" | "pan" | "pinch"; pointer?: number };

const LINE_PIXELS = 16;
const TWICE_MILLIS = 350;
const TWICE_PIXELS = 12;

/**
 * Turns what fingers, pens, mice and wheels do into gestures of a tool and movements of the camera. Two fingers move and
 * zoom; where there is a pen, it draws and the fingers move.
 */
export class Pointers {
    private readonly fingers = new Map<number, Point>();
    private mode: Mode = { kind: "none" };
    private space = false;
    private stylus = false;
    private lastDown = { time: 0, x: 0, y: 0 };

    constructor(
        private readonly surface: HTMLElement,
        private readonly camera: Camera,
        private readonly gestures: Gestures,
        private readonly modeChanged: (panning: boolean) => void,
    ) {
        surface.addEventListener("pointerdown", (event) => this.down(event));
        surface.addEventListener("pointermove", (event) => this.move(event));
        surface.addEventListener("pointerup", (event) => this.up(event, false));
        surface.addEventListener("pointercancel", (event) => this.up(event, true));
        surface.addEventListener("pointerleave", (event) => {
            if (event.pointerType === "mouse" && this.mode.kind === "none") {
                gestures.hover(null);
            }
        });
        surface.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
        surface.addEventListener("contextmenu", (event) => event.preventDefault());
        // Otherwise a stylus on iPads scribbles and long presses select.
        surface.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
        addEventListener("blur", () => this.hold(false));
    }

    /** Space is held: dragging moves the board. */
    hold(space: boolean): void {
        if (this.space !== space) {
            this.space = space;
            this.modeChanged(space);
        }
    }

    private down(event: PointerEvent): void {
        (document.activeElement as HTMLElement | null)?.blur();
        event.preventDefault();
        this.capture(event.pointerId);
        this.stylus ||= event.pointerType === "pen";
        if (event.pointerType === "touch") {
            this.fingers.set(event.pointerId, this.point(event));
            if (this.fingers.size === 2) {
                if (this.mode.kind === "draw") {
                    this.gestures.cancel();
                }
                this.mode = { kind: "pinch" };
                return;
            }
        }
        if (this.mode.kind !== "none" || event.button === 2) {
            return;
        }
        const pans =
            this.space ||
            event.button === 1 ||
            this.gestures.panning ||
            (event.pointerType === "touch" && this.stylus);
        this.mode = { kind: pans ? "pan" : "draw", pointer: event.pointerId };
        this.lastPan = this.point(event);
        if (pans) {
            this.modeChanged(true);
            return;
        }
        const { x, y, time } = this.lastDown;
        const again = event.timeStamp - time < TWICE_MILLIS && Math.hypot(event.clientX - x, event.clientY - y) < TWICE_PIXELS;
        this.lastDown = { time: again ? 0 : event.timeStamp, x: event.clientX, y: event.clientY };
        this.gestures.down(this.sample(event));
        if (again) {
            this.gestures.twice(this.sample(event));
        }
    }

    private lastPan: Point = { x: 0, y: 0 };

    private move(event: PointerEvent): void {
        const at = this.point(event);
        if (this.mode.kind === "pinch") {
            this.pinch(event.pointerId, at);
        } else if (this.mode.kind === "pan" && this.mode.pointer === event.pointerId) {
            this.camera.pan(at.x - this.lastPan.x, at.y - this.lastPan.y);
            this.lastPan = at;
        } else if (this.mode.kind === "draw" && this.mode.pointer === event.pointerId) {
            const events = event.getCoalescedEvents?.() ?? [];
            this.gestures.move((events.length > 0 ? events : [event]).map((one) => this.sample(one)));
        }
        if (this.mode.kind !== "pinch") {
            this.gestures.hover(this.sample(event));
        }
    }

    private up(event: PointerEvent, cancelled: boolean): void {
        this.fingers.delete(event.pointerId);
        if (this.mode.kind === "pinch") {
            // The finger that stays does not draw.
            if (this.fingers.size === 0) {
                this.mode = { kind: "none" };
            }
            return;
        }
        if (this.mode.pointer !== event.pointerId) {
            return;
        }
        const { kind } = this.mode;
        this.mode = { kind: "none" };
        if (kind === "draw") {
            if (cancelled) {
                this.gestures.cancel();
            } else {
                this.gestures.up();
            }
        } else {
            this.modeChanged(this.space);
        }
        if (event.pointerType !== "mouse") {
            this.gestures.hover(null);
        }
    }

    private pinch(pointer: number, to: Point): void {
        const from = this.fingers.get(pointer);
        const other = [...this.fingers].find(([id]) => id !== pointer)?.[1];
        if (!from || !other) {
            return;
        }
        this.fingers.set(pointer, to);
        const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
        const apart = (a: Point, b: Point): number => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
        const [before, after] = [middle(from, other), middle(to, other)];
        this.camera.pan(after.x - before.x, after.y - before.y);
        this.camera.zoomTo((this.camera.zoom * apart(to, other)) / apart(from, other), after);
    }

    private wheel(event: WheelEvent): void {
        event.preventDefault();
        const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PIXELS : 1;
        if (event.ctrlKey || event.metaKey) {
            const by = Math.max(-60, Math.min(60, event.deltaY * unit));
            this.camera.zoomTo(this.camera.zoom * Math.exp(-by * 0.008), this.point(event));
        } else if (event.shiftKey && event.deltaX === 0) {
            this.camera.pan(-event.deltaY * unit, 0);
        } else {
            this.camera.pan(-event.deltaX * unit, -event.deltaY * unit);
        }
    }

    private capture(pointer: number): void {
        try {
            this.surface.setPointerCapture(pointer);
        } catch {
            // It was lifted already.
        }
    }

    private point(event: MouseEvent): Point {
        const { left, top } = this.surface.getBoundingClientRect();
        return { x: event.clientX - left, y: event.clientY - top };
    }

    private sample(event: PointerEvent): Sample {
        return {
            ...this.camera.toBoard(this.point(event)),
            pressure: event.pointerType === "pen" && event.pressure > 0 ? event.pressure : NO_PRESSURE,
            shift: event.shiftKey,
            touch: event.pointerType !== "mouse",
        };
    }
}

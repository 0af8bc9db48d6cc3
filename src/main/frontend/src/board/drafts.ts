import type { Draft } from "./desk.js";
import { brief, cleanShape, type Shape } from "./shape.js";
import { utf8 } from "./wire.js";

const INTERVAL_MILLIS = 60;
const STALE_MILLIS = 4000;
const MOST = 100;
const LONGEST_VALUE = 100_000;

/** What somebody is drawing just now, sent to the others while it grows. A stroke is sent in pieces. */
export class DraftSender {
    private id = "";
    private sent = 0;
    private latest: Draft | null = null;
    private timer: ReturnType<typeof setTimeout> | undefined;

    constructor(
        private readonly broadcast: (data: Uint8Array) => void,
        private readonly audience: () => boolean,
    ) {}

    show(draft: Draft | null): void {
        if (!draft && this.latest && this.audience()) {
            this.broadcast(utf8(JSON.stringify({ draft: this.id, end: true })));
        }
        this.latest = draft;
        if (draft && this.audience()) {
            this.timer ??= setTimeout(() => this.send(), INTERVAL_MILLIS);
        }
    }

    private send(): void {
        this.timer = undefined;
        if (!this.latest) {
            return;
        }
        const { id, shape } = this.latest;
        if (id !== this.id) {
            this.id = id;
            this.sent = 0;
        }
        const points = shape.points.length >= this.sent ? shape.points.slice(this.sent) : shape.points;
        const from = shape.points.length - points.length;
        this.sent = shape.points.length;
        const rounded = points.map((value) => Math.round(value * 100) / 100);
        this.broadcast(utf8(JSON.stringify({ draft: id, shape: brief({ ...shape, points: rounded }), from })));
    }
}

/** What the others are drawing. Ends when the shape itself comes, or when nothing is heard of it any more. */
export class Drafts {
    private readonly known = new Map<string, { shape: Shape; at: number }>();

    constructor(
        private readonly changed: () => void,
        private readonly now: () => number = Date.now,
    ) {
        setInterval(() => this.expire(), STALE_MILLIS / 4);
    }

    get shapes(): Iterable<Shape> {
        return [...this.known.values()].map(({ shape }) => shape);
    }

    receive(data: Uint8Array): void {
        if (data.length > LONGEST_VALUE) {
            return;
        }
        let message: Record<string, unknown>;
        try {
            message = JSON.parse(new TextDecoder().decode(data)) as Record<string, unknown>;
        } catch {
            return;
        }
        const { draft, shape, from, end } = message ?? {};
        if (typeof draft !== "string") {
            return;
        }
        // The shape itself follows at once, or never.
        if (end === true) {
            setTimeout(() => this.drop([draft]), STALE_MILLIS / 4);
            return;
        }
        const piece = cleanShape(shape);
        const before = this.known.get(draft)?.shape.points ?? [];
        if (!piece || typeof from !== "number" || from > before.length || (before.length === 0 && this.known.size >= MOST)) {
            return;
        }
        const points = [...before.slice(0, from), ...piece.points];
        this.known.set(draft, { shape: { ...piece, points }, at: this.now() });
        this.changed();
    }

    /** These are on the board now. */
    drop(ids: Iterable<string>): void {
        let some = false;
        for (const id of ids) {
            some = this.known.delete(id) || some;
        }
        if (some) {
            this.changed();
        }
    }

    private expire(): void {
        const before = this.now() - STALE_MILLIS;
        this.drop([...this.known].filter(([, { at }]) => at < before).map(([id]) => id));
    }
}

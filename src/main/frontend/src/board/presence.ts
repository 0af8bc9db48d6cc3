import { colourOf } from "../people/colours.js";
import type { Point } from "./geometry.js";
import { type Key, utf8 } from "./wire.js";
import { say } from "../ui/texts.js";

/** Somebody else's page, as it says itself: nobody has checked the name. */
export interface Peer {
    readonly key: string;
    readonly username: string;
    readonly name: string;
    readonly colour: string;
    /** Where the pointer is; null: nowhere on the board. */
    readonly at: Point | null;
}

export interface Me {
    readonly username: string;
    readonly name: string;
}

const PREFIX = "cursor:";
const INTERVAL_MILLIS = 50;
const LONGEST_NAME = 60;
const LONGEST_VALUE = 1000;
const MOST_PEERS = 500;

/** Who is here and where they point: keys that live as long as their connection. Confined to its page. */
export class Presence {
    private readonly others = new Map<string, Peer>();
    private readonly key: string;
    private at: Point | null = null;
    private timer: ReturnType<typeof setTimeout> | undefined;
    private lastSent = "";
    private sentAt = -Infinity;

    constructor(
        private readonly me: Me,
        session: string,
        private readonly set: (name: string, value: Uint8Array) => void,
        private readonly changed: () => void,
    ) {
        this.key = PREFIX + session;
    }

    get peers(): Iterable<Peer> {
        return this.others.values();
    }

    /** A new connection: nobody knows of us yet, and those we knew are told to us again. */
    joined(): void {
        this.others.clear();
        this.lastSent = "";
        this.send();
        this.changed();
    }

    left(): void {
        this.others.clear();
        this.changed();
    }

    point(at: Point | null): void {
        this.at = at && { x: Math.round(at.x), y: Math.round(at.y) };
        const wait = this.sentAt + INTERVAL_MILLIS - performance.now();
        if (wait <= 0) {
            this.send();
        } else {
            this.timer ??= setTimeout(() => this.send(), wait);
        }
    }

    receive(keys: readonly Key[]): void {
        let relevant = false;
        for (const { name, value } of keys) {
            if (!name.startsWith(PREFIX) || name === this.key) {
                continue;
            }
            relevant = true;
            const peer = value.length > 0 && value.length <= LONGEST_VALUE ? read(name, value) : null;
            if (!peer) {
                this.others.delete(name);
            } else if (this.others.has(name) || this.others.size < MOST_PEERS) {
                this.others.set(name, peer);
            }
        }
        if (relevant) {
            this.changed();
        }
    }

    private send(): void {
        clearTimeout(this.timer);
        this.timer = undefined;
        const { username, name } = this.me;
        const value = JSON.stringify({ username, name, ...(this.at ?? {}) });
        if (value !== this.lastSent) {
            this.lastSent = value;
            this.sentAt = performance.now();
            this.set(this.key, utf8(value));
        }
    }
}

function read(key: string, value: Uint8Array): Peer | null {
    try {
        const { username, name, x, y } = JSON.parse(new TextDecoder().decode(value)) as Record<string, unknown>;
        if (typeof username !== "string" || typeof name !== "string") {
            return null;
        }
        const at = Number.isFinite(x) && Number.isFinite(y) ? { x: x as number, y: y as number } : null;
        const shown = [...name.trim()].slice(0, LONGEST_NAME).join("");
        // Guests have no account: the page is the person.
        return { key, username: username || key, name: shown || say("Guest"), colour: colourOf(username || shown), at };
    } catch {
        return null;
    }
}

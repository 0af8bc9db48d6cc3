import type { Link } from "../realtime/connection.js";
import { say } from "./texts.js";

export interface State {
    readonly link: Link;
    readonly unsaved: number;
    /** The document is open. */
    readonly open: boolean;
    readonly writable: boolean;
    /** It can never be saved any more: deleted, or the connection to it is lost for good. */
    readonly closed: boolean;
}

export interface Wording {
    readonly text: string;
    readonly short: string;
    readonly kind: "ok" | "busy" | "warn" | "danger";
}

/** What the bar says. */
export function wording({ link, unsaved, open, writable, closed }: State): Wording {
    const edits = unsaved === 1 ? say("1 edit") : say("{0} edits", unsaved);
    if (closed) {
        return { text: say("Not shared any more"), short: say("Closed"), kind: "danger" };
    }
    if (link === "signed-out") {
        return {
            text: unsaved > 0 ? say("Signed out, {0} not saved", edits) : say("Signed out"),
            short: unsaved > 0 ? say("{0} unsaved", unsaved) : say("Signed out"),
            kind: "danger",
        };
    }
    if (link === "offline" || link === "reconnecting") {
        const text = link === "offline" ? say("Offline") : say("Reconnecting…");
        return {
            text: unsaved > 0 ? say("{0} {1} kept here", text, edits) : text,
            short: unsaved > 0 ? say("{0} unsaved", unsaved) : link === "offline" ? say("Offline") : say("Reconnecting"),
            kind: "warn",
        };
    }
    if (link === "connecting" || !open) {
        return { text: say("Connecting…"), short: say("Connecting"), kind: "busy" };
    }
    if (unsaved > 0) {
        return { text: say("Saving {0}…", edits), short: say("Saving…"), kind: "busy" };
    }
    return writable
        ? { text: say("All changes saved"), short: say("Saved"), kind: "ok" }
        : { text: say("You may read, not write"), short: say("Read only"), kind: "warn" };
}

const PATIENCE_MILLIS = 400;

/** The status in the bar. Saving is shown only when it takes a while: a word that flickers tells nobody anything. */
export class Status {
    private timer: ReturnType<typeof setTimeout> | undefined;
    private shown = "";

    constructor(private readonly root: HTMLElement) {}

    show(state: State): void {
        clearTimeout(this.timer);
        const word = wording(state);
        const saving = state.unsaved > 0 && word.kind === "busy";
        if (saving && this.shown !== "saving") {
            this.timer = setTimeout(() => this.write(word, "saving"), PATIENCE_MILLIS);
        } else {
            this.write(word, saving ? "saving" : word.kind);
        }
    }

    private write(word: Wording, shown: string): void {
        this.shown = shown;
        this.root.hidden = false;
        this.root.dataset["kind"] = word.kind;
        set(this.root.querySelector(".status__long"), word.text);
        set(this.root.querySelector(".status__short"), word.short);
        this.root.title = word.text;
    }
}

function set(node: Element | null, text: string): void {
    if (node && node.textContent !== text) {
        node.textContent = text;
    }
}

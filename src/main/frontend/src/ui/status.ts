import type { Link } from "../realtime/connection.js";

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
    const edits = unsaved === 1 ? "1 edit" : `${unsaved} edits`;
    if (closed) {
        return { text: "Not shared any more", short: "Closed", kind: "danger" };
    }
    if (link === "signed-out") {
        return {
            text: unsaved > 0 ? `Signed out, ${edits} not saved` : "Signed out",
            short: unsaved > 0 ? `${unsaved} unsaved` : "Signed out",
            kind: "danger",
        };
    }
    if (link === "offline" || link === "reconnecting") {
        const text = link === "offline" ? "Offline" : "Reconnecting…";
        return {
            text: unsaved > 0 ? `${text} ${edits} kept here` : text,
            short: unsaved > 0 ? `${unsaved} unsaved` : link === "offline" ? "Offline" : "Reconnecting",
            kind: "warn",
        };
    }
    if (link === "connecting" || !open) {
        return { text: "Connecting…", short: "Connecting", kind: "busy" };
    }
    if (unsaved > 0) {
        return { text: `Saving ${edits}…`, short: "Saving…", kind: "busy" };
    }
    return writable
        ? { text: "All changes saved", short: "Saved", kind: "ok" }
        : { text: "You may read, not write", short: "Read only", kind: "warn" };
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

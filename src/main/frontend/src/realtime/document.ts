import type { ModelReference, RealTimeModel, RealTimeString } from "@convergence/convergence";
import type { RemoteEdit, SharedText } from "../binding/shared.js";

export interface IndexRange {
    readonly start: number;
    readonly end: number;
}

/** Somebody else's page, or another one of mine, with this document open. All indexes are of the shared text. */
export interface Peer {
    readonly session: string;
    readonly username: string;
    readonly name: string;
    readonly cursors: readonly number[];
    readonly selections: readonly IndexRange[];
    readonly view: IndexRange | null;
}

export interface DocumentEvents {
    /** Somebody came or went. */
    peers(): void;
    /** Somebody's cursor, selection or view is another. `moved` is false when only the text before it has changed. */
    marks(session: string, moved: boolean): void;
    saving(): void;
    rights(): void;
    /** The document cannot be edited any more; the text in the editor is all there is. */
    closed(reason: Closed): void;
    /** The text was replaced by another object. */
    replaced(): void;
}

export type Closed = "deleted" | "lost" | "no-text";

const CLOSING_MILLIS = 1000;

const KEYS = { cursor: "cursor", selection: "selection", view: "view" } as const;

/** An open model of which the text is `root().text`. */
export class OpenDocument implements SharedText {
    private string: RealTimeString;
    private listener: ((edit: RemoteEdit) => void) | null = null;
    private sent = 0;
    private remote = false;
    private gone = false;

    constructor(
        private readonly model: RealTimeModel,
        private readonly events: DocumentEvents,
    ) {
        this.string = this.find();
        this.bind(this.string);
        const heard = (event: string, handle: (event: never) => void): void => {
            model.on(event, guarded(handle));
        };
        heard("collaborator_opened", () => events.peers());
        heard("collaborator_closed", () => events.peers());
        heard("modified", () => events.saving());
        heard("committed", () => {
            this.sent = 0;
            events.saving();
        });
        heard("version_changed", () => {
            // Raised for each edit of others and for each acknowledgement of our own.
            if (!this.remote && !model.isCommitted()) {
                this.sent = Math.max(this.sent - 1, 1);
            }
            this.remote = false;
            events.saving();
        });
        heard("permissions_changed", () => events.rights());
        heard("online", () => {
            this.share();
            events.peers();
            events.rights();
        });
        heard("resync_error", () => this.close("lost"));
        heard("deleted", () => this.close("deleted"));
        // Of a deleted document the client says first that it is closed.
        heard("closed", () => queueMicrotask(() => this.close("lost")));
        this.watchClosing();
    }

    get writable(): boolean {
        return !this.gone && this.model.permissions().write;
    }

    /** Edits that the server has not acknowledged yet; a batch is one. */
    get unsaved(): number {
        return this.model.isCommitted() ? 0 : Math.max(this.sent, 1);
    }

    value(): string {
        return this.string.value();
    }

    length(): number {
        return this.string.length();
    }

    insert(index: number, text: string): void {
        this.count();
        this.string.insert(index, text);
    }

    remove(index: number, length: number): void {
        this.count();
        this.string.remove(index, length);
    }

    batch(edits: () => void): void {
        this.sent++;
        this.model.startBatch();
        try {
            edits();
        } finally {
            if (this.model.batchSize() > 0) {
                this.model.completeBatch();
            } else {
                this.model.cancelBatch();
            }
        }
    }

    subscribe(listener: (edit: RemoteEdit) => void): () => void {
        this.listener = listener;
        return () => (this.listener = null);
    }

    /** All pages but this one. */
    peers(): Peer[] {
        if (this.gone || !this.model.isOpen()) {
            return [];
        }
        const seen = new Set([this.model.session().sessionId()]);
        return this.model
            .collaborators()
            .filter(({ sessionId }) => !seen.has(sessionId) && seen.add(sessionId))
            .map(({ sessionId, user }) => ({
                session: sessionId,
                username: user.username,
                name: user.displayName || user.username,
                cursors: this.reference<number>(sessionId, KEYS.cursor),
                selections: this.reference<IndexRange>(sessionId, KEYS.selection),
                view: this.reference<IndexRange>(sessionId, KEYS.view)[0] ?? null,
            }));
    }

    /**
     * Tells the others where I am. What they know already, because they move marks along with the text, is not sent
     * again unless `again` is true.
     */
    publish(
        cursors: readonly number[],
        selections: readonly IndexRange[],
        view: IndexRange | null,
        again: boolean,
    ): void {
        if (this.gone || this.string.isDetached()) {
            return;
        }
        this.put(this.string.indexReference(KEYS.cursor), cursors, again);
        this.put(this.string.rangeReference(KEYS.selection), selections, again && selections.length > 0);
        this.put(this.string.rangeReference(KEYS.view), view ? [view] : [], false);
    }

    private put<T>(reference: LocalReference<T>, values: readonly T[], again: boolean): void {
        const same = JSON.stringify(reference.values()) === JSON.stringify(values);
        if (!reference.isShared()) {
            reference.set([...values]);
            reference.share();
        } else if (!same || again) {
            reference.set([...values]);
        }
    }

    /** After a reconnection the server knows none of our references; setting one shares it anew. */
    private share(): void {
        const again = <T>(reference: LocalReference<T>): void => {
            if (reference.isShared()) {
                reference.set(reference.values());
            }
        };
        again(this.string.indexReference(KEYS.cursor));
        again(this.string.rangeReference(KEYS.selection));
        again(this.string.rangeReference(KEYS.view));
    }

    private count(): void {
        if (!this.model.isBatchStarted()) {
            this.sent++;
        }
    }

    private reference<T>(session: string, key: string): readonly T[] {
        const reference = this.string.reference(session, key) as ModelReference<T> | undefined;
        return reference?.values() ?? [];
    }

    private find(): RealTimeString {
        const text = this.model.root().get("text");
        if (text?.type() !== "string") {
            this.gone = true;
            throw new NoText("the document has no text");
        }
        return text as RealTimeString;
    }

    private bind(string: RealTimeString): void {
        const edited = (edit: RemoteEdit): void => {
            this.remote = true;
            this.listener?.(edit);
        };
        const heard = <E>(event: string, handle: (event: E) => void): void => {
            string.on(event, guarded(handle as (event: never) => void));
        };
        heard<{ index: number; value: string }>("insert", (e) =>
            edited({ kind: "splice", index: e.index, removed: 0, inserted: e.value }),
        );
        heard<{ index: number; value: string }>("remove", (e) =>
            edited({ kind: "splice", index: e.index, removed: e.value.length, inserted: "" }),
        );
        heard<{ index: number; deleteCount: number; insertValue: string }>("splice", (e) =>
            edited({ kind: "splice", index: e.index, removed: e.deleteCount, inserted: e.insertValue }),
        );
        heard("value", () => edited({ kind: "value" }));
        heard("detached", () => queueMicrotask(() => this.rebind()));
        heard<{ reference: ModelReference }>("reference", (e) => {
            this.watch(e.reference);
            this.events.marks(e.reference.sessionId(), true);
        });
        string.references().forEach((reference) => this.watch(reference));
    }

    private watch(reference: ModelReference): void {
        if (reference.isLocal()) {
            return;
        }
        const told = (moved: boolean): void => this.events.marks(reference.sessionId(), moved);
        reference.on("set", guarded((e: { synthetic: boolean }) => told(!e.synthetic && reference.key() !== KEYS.view)));
        reference.on("cleared", guarded(() => told(false)));
        reference.on("disposed", guarded(() => told(false)));
    }

    /** Somebody has put another text into the place of ours. */
    private rebind(): void {
        if (this.gone || !this.model.isOpen()) {
            return;
        }
        try {
            this.string = this.find();
            this.bind(this.string);
            this.listener?.({ kind: "value" });
            this.events.replaced();
        } catch {
            this.close("no-text");
        }
    }

    /** Forced to close while edits are on their way, the client waits for these for ever and tells nobody. */
    private watchClosing(): void {
        const timer = setInterval(() => {
            if (this.gone) {
                clearInterval(timer);
            } else if (this.model.isClosing()) {
                this.close("lost");
            }
        }, CLOSING_MILLIS);
    }

    private close(reason: Closed): void {
        if (!this.gone) {
            this.gone = true;
            this.events.closed(reason);
        }
    }
}

interface LocalReference<T> {
    values(): T[];
    set(values: T[]): void;
    share(): void;
    isShared(): boolean;
}

export class NoText extends Error {}

/** An exception in one of our handlers would end the client's own handling of messages. */
function guarded<E>(handle: (event: E) => void): (event: unknown) => void {
    return (event) => {
        try {
            handle(event as E);
        } catch (reason) {
            console.error(reason);
        }
    };
}

import type { Ace } from "ace-builds";
import type { ConvergenceDomain, RealTimeModel } from "@convergence/convergence";
import { Binding } from "./binding/binding.js";
import { colourOf } from "./people/colours.js";
import { PeopleList } from "./people/list.js";
import { type Mark, Overlay } from "./people/overlay.js";
import { peopleOf, type Person } from "./people/people.js";
import { Radar } from "./people/radar.js";
import { Whereabouts } from "./people/whereabouts.js";
import { Connection, type Link } from "./realtime/connection.js";
import { type Closed, NoText, OpenDocument } from "./realtime/document.js";
import { loadClient } from "./realtime/loader.js";
import { SignedOut, Tokens } from "./realtime/tokens.js";
import type { Settings } from "./settings.js";
import { Banner } from "./ui/banner.js";
import { download } from "./ui/page.js";
import { Status } from "./ui/status.js";
import { EditorView } from "./ui/view.js";
import { say } from "./ui/texts.js";

const CHECK_MILLIS = 60_000;

/** Characters; the syntax of a longer text is not checked, because every edit would check all of it anew. */
const LONGEST_CHECKED = 300_000;

/** The page of somebody who is signed in: the editor, the connection and what is shown about both. */
export class Collaboration {
    private readonly tokens: Tokens;
    private readonly connection: Connection;
    private readonly banner = new Banner(byId("banner"));
    private readonly status = new Status(byId("status"));
    private readonly list: PeopleList;
    private readonly radar: Radar;
    private readonly overlay: Overlay;
    private link: Link = "connecting";
    private shared: OpenDocument | null = null;
    private binding: Binding | null = null;
    private whereabouts: Whereabouts | null = null;
    private closed = false;
    private frame = 0;

    constructor(
        private readonly settings: Settings,
        private readonly editor: Ace.Editor,
    ) {
        this.tokens = new Tokens(settings.tokenUrl, () => this.signedOut());
        this.connection = new Connection(once(() => loadClient(settings.baseUrl)), this.tokens, (link) =>
            this.linkChanged(link),
        );
        this.list = new PeopleList(byId("people") as HTMLDetailsElement, (person) => this.goTo(person));
        this.radar = new Radar(byId("radar"), (row) => this.reveal(row));
        this.overlay = new Overlay(editor, () => this.marks());
    }

    async start(): Promise<void> {
        this.editor.setReadOnly(true);
        this.showStatus();
        addEventListener("beforeunload", (event) => {
            this.binding?.flush();
            if (this.shared && this.shared.unsaved > 0 && !this.closed) {
                event.preventDefault();
            }
        });
        try {
            const domain = await this.connection.open();
            await this.open(domain);
        } catch (reason) {
            if (!(reason instanceof SignedOut) && this.link !== "ended") {
                this.cannotOpen(reason);
            }
        }
    }

    private async open(domain: ConvergenceDomain): Promise<void> {
        const { collection, document: id, text } = this.settings;
        let model: RealTimeModel;
        for (;;) {
            try {
                model = await domain.models().openAutoCreate({ collection, id, ephemeral: false, data: { text } });
                break;
            } catch (reason) {
                // The connection went away meanwhile: once more when it is back.
                if (domain.isConnected()) {
                    throw reason;
                }
                await connected(domain);
            }
        }
        this.shared = new OpenDocument(model, {
            peers: () => this.peopleChanged(),
            marks: (session, moved) => this.markChanged(session, moved),
            saving: () => this.showStatus(),
            rights: () => this.rightsChanged(),
            closed: (reason) => this.documentClosed(reason),
            replaced: () => this.whereabouts?.soon(),
        });
        this.bind(this.shared);
    }

    private bind(shared: OpenDocument): void {
        const { editor } = this;
        const binding = new Binding(
            editor.session,
            shared,
            {
                failed: (reason) => this.editFailed(reason),
                moved: () => this.redraw(),
            },
            new EditorView(editor),
        );
        this.binding = binding;
        const input = editor.textInput.getElement();
        input.addEventListener("compositionstart", () => binding.startComposition());
        // ACE takes the composed text over in its own handler of this event.
        input.addEventListener("compositionend", () => setTimeout(() => binding.endComposition()));
        input.addEventListener("blur", () => binding.endComposition());
        editor.session.on("change", () => this.redraw());
        setInterval(() => {
            if (shared.unsaved === 0 && !binding.verify()) {
                console.warn("The editor differed from the shared text and was repaired.");
            }
        }, CHECK_MILLIS);
        editor.session.setUseWorker(binding.length <= LONGEST_CHECKED);
        editor.session.on("change", () => {
            if (binding.length > LONGEST_CHECKED && editor.session.getUseWorker()) {
                editor.session.setUseWorker(false);
            }
        });
        this.whereabouts = new Whereabouts(editor, binding, shared);
        this.banner.hide();
        this.rightsChanged();
        this.peopleChanged();
        editor.focus();
    }

    private linkChanged(link: Link): void {
        this.link = link;
        if (link === "online" && this.shared && !this.closed) {
            this.rightsChanged();
        }
        if (link === "ended") {
            const lost = (this.shared?.unsaved ?? 0) > 0 ? " Your last edits were not saved." : "";
            this.stop(
                `An administrator has ended this connection. The text is still here, but it is not shared any more.${lost}`,
            );
        }
        this.showStatus();
    }

    private rightsChanged(): void {
        const writable = this.shared?.writable === true && !this.closed;
        this.editor.setReadOnly(!writable);
        if (writable) {
            this.banner.hide();
        }
        if (this.shared && !writable && !this.closed) {
            const unsaved = this.shared.unsaved;
            this.banner.show(
                "warn",
                unsaved > 0
                    ? say("You may no longer write in this document. Your last edits were not saved; they are still here.")
                    : say("You may read this document, but not write in it."),
                ...(unsaved > 0 ? [this.keep()] : []),
            );
        }
        this.showStatus();
    }

    private signedOut(): void {
        this.connection.signedOut();
        this.editor.setReadOnly(true);
        this.banner.show(
            "error",
            say("Your session has ended. Your text stays here; sign in again (in another tab, if you like) and go on."),
            { text: say("Sign in"), run: this.settings.loginUrl },
            { text: say("I am signed in again"), run: () => this.again() },
        );
    }

    private again(): void {
        if (this.shared) {
            this.banner.hide();
            this.connection.retry();
        } else {
            location.reload();
        }
    }

    private documentClosed(reason: Closed): void {
        const lost = (this.shared?.unsaved ?? 0) > 0 ? ` ${say("Your last edits were not saved.")}` : "";
        const texts: Record<Closed, string> = {
            deleted: say("This document was deleted. Its text is still here, but it is not shared any more."),
            lost: say("The server has closed this document for you. Its text is still here, but it is not shared any more."),
            "no-text": say("This document no longer has a text that can be edited here. What you see is the last text."),
        };
        this.stop(texts[reason] + lost);
    }

    private editFailed(reason: unknown): void {
        console.error(reason);
        if (this.shared && !this.shared.writable) {
            this.rightsChanged();
            this.closed = true;
            this.stop(say("You may no longer write in this document. Your last edit was not saved; it is still here."));
        } else {
            this.stop(say("Your last edit could not be shared. The text stays here, but what you type is not saved."));
        }
    }

    private stop(message: string): void {
        this.closed = true;
        this.whereabouts?.stop();
        this.editor.setReadOnly(true);
        this.banner.show("error", message, this.keep(), { text: say("Load again"), run: () => location.reload() });
        this.peopleChanged();
        this.showStatus();
    }

    private cannotOpen(reason: unknown): void {
        console.error(reason);
        const message =
            reason instanceof NoText
                ? say("This document has no text that can be edited here.")
                : say("This document could not be opened. {0}", reason instanceof Error ? reason.message : "");
        this.closed = true;
        this.banner.show("error", message, { text: say("Load again"), run: () => location.reload() });
        this.showStatus();
    }

    private keep(): { text: string; run: () => void } {
        return {
            text: say("Save the text as a file"),
            run: () => download(this.settings.document, this.editor.getValue()),
        };
    }

    private peopleChanged(): void {
        if (!this.shared) {
            return;
        }
        const me = {
            username: this.settings.username ?? "",
            name: this.settings.displayName ?? this.settings.username ?? "",
        };
        this.list.show(peopleOf(this.shared.peers(), me));
        this.redraw();
    }

    private markChanged(session: string, moved: boolean): void {
        if (moved) {
            this.overlay.announce(session);
        }
        this.redraw();
    }

    private redraw(): void {
        this.frame ||= requestAnimationFrame(() => {
            this.frame = 0;
            this.overlay.refresh();
            this.drawRadar();
        });
    }

    private drawRadar(): void {
        const { shared, binding } = this;
        if (!shared || !binding) {
            return;
        }
        const row = (index: number | undefined): number | null =>
            index === undefined ? null : binding.positionOf(index).row;
        this.radar.show(
            shared.peers().map((peer) => ({
                name: peer.name,
                colour: colourOf(peer.username),
                cursorRow: row(peer.cursors[0]),
                firstRow: row(peer.view?.start),
                lastRow: row(peer.view?.end),
            })),
            this.editor.session.getLength(),
        );
    }

    private marks(): Mark[] {
        const { shared, binding } = this;
        if (!shared || !binding) {
            return [];
        }
        return shared.peers().map((peer) => ({
            session: peer.session,
            name: peer.name,
            colour: colourOf(peer.username),
            cursors: peer.cursors.map((index) => binding.positionOf(index)),
            selections: peer.selections.map(({ start, end }) => ({
                start: binding.positionOf(Math.min(start, end)),
                end: binding.positionOf(Math.max(start, end)),
            })),
        }));
    }

    private goTo(person: Person): void {
        const peer = person.sessions.find(({ cursors }) => cursors.length > 0) ?? person.sessions[0];
        const index = peer?.cursors[0] ?? peer?.view?.start;
        if (peer && index !== undefined && this.binding) {
            this.reveal(this.binding.positionOf(index).row);
            this.overlay.announce(peer.session);
        }
    }

    private reveal(row: number): void {
        this.editor.scrollToLine(row, true, true, () => {});
    }

    private showStatus(): void {
        this.status.show({
            link: this.link,
            unsaved: this.shared?.unsaved ?? 0,
            open: this.shared !== null,
            writable: this.shared?.writable ?? false,
            closed: this.closed,
        });
    }
}

function connected(domain: ConvergenceDomain): Promise<void> {
    return new Promise((resolve) => {
        const done = (): void => {
            domain.off("connected", done);
            resolve();
        };
        domain.on("connected", done);
    });
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
    let made: Promise<T> | null = null;
    return () =>
        (made ??= make().catch((reason: unknown) => {
            made = null;
            throw reason;
        }));
}

function byId(id: string): HTMLElement {
    return document.getElementById(id)!;
}

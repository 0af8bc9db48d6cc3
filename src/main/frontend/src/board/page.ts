import { PeopleList } from "../people/list.js";
import { Banner } from "../ui/banner.js";
import { Status } from "../ui/status.js";
import { Camera } from "./camera.js";
import { Canvas } from "./canvas.js";
import { Client, type Link, type Shut } from "./client.js";
import { Cursors } from "./cursors.js";
import { Desk, type Look, textSize } from "./desk.js";
import { Dock } from "./dock.js";
import { BoardDocument } from "./document.js";
import { Drafts, DraftSender } from "./drafts.js";
import type { Entrance } from "./entrance.js";
import { png, svg } from "./export.js";
import { HEADER, type Op } from "./format.js";
import { History } from "./history.js";
import { listenToKeys } from "./keyboard.js";
import { peopleOf } from "./people.js";
import { type Gestures, Pointers, type Sample } from "./pointers.js";
import { type Me, type Peer, Presence } from "./presence.js";
import type { Settings } from "./settings.js";
import { TextField } from "./text-field.js";
import { makeTools, type ToolName } from "./tools.js";
import { utf8 } from "./wire.js";
import type { Change, Shape } from "./shape.js";
import { say } from "../ui/texts.js";

const COPY_OFFSET = 16;
/** Pixels that the dock covers. */
const DOCK_HEIGHT = 84;

/** The page of a board that somebody may see: the picture, the connection, and everything around both. */
export class BoardPage {
    private readonly document = new BoardDocument((ids) => this.pictureChanged(ids));
    private readonly camera = new Camera(() => this.cameraMoved());
    private readonly client: Client;
    private readonly canvas: Canvas;
    private readonly desk: Desk;
    private readonly text: TextField;
    private readonly tools;
    private readonly dock: Dock;
    private readonly pointers: Pointers;
    private readonly presence: Presence;
    private readonly cursors: Cursors;
    private readonly drafts = new Drafts(() => this.canvas.redrawDrafts());
    private readonly sender: DraftSender;
    private readonly people: PeopleList;
    private readonly banner = new Banner(byId("banner"));
    private readonly status = new Status(byId("status"));
    private readonly paper = byId("paper");
    private tool: ToolName = "pen";
    private link: Link = "connecting";
    private shut: Shut | null = null;
    private loaded = false;
    private readOnly = false;
    private panning = false;

    constructor(
        private readonly settings: Settings,
        private readonly entrance: Entrance,
        private readonly me: Me,
    ) {
        const { picture } = this.document;
        this.client = new Client(
            {
                link: (link, shut) => this.linkChanged(link, shut),
                bytes: (data, own) => this.document.receive(data, own),
                joined: () => this.joined(),
                keys: (keys) => this.presence.receive(keys),
                broadcast: (data) => this.drafts.receive(data),
                refused: () => this.refused(),
                unsaved: () => this.showStatus(),
            },
            {
                contents: utf8(HEADER),
                ticket: () => this.entrance.ticket(),
                joint: () => this.document.joint(),
            },
        );
        const draft = (): Iterable<Shape> =>
            this.desk?.draft ? [...this.drafts.shapes, this.desk.draft.shape] : (this.drafts?.shapes ?? []);
        this.canvas = new Canvas(this.paper, this.camera, picture, draft);
        const history = new History(
            picture,
            (step) => this.desk.operation(step),
            (ops) => this.perform(ops),
        );
        this.sender = new DraftSender(
            (data) => this.client.broadcast(data),
            () => [...this.presence.peers].length > 0,
        );
        this.desk = new Desk(picture, history, this.camera, this.canvas, {
            drafted: (one) => this.sender.show(one),
            changed: () => this.showDock(),
        });
        const root = byId("board");
        this.text = new TextField(this.desk, root);
        this.tools = makeTools(this.desk, this.text, () => this.choose("select"));
        this.presence = new Presence(
            me,
            this.desk.session,
            (name, value) => this.client.set(name, value),
            () => this.peopleChanged(),
        );
        this.cursors = new Cursors(byId("cursors"), this.camera);
        this.people = new PeopleList(byId("people") as HTMLDetailsElement, (person) => this.goTo(person.username));
        this.dock = new Dock(root, {
            tool: (name) => this.choose(name),
            look: (change) => this.restyle(change),
            undo: () => this.desk.undo(),
            redo: () => this.desk.redo(),
            remove: () => this.removeSelection(),
            duplicate: () => this.duplicate(),
            zoom: (by) => this.camera.zoomTo(this.camera.zoom * by),
            fit: () => this.fit(),
            actualSize: () => this.camera.zoomTo(1),
        });
        this.pointers = new Pointers(this.paper, this.camera, this.gestures(), (panning) => {
            this.panning = panning;
            this.showCursor(null);
        });
        listenToKeys({
            choose: (name) => this.choose(name),
            hold: (space) => this.pointers.hold(space),
            undo: () => this.desk.undo(),
            redo: () => this.desk.redo(),
            remove: () => this.removeSelection(),
            duplicate: () => this.duplicate(),
            selectAll: () => {
                this.choose("select");
                this.desk.select([...picture.items()].map(({ id }) => id));
            },
            nothing: () => this.desk.select([]),
            nudge: (dx, dy) => this.nudge(dx, dy),
            zoom: (by) => this.camera.zoomTo(this.camera.zoom * by),
            actualSize: () => this.camera.zoomTo(1),
            fit: () => this.fit(),
            fill: () => this.restyle({ filled: !this.desk.look.filled }),
        });
        this.exports();
        this.camera.fit(null);
        this.showCursor(null);
    }

    start(): void {
        addEventListener("online", () => this.client.retry());
        document.addEventListener("visibilitychange", () => {
            if (!document.hidden) {
                this.client.retry();
            }
        });
        addEventListener("beforeunload", (event) => {
            if (this.client.unsaved > 0 && this.shut === null) {
                event.preventDefault();
            }
        });
        this.showStatus();
        this.client.open();
    }

    private perform(ops: readonly Op[]): void {
        this.client.append(this.document.perform(ops));
        byId("hint").hidden = true;
    }

    private gestures(): Gestures {
        const page = this;
        let active: ToolName = "select";
        return {
            get panning() {
                return page.tool === "hand";
            },
            down(at: Sample) {
                active = page.desk.locked ? "select" : page.tool;
                if (active !== "select" && page.desk.selection.length > 0) {
                    page.desk.select([]);
                }
                page.tools[active].down(at);
            },
            move: (samples) => page.tools[active].move(samples),
            up: () => page.tools[active].up(),
            cancel: () => page.tools[active].cancel(),
            hover(at) {
                page.presence.point(at);
                page.showCursor(at);
            },
            twice(at) {
                if (page.tool === "select") {
                    page.tools.select.twice(at);
                }
            },
        };
    }

    private joined(): void {
        const { kind } = this.document;
        this.readOnly = !this.entrance.mayWrite;
        if (kind === "foreign" || kind === "newer") {
            this.desk.locked = true;
            this.client.close("failed");
            this.banner.show(
                "error",
                kind === "newer"
                    ? say("This board was made by a newer version of this page and cannot be shown. Load the page again.")
                    : say("This board was drawn with another tool and cannot be shown here. It is unchanged."),
                { text: say("Load again"), run: () => location.reload() },
            );
            this.ready();
            return;
        }
        if (!this.loaded) {
            this.loaded = true;
            this.fit();
            byId("hint").hidden = this.desk.extent() !== null || this.readOnly;
            this.ready();
            if (this.readOnly) {
                this.choose("hand");
            }
        }
        this.banner.hide();
        this.desk.locked = this.readOnly;
        if (this.document.strange > 0) {
            this.banner.show("warn", say("Parts of this board were made by another tool and are not shown. They are kept."));
        }
        this.presence.joined();
        this.desk.refresh();
        this.showStatus();
    }

    private ready(): void {
        byId("board").dataset["state"] = "ready";
        document.documentElement.dataset["ready"] = "true";
    }

    private linkChanged(link: Link, shut: Shut | null): void {
        this.link = link;
        this.shut = shut === "denied" ? this.entrance.refusal() : shut;
        if (link !== "connected") {
            this.presence?.left();
        }
        if (this.shut) {
            this.ended(this.shut);
        }
        this.showStatus();
    }

    private ended(shut: Shut): void {
        const here = this.loaded ? ` ${say("The picture stays here, but it is not shared any more.")}` : "";
        const lost = this.client.unsaved > 0 ? ` ${say("Your last strokes were not saved.")}` : "";
        const texts: Record<Shut, string> = {
            denied: say("You may not open this board."),
            deleted: `${say("This board was deleted.")}${here}${lost}`,
            replaced: `${say("This board was replaced by another one.")}${here}${lost}`,
            "signed-out": [
                say("Your session has ended."),
                ...(lost ? [say("Your last strokes are still here.")] : []),
                say("Sign in again to go on."),
            ].join(" "),
            ended: `${say("An administrator has ended this connection.")}${here}${lost}`,
            failed: "",
        };
        this.desk.locked = true;
        this.desk.refresh();
        this.ready();
        if (shut === "signed-out") {
            this.banner.show(
                "error",
                texts[shut],
                { text: say("Sign in"), run: this.settings.loginUrl },
                { text: say("I am signed in again"), run: () => this.again() },
            );
        } else if (texts[shut]) {
            this.banner.show("error", texts[shut], { text: say("Load again"), run: () => location.reload() });
        }
    }

    private again(): void {
        this.banner.hide();
        this.shut = null;
        this.client.reopen();
    }

    private refused(): void {
        this.document.picture.abandon();
        this.desk.history.clear();
        this.readOnly = true;
        this.choose("hand");
        this.desk.locked = true;
        this.desk.refresh();
        this.banner.show("warn", say("You may look at this board, but not draw on it. Your last strokes were not saved."));
    }

    private pictureChanged(ids: ReadonlySet<string>): void {
        this.drafts?.drop(ids);
        this.canvas?.redraw();
        if (this.desk?.selection.some(({ id }) => ids.has(id)) || this.desk?.history.canUndo) {
            this.desk.refresh();
        }
    }

    private cameraMoved(): void {
        this.canvas?.moved();
        this.text?.place();
        if (this.desk) {
            this.desk.refresh();
            this.cursors?.show(this.presence.peers, false);
        }
    }

    private peopleChanged(): void {
        const peers = [...this.presence.peers];
        this.cursors?.show(peers, true);
        this.people?.show(peopleOf(peers, this.me));
    }

    private goTo(username: string): void {
        const peer = [...this.presence.peers].find((one: Peer) => one.username === username && one.at);
        if (peer?.at) {
            const at = this.camera.toScreen(peer.at);
            this.camera.pan(this.camera.width / 2 - at.x, this.camera.height / 2 - at.y);
        }
    }

    private choose(name: ToolName): void {
        if (this.desk.locked && name !== "select" && name !== "hand") {
            return;
        }
        this.tools[this.tool].cancel();
        this.tool = name;
        if (name !== "select") {
            this.desk.select([]);
        }
        this.showCursor(null);
        this.showDock();
    }

    private restyle(change: Partial<Look>): void {
        Object.assign(this.desk.look, change);
        if (change.colour && this.text.current) {
            this.text.recolour(change.colour);
        }
        const changes = new Map<string, Change>();
        for (const { id, shape } of this.desk.selection) {
            const fits = shape.kind === "rectangle" || shape.kind === "ellipse";
            changes.set(id, {
                ...(change.colour ? { colour: change.colour } : {}),
                ...(change.width && shape.kind === "text" ? { size: textSize(change.width) } : {}),
                ...(change.width && shape.kind !== "text" ? { width: change.width } : {}),
                ...(change.filled !== undefined && fits ? { filled: change.filled } : {}),
            });
        }
        this.desk.change(new Map([...changes].filter(([, one]) => Object.keys(one).length > 0)));
        this.showDock();
    }

    private removeSelection(): void {
        this.desk.remove(this.desk.selection.map(({ id }) => id));
    }

    private duplicate(): void {
        this.desk.select(
            this.desk.addAll(
                this.desk.selection.map(({ shape }) => ({ ...shape, x: shape.x + COPY_OFFSET, y: shape.y + COPY_OFFSET })),
            ),
        );
    }

    private nudge(dx: number, dy: number): void {
        const unit = 1 / this.camera.zoom;
        this.desk.change(
            new Map(this.desk.selection.map(({ id, shape }) => [id, { x: shape.x + dx * unit, y: shape.y + dy * unit }])),
        );
    }

    /** What is selected, or everything. */
    private fit(): void {
        this.camera.fit(this.desk.around() ?? this.desk.extent(), DOCK_HEIGHT);
    }

    private exports(): void {
        const shapes = (): Shape[] => [...this.document.picture.items()].map(({ shape }) => shape);
        byId("export-svg").addEventListener("click", () =>
            save(this.settings.board, "svg", new Blob([svg(shapes())], { type: "image/svg+xml" })),
        );
        byId("export-png").addEventListener("click", () => {
            png(shapes()).then(
                (image) => save(this.settings.board, "png", image),
                (reason: unknown) => {
                    console.error(reason);
                    this.banner.show("warn", say("The picture is too large for an image. Try SVG."));
                },
            );
        });
    }

    private showCursor(at: Sample | null): void {
        const select = this.tool === "select" && at && !this.panning ? this.tools.select.cursor(at) : null;
        const cursor = this.panning
            ? "grabbing"
            : this.tool === "hand"
              ? "grab"
              : this.tool === "select"
                ? (select ?? "default")
                : this.tool === "text"
                  ? "text"
                  : "crosshair";
        this.paper.style.cursor = cursor;
    }

    private showDock(): void {
        this.dock?.show({
            tool: this.tool,
            look: this.desk.look,
            canUndo: this.desk.history.canUndo,
            canRedo: this.desk.history.canRedo,
            selected: this.desk.selection.length,
            locked: this.desk.locked,
            zoom: this.camera.zoom,
        });
    }

    private showStatus(): void {
        const offline = navigator.onLine ? "reconnecting" : "offline";
        this.status.show({
            link: this.shut === "signed-out" ? "signed-out" : this.link === "connected" ? "online" : this.link === "offline" ? offline : "connecting",
            unsaved: this.document.picture.unsaved,
            open: this.loaded,
            writable: !this.readOnly,
            closed: this.link === "closed" && this.shut !== "signed-out",
        });
    }
}

function save(name: string, extension: string, blob: Blob): void {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${name}.${extension}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function byId(id: string): HTMLElement {
    return document.getElementById(id)!;
}

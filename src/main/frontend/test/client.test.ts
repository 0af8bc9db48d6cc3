import type { Ace } from "ace-builds";
import * as Convergence from "@convergence/convergence";
import { WebSocket } from "ws";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Binding } from "../src/binding/binding.js";
import { OpenDocument } from "../src/realtime/document.js";
import { newSession, range } from "./ace.js";
import { ConvergenceServer } from "./convergence.mjs";
import { PLAIN, Random } from "./random.js";

// The real client against a small server: what the page does, without the page.

interface Page {
    domain: Convergence.ConvergenceDomain;
    shared: OpenDocument;
    binding: Binding;
    session: Ace.EditSession;
    events: Record<"peers" | "marks" | "saving" | "rights" | "closed" | "replaced", ReturnType<typeof vi.fn>>;
}

let server: ConvergenceServer;
let pages: Page[] = [];

beforeEach(() => {
    server = new ConvergenceServer({ port: 0 });
    Convergence.configureLogging({ root: Convergence.LogLevel.SILENT });
});

afterEach(async () => {
    await Promise.all(pages.map(({ domain }) => domain.dispose().catch(() => {})));
    pages = [];
    server.close();
});

/** Hands every frame over in a task of its own, and as an array buffer of this window, as a browser does. */
class BrowserSocket extends WebSocket {
    constructor(url: string) {
        super(url, { allowSynchronousEvents: false });
    }

    override emit(event: string | symbol, ...args: unknown[]): boolean {
        const data = args[0];
        if (event === "message" && ArrayBuffer.isView(data) === false && data !== undefined) {
            const bytes = new Uint8Array(data as ArrayBuffer);
            const copy = new ArrayBuffer(bytes.length);
            new Uint8Array(copy).set(bytes);
            args[0] = copy;
        }
        return super.emit(event, ...args);
    }
}

async function open(name: string, text = "Hello World"): Promise<Page> {
    const domain = await Convergence.connectWithJwt(
        `ws://localhost:${server.port}/api/realtime/convergence/default`,
        `${name}|${name} Lovelace`,
        { webSocket: { class: BrowserSocket as never }, reconnect: { reconnectIntervals: [0, 0.05] } },
    );
    const model = await domain
        .models()
        .openAutoCreate({ collection: "example-ace", id: "doc", ephemeral: false, data: { text } });
    const events = {
        peers: vi.fn(),
        marks: vi.fn(),
        saving: vi.fn(),
        rights: vi.fn(),
        closed: vi.fn(),
        replaced: vi.fn(),
    };
    const shared = new OpenDocument(model, events);
    const session = newSession();
    const binding = new Binding(session, shared, {
        failed: (reason) => {
            throw reason;
        },
        moved: () => {},
    });
    const page = { domain, shared, binding, session, events };
    pages.push(page);
    return page;
}

function eventually(check: () => void): Promise<void> {
    return vi.waitFor(check, { timeout: 60_000, interval: 10 });
}

async function agreed(): Promise<void> {
    await eventually(() => {
        const { text } = server.models.get("doc")!;
        for (const { binding, shared } of pages) {
            expect(shared.unsaved).toBe(0);
            expect(shared.value()).toBe(text);
            expect(binding.text()).toBe(text);
        }
    });
}

test("two people see each other's edits, also pasted ones with other ends of lines", async () => {
    const ada = await open("ada");
    const bob = await open("bob");
    ada.session.insert({ row: 0, column: 0 }, "one\r\ntwo 😀\r\n");
    await agreed();
    expect(bob.session.getDocument().getAllLines()).toEqual(["one", "two 😀", "Hello World"]);
    bob.session.remove(range(1, 0, 2, 5));
    await agreed();
    expect(ada.session.getValue()).toBe("one\n World");
    ada.session.getUndoManager().undo(ada.session);
    await agreed();
    expect(bob.session.getValue()).toBe(" World");
});

test("three people type at once and end with the same text", async () => {
    const people = [await open("ada"), await open("bob"), await open("cem")];
    const random = new Random(7);
    for (let i = 0; i < 300; i++) {
        const { session, binding } = random.pick(people);
        const row = random.int(session.getLength());
        const column = random.int(session.getLine(row).length + 1);
        if (random.chance(0.6)) {
            session.insert({ row, column }, random.text([...PLAIN, "😀"], 3));
        } else if (random.chance(0.3)) {
            session.getUndoManager().undo(session);
        } else {
            session.remove(range(row, 0, row, column));
        }
        binding.flush();
        if (random.chance(0.2)) {
            await new Promise((resolve) => setTimeout(resolve, random.int(4)));
        }
    }
    await agreed();
});

test("edits that are not acknowledged are counted", async () => {
    const ada = await open("ada");
    server.hold();
    for (const character of "abc") {
        ada.session.insert({ row: 0, column: 0 }, character);
        ada.binding.flush();
    }
    expect(ada.shared.unsaved).toBe(3);
    await eventually(() => expect(server.models.get("doc")!.log.length).toBe(3));
    server.release();
    await eventually(() => expect(ada.shared.unsaved).toBe(0));
    expect(ada.events.saving).toHaveBeenCalled();
});

test("cursors and selections of others are known, and move with the text", async () => {
    const ada = await open("ada");
    const bob = await open("bob");
    bob.shared.publish([6], [{ start: 6, end: 11 }], { start: 0, end: 11 }, false);
    await eventually(() => {
        expect(ada.shared.peers()).toMatchObject([
            { username: "bob", name: "bob Lovelace", cursors: [6], selections: [{ start: 6, end: 11 }] },
        ]);
    });
    expect(ada.events.marks).toHaveBeenCalledWith(ada.shared.peers()[0]!.session, true);
    ada.session.insert({ row: 0, column: 0 }, "12345");
    ada.binding.flush();
    expect(ada.shared.peers()[0]!.cursors).toEqual([11]);
    await bob.domain.dispose();
    pages.pop();
    await eventually(() => expect(ada.shared.peers()).toEqual([]));
});

test("what is typed while the connection is away is sent when it is back, and cursors too", async () => {
    const ada = await open("ada");
    const bob = await open("bob");
    bob.shared.publish([3], [], null, false);
    await eventually(() => expect(ada.shared.peers()[0]?.cursors).toEqual([3]));
    server.drop();
    ada.session.insert({ row: 0, column: 0 }, "from ada ");
    bob.session.insert({ row: 0, column: 11 }, " from bob");
    await agreed();
    expect(server.models.get("doc")!.text).toBe("from ada Hello World from bob");
    await eventually(() => expect(ada.shared.peers()).toHaveLength(1));
    await eventually(() => expect(ada.shared.peers()[0]!.cursors.length).toBe(1));
});

test("a text that is set as a whole reaches the editor, and cursors can be shared again", async () => {
    const ada = await open("ada");
    const bob = await open("bob");
    ada.shared.publish([1], [], null, false);
    server.set("doc", "Hello brave World");
    await agreed();
    ada.shared.publish([2], [], null, false);
    await eventually(() => expect(bob.shared.peers()[0]!.cursors).toEqual([2]));
    ada.session.insert({ row: 0, column: 0 }, "!");
    await agreed();
});

test("lost rights and a closed document are told", async () => {
    const ada = await open("ada");
    expect(ada.shared.writable).toBe(true);
    server.rights("doc", { read: true, write: false, remove: false, manage: false });
    await eventually(() => expect(ada.events.rights).toHaveBeenCalled());
    expect(ada.shared.writable).toBe(false);
    server.forceClose("doc", 2);
    await eventually(() => expect(ada.events.closed).toHaveBeenCalledTimes(1));
    expect(ada.events.closed).toHaveBeenCalledWith("deleted");
    expect(ada.session.getValue()).toBe("Hello World");
});

// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket as NodeSocket } from "ws";
import { Client, indexOf, type Link, NoTicket, type Shut } from "../../src/board/client.js";
import { ENDED, type Key, utf8 } from "../../src/board/wire.js";
import { FakeServer } from "./server.js";

class Page {
    text = "";
    own = "";
    links: Link[] = [];
    shut: Shut | null = null;
    joins = 0;
    keys: Key[] = [];
    broadcasts: string[] = [];
    refused = "";
    readonly client: Client;

    constructor(server: FakeServer, name: string, extra: { joint?: () => Uint8Array; noTicket?: Shut } = {}) {
        this.client = new Client(
            {
                link: (link, shut) => {
                    this.links.push(link);
                    this.shut = shut;
                },
                bytes: (data, own) => {
                    this.text += Buffer.from(data).toString();
                    this.own += own ? Buffer.from(data).toString() : "";
                },
                joined: () => this.joins++,
                keys: (keys) => this.keys.push(...keys),
                broadcast: (data) => this.broadcasts.push(Buffer.from(data).toString()),
                refused: (data) => (this.refused += Buffer.from(data).toString()),
                unsaved: () => {},
            },
            {
                contents: utf8("header\n"),
                ticket: () =>
                    extra.noTicket
                        ? Promise.reject(new NoTicket(extra.noTicket))
                        : Promise.resolve({ name, url: server.url }),
                socket: (url) => new NodeSocket(url) as unknown as WebSocket,
                firstPauseMillis: 5,
                longestPauseMillis: 20,
                ...(extra.joint ? { joint: extra.joint } : {}),
            },
        );
        pages.push(this);
        this.client.open();
    }

    async connected(times = 1): Promise<this> {
        await vi.waitFor(() => expect(this.joins).toBeGreaterThanOrEqual(times), WAIT);
        return this;
    }

    append(text: string): void {
        this.client.append(utf8(text));
    }

    async saved(): Promise<void> {
        await vi.waitFor(() => expect(this.client.unsaved).toBe(0), WAIT);
    }
}

const WAIT = { timeout: 20_000, interval: 2 };
const pages: Page[] = [];
let server: FakeServer;

beforeEach(async () => {
    server = await FakeServer.start();
});

afterEach(async () => {
    pages.splice(0).forEach((page) => page.client.close());
    await server.stop();
});

test("the first makes the board, the second finds it", async () => {
    const ada = await new Page(server, "b").connected();
    expect(ada.text).toBe("header\n");
    ada.append("one\n");
    await ada.saved();
    const bob = await new Page(server, "b").connected();
    expect(bob.text).toBe("header\none\n");
    bob.append("two\n");
    await vi.waitFor(() => expect(ada.text).toBe("header\none\ntwo\n"), WAIT);
    expect([ada.own, bob.own]).toEqual(["one\n", "two\n"]);
    expect(server.text("b")).toBe(ada.text);
});

test("what is added while an append is under way goes with the next one", async () => {
    const ada = await new Page(server, "b").connected();
    for (let i = 0; i < 100; i++) {
        ada.append(`${i}\n`);
    }
    await ada.saved();
    expect(server.appends).toBe(2);
    expect(ada.text).toBe(server.text("b"));
});

test("messages of many parts, both ways", async () => {
    const ada = await new Page(server, "b").connected();
    const long = `${"äöü-".repeat(100_000)}\n`;
    ada.append(long);
    await ada.saved();
    const bob = await new Page(server, "b").connected();
    expect(bob.text).toBe(`header\n${long}`);
});

test("a refused append waits for what was faster and is sent again", async () => {
    const ada = await new Page(server, "b").connected();
    let races = 3;
    server.beforeAppend = () => {
        if (races-- > 0) {
            server.append("b", `faster ${races}\n`);
        }
    };
    ada.append("mine\n");
    await ada.saved();
    expect(server.text("b")).toBe("header\nfaster 2\nfaster 1\nfaster 0\nmine\n");
    expect(ada.text).toBe(server.text("b"));
    expect(ada.own).toBe("mine\n");
});

test("comes back at its byte, with what was drawn meanwhile", async () => {
    const ada = await new Page(server, "b").connected();
    server.dropAll();
    await vi.waitFor(() => expect(ada.links.at(-1)).toBe("offline"), WAIT);
    ada.append("meanwhile\n");
    server.boards.get("b")!.bytes = Buffer.from(`${server.text("b")}theirs\n`);
    await ada.connected(2);
    await ada.saved();
    expect(server.text("b")).toBe("header\ntheirs\nmeanwhile\n");
    expect(ada.text).toBe(server.text("b"));
});

test("an append whose answer was lost is not stored twice", async () => {
    const ada = await new Page(server, "b").connected();
    server.losesAnswers = true;
    ada.append("precious\n");
    await vi.waitFor(() => expect(server.text("b")).toContain("precious"), WAIT);
    server.losesAnswers = false;
    server.append("b", "theirs\n");
    await ada.connected(2);
    await ada.saved();
    expect(server.text("b")).toBe("header\nprecious\ntheirs\n");
    expect(ada.text).toBe(server.text("b"));
    expect(ada.own).toBe("precious\n");
});

test("an append that an earlier connection brings in late is recognised", async () => {
    const ada = await new Page(server, "b").connected();
    server.beforeAppend = (client) => {
        // The bytes that are lost with the connection arrive when the page has come back and sent them again.
        client.socket.terminate();
        client.board = "elsewhere";
        server.beforeAppend = () => {
            server.append("b", "precious\n");
            server.beforeAppend = () => {};
        };
    };
    ada.append("precious\n");
    await ada.connected(2);
    await ada.saved();
    ada.append("next\n");
    await ada.saved();
    expect(server.text("b")).toBe("header\nprecious\nnext\n");
    expect(ada.own).toBe("precious\nnext\n");
});

test("a joint mends the end of the board", async () => {
    const joint: { text: string } = { text: "" };
    const ada = await new Page(server, "b", { joint: () => utf8(joint.text) }).connected();
    joint.text = "\n";
    ada.append("line\n");
    await ada.saved();
    expect(server.text("b")).toBe("header\n\nline\n");
    expect(ada.own).toBe("line\n");
});

test("a reader's drawing is handed back", async () => {
    await new Page(server, "b").connected();
    const reader = await new Page(server, "read:b").connected();
    reader.append("no\n");
    reader.append("way\n");
    await reader.saved();
    expect(reader.refused).toBe("no\nway\n");
    expect(server.text("b")).toBe("header\n");
});

test("keys and broadcasts reach the others", async () => {
    const ada = await new Page(server, "b").connected();
    ada.client.set("cursor:1", utf8("here"));
    const bob = await new Page(server, "b").connected();
    await vi.waitFor(() => expect(bob.keys).toEqual([{ name: "cursor:1", version: 0, value: utf8("here") }]), WAIT);
    bob.client.broadcast(utf8("hello"));
    await vi.waitFor(() => expect(ada.broadcasts).toEqual(["hello"]), WAIT);
    ada.client.close();
    await vi.waitFor(() => expect(bob.keys.at(-1)).toEqual({ name: "cursor:1", version: 1, value: utf8("") }), WAIT);
});

test("says why a board is shut, and stays away", async () => {
    const denied = new Page(server, "forbidden");
    await vi.waitFor(() => expect(denied.shut).toBe("denied"), WAIT);
    const nobody = new Page(server, "b", { noTicket: "signed-out" });
    await vi.waitFor(() => expect(nobody.shut).toBe("signed-out"), WAIT);
    const put = await new Page(server, "b").connected();
    server.boards.get("b")!.clients.forEach((client) => client.fail(4, ENDED));
    await vi.waitFor(() => expect([put.shut, put.links.at(-1)]).toEqual(["ended", "closed"]), WAIT);
    const asks = await new Page(server, "b").connected();
    server.boards.get("b")!.clients.forEach((client) => client.fail(4));
    await asks.connected(2);
    const ada = await new Page(server, "b").connected();
    server.delete("b");
    await vi.waitFor(() => expect([ada.shut, ada.links.at(-1)]).toEqual(["deleted", "closed"]), WAIT);
    const bob = await new Page(server, "c").connected();
    bob.append("more\n");
    await bob.saved();
    server.boards.get("c")!.bytes = Buffer.from("less");
    server.dropAll();
    await vi.waitFor(() => expect(bob.shut).toBe("replaced"), WAIT);
});

test("tries until the server is there", async () => {
    const { port } = new URL(server.url);
    await server.stop();
    const ada = new Page(server, "b");
    Object.defineProperty(server, "url", { value: `ws://127.0.0.1:${port}` });
    await vi.waitFor(() => expect(ada.links).toContain("offline"), WAIT);
    server = await FakeServer.start(Number(port));
    await ada.connected();
});

test("finds bytes", () => {
    expect(indexOf(utf8("aab"), utf8("ab"))).toBe(1);
    expect(indexOf(utf8("aab"), utf8("b"))).toBe(2);
    expect(indexOf(utf8("aab"), utf8("ba"))).toBe(-1);
    expect(indexOf(utf8("a"), utf8("aa"))).toBe(-1);
    expect(indexOf(utf8("a"), utf8(""))).toBe(-1);
});

// The server is killed while people draw, and started again. A ledger knows every append and every key that was
// acknowledged: they are there, byte for byte, each once and where the server said.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { afterEach } from "node:test";
import { BoardClient, CLIENT_KEY, manage, OPEN_BOARDS, SESSION_KEY, STORED } from "../harness/board.mjs";
import { fresh, suite, test } from "../harness/suite.mjs";
import { pause, until } from "../harness/wait.mjs";

const SEVERAL_STARTS_MILLIS = 300_000;

const server = await suite(OPEN_BOARDS);

/** Somebody who draws, sets keys, and comes back at the known offset whenever the connection breaks. */
class Artist {
    static #all = [];
    /** Offsets and bytes of what was acknowledged, or found to be there. */
    ledger = [];
    keyVersion = 0;
    #drawing = true;
    #pending = null;
    #pendingKey = false;
    #known = 0;
    #count = 0;

    constructor(board, name, pauseMillis = 5) {
        this.board = board;
        this.name = name;
        Artist.#all.push(this);
        this.done = this.#work(pauseMillis);
        this.done.catch(() => {});
    }

    static async stopAll() {
        await Promise.allSettled(Artist.#all.map((artist) => artist.stop()));
        Artist.#all = [];
    }

    stop() {
        this.#drawing = false;
        return this.done;
    }

    async #work(pauseMillis) {
        while (this.#drawing || this.#pending) {
            const client = new BoardClient(server, this.board, { offset: this.#known });
            const opened = await Promise.race([client.joined.then(() => true), client.closed.then(() => false)]);
            if (opened) {
                await this.#draw(client, pauseMillis);
                this.#known = client.length;
            }
            client.leave();
            await pause(20);
        }
    }

    async #draw(client, pauseMillis) {
        this.#settle(client);
        await this.#settleKey(client);
        while (client.isOpen && (this.#drawing || this.#pending)) {
            this.#pending ??= { data: this.#stroke() };
            this.#pending.offset = client.length;
            const answer = await client.append(this.#pending.data);
            if (answer?.status === STORED) {
                this.#enter();
                await this.#setKey(client);
                await pause(Math.random() * 2 * pauseMillis);
            }
        }
    }

    #stroke() {
        return Buffer.from(`<${this.name}.${this.#count++}${"~".repeat(Math.floor(Math.random() * 100))}>`);
    }

    /** What was under way when the connection broke is there, where it was to be, or not at all. */
    #settle(client) {
        if (this.#pending) {
            const { offset, data } = this.#pending;
            const at = offset - this.#known;
            const there = client.bytes.subarray(at, at + data.length);
            if (there.equals(data)) {
                this.#enter();
            }
        }
    }

    #enter() {
        this.ledger.push(this.#pending);
        this.#pending = null;
    }

    async #setKey(client) {
        this.#pendingKey = true;
        const next = this.keyVersion + 1;
        const set = await client.setKey(SESSION_KEY, this.name, this.keyVersion, next, `value ${next}`);
        if (set !== undefined) {
            assert.ok(set, "nobody else sets it");
            this.keyVersion = next;
            this.#pendingKey = false;
        }
    }

    async #settleKey(client) {
        if (this.keyVersion > 0 || this.#pendingKey) {
            await until("the keys have come", () => !client.isOpen || client.keys.size > 0 || this.keyVersion === 0);
            const there = client.keys.get(this.name)?.version ?? 0;
            if (client.isOpen) {
                const possible = this.#pendingKey ? [this.keyVersion, this.keyVersion + 1] : [this.keyVersion];
                assert.ok(possible.includes(there), `key at ${there}, acknowledged ${this.keyVersion}`);
                this.keyVersion = there;
                this.#pendingKey = false;
            }
        }
    }
}

afterEach(() => Artist.stopAll());

/** Nothing is there but what is in the ledgers, in their places. */
async function assertLedgers(board, artists) {
    const client = await BoardClient.open(server, board, { mode: 1 });
    const entries = artists.flatMap((artist) => artist.ledger).sort((a, b) => a.offset - b.offset);
    let end = 0;
    for (const { offset, data } of entries) {
        assert.equal(offset, end, `a gap or an overlap at ${offset}`);
        end += data.length;
    }
    const bytes = client.bytes;
    assert.ok(bytes.equals(Buffer.concat(entries.map((entry) => entry.data))), "the board is the ledger");
    const dumped = await manage(server, { method: "dumpDocument", documentID: board });
    assert.ok(bytes.equals(Buffer.from(await dumped.arrayBuffer())), "the dump is the board");
    for (const artist of artists) {
        await until("the keys have come", () => client.keys.has(artist.name));
        const { version, value } = client.keys.get(artist.name);
        assert.deepEqual({ version, value }, { version: artist.keyVersion, value: `value ${artist.keyVersion}` });
    }
    client.leave();
}

function drawn(artists) {
    return artists.reduce((sum, artist) => sum + artist.ledger.length, 0);
}

test("kill -9 under six people who draw on one board, twice", async () => {
    const board = fresh("board");
    const artists = ["ada", "bob", "eve", "dan", "kim", "lea"].map((name) => new Artist(board, name));
    for (let round = 0; round < 2; round++) {
        const before = drawn(artists);
        await until("some of it is acknowledged", () => drawn(artists) > before + 150, 60_000);
        await pause(Math.random() * 200);
        await server.kill();
        await pause(Math.random() * 500);
        await server.start();
    }
    const before = drawn(artists);
    await until("they go on", () => drawn(artists) > before + 60, 60_000);
    await Promise.all(artists.map((artist) => artist.stop()));

    await assertLedgers(board, artists);
}, SEVERAL_STARTS_MILLIS);

test("kill -9 under people who draw alone, as fast as they can", async () => {
    const boards = Array.from({ length: 8 }, () => fresh("board"));
    const artists = boards.map((board, i) => new Artist(board, `artist ${i}`, 0));
    await until("much is acknowledged", () => drawn(artists) > 3_000, 60_000);
    await server.kill();
    await server.start();
    const before = drawn(artists);
    await until("they go on", () => drawn(artists) > before + 100, 60_000);
    await Promise.all(artists.map((artist) => artist.stop()));

    for (const [i, board] of boards.entries()) {
        await assertLedgers(board, [artists[i]]);
    }
});

test("session keys survive a kill, client keys do not", async () => {
    const board = fresh("board");
    const ada = await BoardClient.open(server, board);
    assert.ok(await ada.setKey(SESSION_KEY, "page", 0, 1, "one"));
    assert.ok(await ada.setKey(SESSION_KEY, "page", 1, 7, "seven"));
    assert.ok(await ada.setKey(CLIENT_KEY, "pointer", 0, 1, "1,2"));
    const bob = await BoardClient.open(server, board);
    await until("both keys have come", () => bob.keys.size === 2);

    await server.kill();
    await server.start();

    const eve = await BoardClient.open(server, board, { mode: 1 });
    await until("the key has come", () => eve.keys.has("page"));
    assert.deepEqual([...eve.keys], [["page", { version: 7, value: "seven" }]]);
    assert.equal(await eve.setKey(SESSION_KEY, "page", 1, 2, "stale"), false);
    assert.equal(await eve.setKey(SESSION_KEY, "page", 7, 8, "eight"), true);
    assert.equal(await eve.setKey(CLIENT_KEY, "pointer", 0, 1, "3,4"), true);
    eve.leave();
});

test("a large board whose opening was cut off by a kill is the same afterwards", async () => {
    const board = fresh("board");
    const chunk = Buffer.alloc(1 << 20);
    for (let i = 0; i < chunk.length; i += 4) {
        chunk.writeUInt32BE((i * 2_654_435_761) >>> 0, i);
    }
    const ada = await BoardClient.open(server, board);
    for (let i = 0; i < 20; i++) {
        assert.equal((await ada.append(chunk)).status, STORED);
    }
    const cut = new BoardClient(server, board);

    await server.kill();
    await cut.closed;
    await server.start();

    const whole = await BoardClient.open(server, board, { mode: 1 });
    assert.ok(whole.bytes.equals(Buffer.concat(Array(20).fill(chunk))));
    const half = await BoardClient.open(server, board, { offset: 10 * chunk.length + 5 });
    assert.ok(half.bytes.equals(whole.bytes.subarray(10 * chunk.length + 5)));
    whole.leave();
    half.leave();
});

test("what the management API has answered survives a kill", async () => {
    const [kept, gone] = [fresh("board"), fresh("board")];
    const token = fresh("token");
    const call = async (parameters) => (await manage(server, parameters)).status;
    assert.equal(await call({ method: "createDocument", documentID: kept, contents: "kept" }), 200);
    assert.equal(await call({ method: "createDocument", documentID: gone, contents: "gone" }), 200);
    assert.equal(await call({ method: "deleteDocument", documentID: gone }), 200);
    const expiration = "Fri, 01 Jan 2100 00:00:00 GMT";
    const tokenOf = { documentID: kept, token, userID: "ada", permissions: "rw", expiration };
    assert.equal(await call({ method: "addToken", ...tokenOf }), 200);
    assert.equal(await call({ method: "updateUser", userID: "ada", permissions: "r" }), 200);

    await server.kill();
    await server.start();

    assert.equal(await call({ method: "checkDocument", documentID: kept }), 200);
    assert.equal(await call({ method: "checkDocument", documentID: gone }), 404);
    assert.equal(await call({ method: "addToken", ...tokenOf }), 409);
    const client = await BoardClient.open(server, token, { mode: 1 });
    assert.equal(client.bytes.toString(), "kept");
    assert.deepEqual(await client.append(Buffer.from("x")), { status: 2, length: 4 });
    client.leave();
});

test("2.2 compression is used when it is offered, without a memory of earlier messages, and not with ?compression=0", async () => {
    const board = fresh("compressed");
    const content = Buffer.concat([Buffer.alloc(300_000, "again and again "), randomBytes(300_000)]);
    const writer = await BoardClient.open(server, board);
    const reader = await BoardClient.open(server, board);
    const plain = await BoardClient.open(server, board, { query: "?compression=0" });
    for (const client of [writer, reader]) {
        assert.match(client.extensions, /permessage-deflate/);
        assert.match(client.extensions, /server_no_context_takeover/);
        assert.match(client.extensions, /client_no_context_takeover/);
    }
    assert.equal(plain.extensions, "");
    for (let i = 0; i < 3; i++) {
        assert.equal((await writer.append(content)).status, STORED);
    }
    const expected = Buffer.concat([content, content, content]);
    for (const client of [reader, plain]) {
        await until("all of it", () => client.length === expected.length);
        assert.ok(client.bytes.equals(expected));
        client.leave();
    }
    writer.leave();
});

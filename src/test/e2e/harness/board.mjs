import WebSocket from "ws";
import { within } from "./wait.mjs";

const INIT = 0x01;
const APPEND = 0x05;
const SET_KEY = 0x03;
const ERROR = 0x80;
const APPEND_ANSWER = 0x81;
const KEY_INFORMATION = 0x82;
const KEY_ANSWER = 0x83;
const GENERATION_BYTES = 4;

export const STORED = 1;
export const REFUSED = 0;
export const CLIENT_KEY = 0;
export const SESSION_KEY = 1;

/**
 * A client of a board, in version 3 of the protocol. It keeps every byte that it sees and breaks off when an append does
 * not begin where the one before ended.
 */
export class BoardClient {
    /** What it has heard of keys: name to `{ version, value }`. */
    keys = new Map();
    error = null;
    /** What was negotiated for the connection: compression, or nothing. */
    extensions = "";
    #socket;
    #start;
    #chunks = [];
    #length = -1;
    #parts = [];
    #own = null;
    #answers = [];
    #keyAnswers = new Map();
    #requests = 0;
    #joined;

    /** Opens a board and waits for its first append. */
    static async open(server, name, options = {}) {
        const client = new BoardClient(server, name, options);
        await within("the first append", client.joined);
        return client;
    }

    constructor(server, name, { offset = 0, mode = 0, data = Buffer.alloc(0), query = "" } = {}) {
        this.#start = offset;
        this.#socket = new WebSocket(`ws://localhost:${server.port}/socket${query}`);
        this.#socket.on("upgrade", ({ headers }) => (this.extensions = headers["sec-websocket-extensions"] ?? ""));
        this.joined = new Promise((resolve) => (this.#joined = resolve));
        this.closed = new Promise((resolve) => this.#socket.on("close", resolve));
        this.#socket.on("error", () => {});
        this.#socket.on("message", (part) => this.#receive(part));
        this.#socket.on("open", () => this.#socket.send(init(name, offset, mode, data)));
    }

    /** The end of what it has seen. */
    get length() {
        return this.#length;
    }

    /** All that it has seen, from the offset at which it opened the board. */
    get bytes() {
        return Buffer.concat(this.#chunks);
    }

    get isOpen() {
        return this.#socket.readyState === WebSocket.OPEN;
    }

    /** Appends at the end that it knows; answers the status and the length, or nothing when the connection breaks. */
    append(data) {
        const header = Buffer.alloc(2 + GENERATION_BYTES + 8);
        header[0] = APPEND;
        header.writeBigUInt64BE(BigInt(this.#length), 2 + GENERATION_BYTES);
        this.#own = data;
        return this.#ask(Buffer.concat([header, data]), (resolve) => this.#answers.push(resolve));
    }

    /** Sets a key; answers whether it was set, or nothing when the connection breaks. */
    setKey(lifetime, name, oldVersion, newVersion, value) {
        const request = this.#requests++ & 0xffff;
        const fixed = Buffer.alloc(13);
        fixed[0] = SET_KEY;
        fixed.writeUInt16BE(request, 2);
        fixed[4] = lifetime;
        fixed.writeUInt32BE(oldVersion, 5);
        fixed.writeUInt32BE(newVersion, 9);
        const message = Buffer.concat([fixed, counted(name), counted(value)]);
        return this.#ask(message, (resolve) => this.#keyAnswers.set(request, resolve));
    }

    leave() {
        this.#socket.terminate();
    }

    #ask(message, wait) {
        const answer = new Promise(wait);
        if (this.isOpen) {
            this.#socket.send(message);
        }
        return Promise.race([answer, this.closed.then(() => undefined)]);
    }

    #receive(part) {
        this.#parts.push(this.#parts.length === 0 ? part : part.subarray(2));
        if (part[1] !== 0) {
            return;
        }
        const message = Buffer.concat(this.#parts);
        this.#parts = [];
        switch (message[0]) {
            case APPEND:
                return this.#appended(
                    Number(message.readBigUInt64BE(2 + GENERATION_BYTES)),
                    message.subarray(2 + GENERATION_BYTES + 8),
                );
            case APPEND_ANSWER:
                return this.#answered(message.readUInt16BE(2), Number(message.readBigUInt64BE(4)));
            case KEY_ANSWER:
                return this.#keyAnswers.get(message.readUInt16BE(4))(message.readUInt16BE(2) === 1);
            case KEY_INFORMATION:
                return this.#informed(message);
            case ERROR:
                this.error = { code: message.readUInt16BE(2), text: message.toString("utf8", 4) };
                return undefined;
            default:
                throw new Error(`A message of type ${message[0]}`);
        }
    }

    #appended(offset, data) {
        const expected = this.#length < 0 ? this.#start : this.#length;
        const created = this.#length < 0 && data.length === 0;
        if (offset !== expected && !created) {
            throw new Error(`An append at ${offset} instead of ${expected}`);
        }
        this.#length = offset;
        this.#take(data);
        this.#joined();
    }

    #answered(status, length) {
        if (status === STORED) {
            this.#take(this.#own);
        }
        if (length !== this.#length) {
            throw new Error(`An answer with the length ${length}, and appends up to ${this.#length}`);
        }
        this.#answers.shift()({ status, length });
    }

    #take(data) {
        this.#chunks.push(data);
        this.#length += data.length;
    }

    #informed(message) {
        let at = 2;
        const next = (bytes) => message.subarray(at, (at += bytes));
        while (at < message.length) {
            const version = next(4).readUInt32BE();
            const name = next(next(4).readUInt32BE()).toString();
            this.keys.set(name, { version, value: next(next(4).readUInt32BE()).toString() });
        }
    }
}

/** A call of the management API. */
export function manage(server, parameters) {
    const { user, password } = MANAGER;
    return fetch(`${server.url}/socket`, {
        method: "POST",
        headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` },
        body: new URLSearchParams(parameters),
    });
}

/** Who may call it. */
export const MANAGER = { user: "manager", password: "crane-otter-29" };

/** Settings of a server on which anybody may open any board. */
export const OPEN_BOARDS = {
    "coterie.zwibbler.access": "open",
    "coterie.zwibbler.secret-user": MANAGER.user,
    "coterie.zwibbler.secret-password": MANAGER.password,
};

function init(name, offset, mode, data) {
    const fixed = Buffer.alloc(21);
    fixed[0] = INIT;
    fixed.writeUInt16BE(3, 2);
    fixed[8] = mode;
    fixed.writeBigUInt64BE(BigInt(offset), 13);
    return Buffer.concat([fixed, counted(name), data]);
}

function counted(text) {
    const bytes = Buffer.from(text);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
}

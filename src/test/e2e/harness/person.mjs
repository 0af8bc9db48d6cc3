import convergence from "@convergence/convergence";
import WebSocket from "ws";
import { SteadySocket } from "./socket.mjs";
import { decode } from "./wire.mjs";
import { until } from "./wait.mjs";

const { Convergence, ConvergenceDomain } = convergence;

/** Nobody listens there. */
const NOWHERE = "ws://localhost:9";

/** Everybody still connected, to be disconnected when a test is over. */
const present = new Set();

/**
 * Somebody at the real client: `domain` is its ConvergenceDomain, `frames` what went over the wire, and the network can
 * be taken away.
 */
export class Person {
    frames = [];
    sockets = [];
    #online = true;

    constructor(server, username) {
        this.server = server;
        this.username = username;
    }

    /** Connects with a token that the server's key has signed. */
    static async connect(server, username, claims = {}) {
        const person = new Person(server, username);
        return person.with((url, options) =>
            Convergence.connectWithJwt(url, () => Promise.resolve(server.token(username, claims)), options),
        );
    }

    /** Connects by whatever way: the function gets the address and the options and answers a domain. */
    async with(connect) {
        present.add(this);
        this.domain = await connect(this.server.domainUrl, this.options());
        return this;
    }

    /** A domain that is not connected yet. */
    unconnected(options = {}) {
        present.add(this);
        this.domain = new ConvergenceDomain(this.server.domainUrl, { ...this.options(), ...options });
        return this.domain;
    }

    options() {
        return {
            connection: { timeout: 20, connectionRequestTimeout: 20 },
            protocol: { defaultRequestTimeout: 30, heartbeat: { enabled: true, pingInterval: 5, pongTimeout: 20 } },
            reconnect: { autoReconnect: true, reconnectIntervals: [0, 0.1, 0.2, 0.4, 0.8] },
            webSocket: { class: SteadySocket, factory: (url) => this.#open(url) },
        };
    }

    get sessionId() {
        return this.domain.session().sessionId();
    }

    get socket() {
        return this.sockets.at(-1);
    }

    /** The bodies of the messages that came from the server (or went to it) since a mark, by name. */
    received(body, mark = 0) {
        return this.#of("in", body, mark);
    }

    sent(body, mark = 0) {
        return this.#of("out", body, mark);
    }

    /** Breaks the connection without a good-bye; the client comes back by itself. */
    drop() {
        this.socket.terminate();
    }

    /** From now on no connection can be made, until online(). */
    cut() {
        this.#online = false;
    }

    /** Breaks the connection and lets none be made until online(). */
    async offline() {
        this.cut();
        this.drop();
        await until(`${this.username} is offline`, () => !this.domain.isConnected());
    }

    async online() {
        this.#online = true;
        await until(`${this.username} is online`, () => this.domain.isConnected());
    }

    async leave() {
        present.delete(this);
        if (this.domain && !this.domain.isDisposed()) {
            await this.domain.dispose().catch(() => {});
        }
        this.sockets.forEach((socket) => socket.terminate());
    }

    #of(direction, body, mark) {
        return this.frames
            .slice(mark)
            .filter((frame) => frame.direction === direction && frame.body === body)
            .map((frame) => frame.content);
    }

    #open(url) {
        // One frame per task, as in a browser: the client loses a message that comes with the answer to an open.
        const socket = new WebSocket(this.#online ? url : NOWHERE, { allowSynchronousEvents: false });
        socket.on("error", () => {});
        socket.on("message", (data) => this.frames.push({ direction: "in", ...decode(data) }));
        const send = socket.send.bind(socket);
        socket.send = (data, ...rest) => {
            this.frames.push({ direction: "out", ...decode(data) });
            send(data, ...rest);
        };
        this.sockets.push(socket);
        return new SteadySocket(socket);
    }
}

/** Everybody leaves. */
export async function everybodyLeaves() {
    await Promise.all([...present].map((person) => person.leave()));
}

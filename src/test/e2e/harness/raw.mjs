import WebSocket from "ws";
import { until, within } from "./wait.mjs";
import { decode, encode } from "./wire.mjs";

/** A client that says what it is told to, right or wrong. */
export class RawClient {
    frames = [];
    closeCode = null;
    #requests = 0;
    #answers = new Map();

    /** A socket that has not said who it is. */
    static async stranger(server, options = {}) {
        const client = new RawClient(server, options);
        await within("the upgrade", client.opened);
        return client;
    }

    /** A client that is logged in. */
    static async connect(server, username) {
        const client = await RawClient.stranger(server);
        const { content } = await client.request({
            connectionRequest: { client: "e2e", clientVersion: "0", jwt: { jwt: server.token(username) } },
        });
        client.sessionId = content.success.sessionId;
        return client;
    }

    constructor(server, options) {
        this.socket = new WebSocket(server.domainUrl.replace("http", "ws"), options);
        this.socket.on("message", (data) => this.#receive(decode(data)));
        this.socket.on("close", (code) => (this.closeCode = code));
        this.opened = new Promise((resolve, reject) => {
            this.socket.once("open", resolve);
            this.socket.on("error", reject);
        });
    }

    /** Sends a message, or bytes as they are. */
    send(message) {
        this.socket.send(message instanceof Uint8Array || typeof message === "string" ? message : encode(message));
    }

    /** The answer to a request: `{ body, content }`, also when it is an error. */
    async request(message) {
        const id = this.#requests++;
        const answer = new Promise((resolve) => this.#answers.set(id, resolve));
        this.send({ requestId: { value: id }, ...message });
        return within(`the answer to ${Object.keys(message)}`, answer);
    }

    async open(modelId) {
        const { body, content } = await this.request({ openRealTimeModelRequest: { modelId: { value: modelId } } });
        if (body === "error") {
            throw new Error(content.code);
        }
        return content;
    }

    received(body) {
        return this.frames.filter((frame) => frame.body === body).map((frame) => frame.content);
    }

    closed() {
        return until("the server has disconnected the offender", () => this.closeCode !== null, 60_000);
    }

    /** An error, a force close or the end of the connection: anything but silence. */
    rebuked() {
        return until("the server has refused", () => this.#isRebuked(), 60_000);
    }

    /** The same, or an acknowledgement. */
    answered() {
        const isAnswered = () => this.received("operationAck").length > 0 || this.#isRebuked();
        return until("the server has answered", isAnswered, 60_000);
    }

    leave() {
        this.socket.terminate();
    }

    #isRebuked() {
        return (
            this.closeCode !== null ||
            this.received("error").length > 0 ||
            this.received("forceCloseRealTimeModel").length > 0
        );
    }

    #receive(frame) {
        this.frames.push(frame);
        if (frame.body === "ping") {
            this.send({ pong: {} });
        }
        if (frame.responseId !== undefined) {
            this.#answers.get(frame.responseId)?.(frame);
        }
    }
}

// A small Convergence server for tests: enough for the real client to connect, open a model with one string, edit it,
// share references, lose its connection and catch up. Nothing is kept, nobody is refused.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import protobuf from "protobufjs";
import { WebSocketServer } from "ws";

const require = createRequire(import.meta.url);
const VALUE_ID = "0:1";
const RIGHTS = { read: true, write: true, remove: true, manage: true };

function messageType() {
    const client = readFileSync(require.resolve("@convergence/convergence/convergence.global.js"), "utf8");
    const json = /module\.exports = JSON\.parse\(("(?:[^"\\]|\\.)*ConvergenceMessage(?:[^"\\]|\\.)*")\)/.exec(client)[1];
    const root = protobuf.Root.fromJSON(JSON.parse(JSON.parse(json)));
    return root.lookupType("com.convergencelabs.convergence.proto.ConvergenceMessage");
}

export class ConvergenceServer {
    constructor(options) {
        this.type = messageType();
        this.models = new Map();
        this.sessions = new Set();
        this.names = new Map();
        this.counter = 0;
        this.held = null;
        this.sockets = new WebSocketServer(options);
        this.sockets.on("connection", (socket) => this.sessions.add(new Session(this, socket)));
    }

    get port() {
        return this.sockets.address().port;
    }

    /** Breaks all connections, as a network does. */
    drop() {
        for (const session of this.sessions) {
            session.socket.terminate();
        }
    }

    /** From now on no acknowledgement leaves, until release(). */
    hold() {
        this.held = [];
    }

    release() {
        const held = this.held ?? [];
        this.held = null;
        held.forEach((send) => send());
    }

    broadcast(but, to, message) {
        for (const [session, resourceId] of to) {
            if (session !== but) {
                session.send(message(resourceId));
            }
        }
    }

    edit(modelId, splices) {
        const model = this.models.get(modelId);
        for (const { index, removed = 0, inserted = "" } of splices) {
            model.commit(this, null, { i: index, d: removed, t: inserted }, model.log.length);
        }
    }

    set(modelId, value) {
        this.models.get(modelId).commit(this, null, { set: value }, this.models.get(modelId).log.length);
    }

    rights(modelId, rights) {
        this.broadcast(null, this.models.get(modelId).open, (resourceId) => ({
            modelPermissionsChanged: { resourceId, permissions: rights },
        }));
    }

    forceClose(modelId, reasonCode) {
        this.broadcast(null, this.models.get(modelId).open, (resourceId) => ({
            forceCloseRealTimeModel: { resourceId, reason: "closed", reasonCode },
        }));
        this.models.get(modelId).open.clear();
    }

    close() {
        this.drop();
        this.sockets.close();
    }
}

class Model {
    constructor(id, text) {
        this.id = id;
        this.text = text;
        this.log = [];
        this.open = new Map();
        this.catchingUp = new Map();
        this.references = new Map();
    }

    /** Transforms an edit over what its author had not seen, applies it and tells everybody. */
    commit(server, author, op, version) {
        const committed = this.transform(op, version, author);
        const at = this.log.length;
        this.log.push({ op: committed, author: author?.id ?? "somebody" });
        for (const one of flat(committed)) {
            if (one.set !== undefined) {
                this.text = one.set;
                this.references.clear();
            } else if (!one.no) {
                this.text = this.text.slice(0, one.i) + one.t + this.text.slice(one.i + one.d);
            }
        }
        server.broadcast(author, [...this.open, ...this.catchingUp], (resourceId) => ({
            remoteOperation: {
                resourceId,
                sessionId: author?.id ?? "somebody",
                contextVersion: at,
                timestamp: now(),
                operation: encode(committed),
            },
        }));
        return at;
    }

    transform(op, version, author) {
        // Edits by the author itself are in its past already; what others did was moved over them when they came.
        const path = this.log.slice(version).filter((event) => event.author !== author?.id);
        const seen = author ? (author.path ??= { from: 0, ops: [] }) : null;
        if (seen) {
            seen.ops = seen.ops.filter((event) => event.at >= version);
            const next = Math.max(version, seen.from);
            this.log.slice(next).forEach((event, i) => {
                if (event.author !== author.id) {
                    seen.ops.push({ at: next + i, op: event.op });
                }
            });
            seen.from = this.log.length;
            for (const event of seen.ops) {
                [event.op, op] = pass(event.op, op);
            }
            seen.from = this.log.length + 1;
            return op;
        }
        return path.reduce((moved, event) => pass(event.op, moved)[1], op);
    }
}

class Session {
    constructor(server, socket) {
        this.server = server;
        this.socket = socket;
        this.id = `s${++server.counter}`;
        this.resources = 0;
        this.waiting = new Map();
        this.requests = 0;
        socket.on("message", (bytes) => this.receive(server.type.toObject(server.type.decode(bytes), { longs: Number })));
        socket.on("close", () => this.leave());
        socket.on("error", () => {});
    }

    send(message) {
        if (this.socket.readyState === 1) {
            this.socket.send(this.server.type.encode(this.server.type.fromObject(message)).finish());
        }
    }

    request(message) {
        const id = this.requests++;
        this.send({ ...message, requestId: { value: id } });
        return new Promise((resolve) => this.waiting.set(id, resolve));
    }

    receive(message) {
        if (message.responseId) {
            this.waiting.get(message.responseId.value ?? 0)?.(message);
            return;
        }
        const body = Object.keys(message).find((name) => name !== "requestId");
        const answer = (reply) => this.send({ ...reply, responseId: { value: message.requestId?.value ?? 0 } });
        this[body]?.(message[body], answer);
    }

    ping() {
        this.send({ pong: {} });
    }

    connectionRequest({ jwt, reconnect }, answer) {
        const [username, ...name] = (jwt?.jwt ?? this.server.names.get(reconnect?.token) ?? "").split("|");
        if (username === "" || username === "none") {
            answer({ connectionResponse: { failure: { code: "authentication_failed", details: "no", retryOk: false } } });
            return;
        }
        this.username = username;
        this.name = name.join("|") || username;
        this.server.names.set(`t-${this.id}`, `${username}|${this.name}`);
        answer({
            connectionResponse: {
                server: { version: "1.0.0-rc.13" },
                success: {
                    namespace: "convergence",
                    domainId: "default",
                    user: this.user(),
                    sessionId: this.id,
                    reconnectToken: `t-${this.id}`,
                },
            },
        });
    }

    user() {
        return { userId: { userType: 0, username: this.username }, displayName: { value: this.name } };
    }

    presenceSubscribeRequest(_, answer) {
        answer({ presenceSubscribeResponse: {} });
    }

    async openRealTimeModelRequest({ modelId, autoCreateId }, answer) {
        const id = modelId.value;
        if (!this.server.models.has(id)) {
            const { modelAutoCreateConfigResponse: created } = await this.request({
                modelAutoCreateConfigRequest: { autoCreateId: autoCreateId?.value ?? 0 },
            });
            const text = created.data.children.text.stringValue.value ?? "";
            this.server.models.set(id, this.server.models.get(id) ?? new Model(id, text));
        }
        const model = this.server.models.get(id);
        this.path = { from: model.log.length, ops: [] };
        const others = [...model.open.keys()];
        const resourceId = this.resources++;
        model.open.set(this, resourceId);
        this.identify([...others, this]);
        answer({
            openRealTimeModelResponse: {
                resourceId,
                modelId: id,
                collection: "example-ace",
                valueIdPrefix: this.id,
                version: model.log.length,
                createdTime: now(),
                modifiedTime: now(),
                data: { id: "0:0", children: { text: { stringValue: { id: VALUE_ID, value: model.text } } } },
                connectedClients: [...model.open.keys()].map((session) => session.id),
                references: this.references(model),
                permissions: RIGHTS,
            },
        });
        this.announce(model);
    }

    announce(model) {
        for (const session of model.open.keys()) {
            if (session !== this) {
                session.identify([this]);
                session.send({
                    remoteClientOpenedModel: { resourceId: model.open.get(session), sessionId: this.id },
                });
            }
        }
    }

    identify(sessions) {
        this.send({
            identityCacheUpdate: {
                sessions: Object.fromEntries(
                    [...sessions].map((s) => [s.id, { userType: 0, username: s.username }]),
                ),
                users: [...sessions].map((s) => s.user()),
            },
        });
    }

    references(model) {
        return [...model.references.values()]
            .filter(({ session }) => session !== this && model.open.has(session))
            .map(({ session, key, values }) => ({
                sessionId: session.id,
                valueId: { value: VALUE_ID },
                key,
                reference: values,
            }));
    }

    async modelResyncRequest({ modelId, contextVersion = 0 }, answer) {
        const model = this.server.models.get(modelId);
        const resourceId = this.resources++;
        this.resync = { model, resourceId };
        this.path = { from: model.log.length, ops: [] };
        answer({
            modelResyncResponse: { resourceId, currentVersion: model.log.length, permissions: RIGHTS },
        });
        model.log.slice(contextVersion).forEach(({ op, author }, i) =>
            this.send({
                remoteOperation: {
                    resourceId,
                    sessionId: author,
                    contextVersion: contextVersion + i,
                    timestamp: now(),
                    operation: encode(op),
                },
            }),
        );
        model.catchingUp.set(this, resourceId);
    }

    modelResyncClientComplete({ resourceId = 0 }) {
        const { model } = this.resync;
        model.catchingUp.delete(this);
        model.open.set(this, resourceId);
        const sessions = [...model.open.keys()];
        this.identify(sessions);
        this.announce(model);
        this.send({
            modelResyncServerComplete: {
                resourceId,
                connectedClients: sessions.map((session) => session.id),
                references: this.references(model),
            },
        });
    }

    closeRealTimeModelRequest(_, answer) {
        this.leave();
        answer({ closeRealTimeModelResponse: {} });
    }

    operationSubmission({ resourceId = 0, sequenceNumber, contextVersion = 0, operation }) {
        const model = this.model(resourceId);
        const version = model.commit(this.server, this, decode(operation), contextVersion);
        const send = () =>
            this.send({ operationAck: { resourceId, sequenceNumber, version, timestamp: now() } });
        if (this.server.held) {
            this.server.held.push(send);
        } else {
            send();
        }
    }

    shareReference({ resourceId = 0, key, references }) {
        this.point(this.model(resourceId), key, references);
    }

    setReference({ resourceId = 0, key, references }) {
        this.point(this.model(resourceId), key, references);
    }

    point(model, key, values) {
        const known = model.references.has(`${this.id} ${key}`);
        model.references.set(`${this.id} ${key}`, { session: this, key, values });
        this.server.broadcast(this, model.open, (resourceId) => ({
            [known ? "referenceSet" : "referenceShared"]: {
                resourceId,
                valueId: { value: VALUE_ID },
                key,
                references: values,
                sessionId: this.id,
            },
        }));
    }

    model(resourceId) {
        return [...this.server.models.values()].find(
            ({ open, catchingUp }) => (open.get(this) ?? catchingUp.get(this)) === resourceId,
        );
    }

    leave() {
        this.server.sessions.delete(this);
        for (const model of this.server.models.values()) {
            model.catchingUp.delete(this);
            if (model.open.delete(this)) {
                for (const [id, { session }] of model.references) {
                    if (session === this) {
                        model.references.delete(id);
                    }
                }
                this.server.broadcast(this, model.open, (resourceId) => ({
                    remoteClientClosedModel: { resourceId, sessionId: this.id },
                }));
            }
        }
    }
}

function flat(op) {
    return Array.isArray(op) ? op : [op];
}

function decode({ discreteOperation, compoundOperation }) {
    const one = ({ stringSpliceOperation: s, stringSetOperation: v }) =>
        v
            ? { set: v.value ?? "" }
            : { i: s.index ?? 0, d: s.deleteCount ?? 0, t: s.insertedValue ?? "", no: s.noOp ?? false };
    return compoundOperation ? (compoundOperation.operations ?? []).map(one) : one(discreteOperation);
}

function encode(op) {
    const one = (o) =>
        o.set !== undefined
            ? { stringSetOperation: { id: VALUE_ID, value: o.set } }
            : {
                  stringSpliceOperation: {
                      id: VALUE_ID,
                      noOp: o.no || (o.d === 0 && o.t === ""),
                      index: o.i,
                      deleteCount: o.d,
                      insertedValue: o.t,
                  },
              };
    return Array.isArray(op) ? { compoundOperation: { operations: op.map(one) } } : { discreteOperation: one(op) };
}

/** A committed edit and a newer one pass each other. */
function pass(server, client) {
    if (Array.isArray(server)) {
        const moved = [];
        for (const one of server) {
            const [s, c] = pass(one, client);
            moved.push(...flat(s));
            client = c;
        }
        return [moved, client];
    }
    if (Array.isArray(client)) {
        const moved = [];
        for (const one of client) {
            const [s, c] = pass(server, one);
            server = s;
            moved.push(c);
        }
        return [server, moved];
    }
    return passOne(server, client);
}

/** Insertions and removals, by the rules of the client. */
function passOne(s, c) {
    if (s.no || c.no || (s.d === 0 && s.t === "" && s.set === undefined)) {
        return [s, c];
    }
    if (s.set !== undefined || c.set !== undefined) {
        return s.set !== undefined ? [s, { ...c, no: true }] : [{ ...s, no: true }, c];
    }
    const sl = s.t.length;
    const cl = c.t.length;
    const to = (op, change) => ({ ...op, ...change });
    if (sl && cl) {
        return s.i <= c.i ? [s, to(c, { i: c.i + sl })] : [to(s, { i: s.i + cl }), c];
    }
    if (sl) {
        if (s.i <= c.i) {
            return [s, to(c, { i: c.i + sl })];
        }
        return s.i >= c.i + c.d ? [to(s, { i: s.i - c.d }), c] : [to(s, { no: true }), to(c, { d: c.d + sl })];
    }
    if (cl) {
        if (c.i <= s.i) {
            return [to(s, { i: s.i + cl }), c];
        }
        return c.i >= s.i + s.d ? [s, to(c, { i: c.i - s.d })] : [to(s, { d: s.d + cl }), to(c, { no: true })];
    }
    const overlap = Math.max(0, Math.min(s.i + s.d, c.i + c.d) - Math.max(s.i, c.i));
    const moved = (a, b) => {
        const d = a.d - overlap;
        const i = a.i < b.i ? a.i : Math.max(b.i, a.i - b.d);
        return d === 0 ? to(a, { no: true }) : to(a, { i, d });
    };
    return [moved(s, c), moved(c, s)];
}

function now() {
    return { seconds: Math.floor(Date.now() / 1000), nanos: 0 };
}

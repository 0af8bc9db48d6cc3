// What no client sends: the offender gets an error or is disconnected, and two people who write in the same model
// notice nothing of it. Their connections never break, and their texts agree.

import assert from "node:assert/strict";
import WebSocket from "ws";
import { RawClient } from "../harness/raw.mjs";
import { agreed, fresh, people, sharing, suite, test, textOf } from "../harness/suite.mjs";
import { pause, until } from "../harness/wait.mjs";
import { encode } from "../harness/wire.mjs";

const server = await suite();
const MEGABYTE = 1024 * 1024;

/** A test in which two people type all the time while somebody else does something bad to their model. */
function beside(what, offence) {
    test(what, async () => {
        const [ada, bob] = await people(server, "ada", "bob");
        const models = await sharing([ada, bob], "0123456789".repeat(20));
        const typing = typists(models);
        const mallory = await RawClient.connect(server, "mallory");
        try {
            await offence(mallory, models[0].modelId(), models);
        } finally {
            await typing.stop();
            mallory.leave();
        }
        await agreed(models, 60_000);
        assert.deepEqual([ada.sockets.length, bob.sockets.length], [1, 1], "somebody lost the connection");
        const [late] = await people(server, "late");
        const model = await late.domain.models().open(models[0].modelId());
        assert.equal(textOf(model).value(), textOf(models[0]).value());
    });
}

function typists(models) {
    let typing = true;
    const done = Promise.all(
        models.map(async (model, i) => {
            while (typing) {
                const text = textOf(model);
                text.insert((text.length() * (i + 1)) >> 2, "ab"[i]);
                if (text.length() > 400) {
                    text.remove(0, 100);
                }
                await pause(10);
            }
        }),
    );
    return {
        stop() {
            typing = false;
            return done;
        },
    };
}

/** Sends one operation on an open model, correct but for what is given. */
async function submit(mallory, modelId, wrong, operation) {
    const { resourceId, version, data } = await mallory.open(modelId);
    const id = data.children.text.stringValue.id;
    const splice = { stringSpliceOperation: { id, index: 0, deleteCount: 0, insertedValue: "x" } };
    mallory.send({
        operationSubmission: {
            resourceId,
            sequenceNumber: 1,
            contextVersion: version,
            operation: { discreteOperation: operation?.(id) ?? splice },
            ...(typeof wrong === "function" ? wrong(version) : wrong),
        },
    });
    return { resourceId, version, id };
}

function spliceOf(more) {
    return (id) => ({ stringSpliceOperation: { id, index: 0, deleteCount: 0, insertedValue: "x", ...more } });
}

beside("nothing bad at all: an operation of a raw client is acknowledged", async (mallory, modelId) => {
    await submit(mallory, modelId, {});
    await until("it is acknowledged", () => mallory.received("operationAck").length === 1);
});

beside("undecodable frames", async (mallory) => {
    mallory.send(Uint8Array.from({ length: 300 }, (_, i) => (i * 89 + 7) % 256));
    await mallory.closed();
});

beside("an empty frame", async (mallory) => {
    mallory.send(new Uint8Array(0));
    await mallory.closed();
});

beside("a message that is cut off", async (mallory, modelId) => {
    const whole = encode({ requestId: { value: 7 }, openRealTimeModelRequest: { modelId: { value: modelId } } });
    mallory.send(whole.slice(0, whole.length - 3));
    await mallory.closed();
});

beside("a request without an id", async (mallory, modelId) => {
    mallory.send({ openRealTimeModelRequest: { modelId: { value: modelId } } });
    await mallory.rebuked();
});

beside("an answer to nothing", async (mallory) => {
    mallory.send({ responseId: { value: 77 }, ok: {} });
    const goesOn = mallory.request({ serverTimeRequest: {} }).then(({ body }) => body === "serverTimeResponse");
    assert.ok(await Promise.race([goesOn, mallory.closed()]));
});

beside("messages that only servers send", async (mallory) => {
    mallory.send({ remoteOperation: { resourceId: 0, sessionId: "x", contextVersion: 1 } });
    await mallory.closed();
});

beside("text frames", async (mallory) => {
    mallory.send("text");
    mallory.send('{"ping":{}}');
    await until(
        "they are ignored, or the end",
        async () => mallory.closeCode !== null || (await mallory.request({ serverTimeRequest: {} })).body,
    );
});

beside("an oversize frame", async (mallory) => {
    mallory.send(new Uint8Array(9 * MEGABYTE));
    await mallory.closed();
});

beside("an oversize message in small fragments", async (mallory) => {
    for (let i = 0; i < 40 && mallory.closeCode === null; i++) {
        mallory.socket.send(new Uint8Array(MEGABYTE / 4), { fin: false });
        await pause(5);
    }
    await mallory.closed();
});

beside("a message that never ends", async (mallory) => {
    mallory.socket.send(new Uint8Array(10), { fin: false });
    mallory.socket.send(new Uint8Array(10), { fin: false });
    await pause(500);
});

beside("an operation of many megabytes", async (mallory, modelId) => {
    await submit(mallory, modelId, {}, spliceOf({ insertedValue: "x".repeat(3 * MEGABYTE) }));
    await mallory.rebuked();
});

beside("an unknown model", async (mallory) => {
    for (const id of [fresh("unknown"), "\u0000", "../../etc/passwd", "x".repeat(10_000), "' OR 1=1 --"]) {
        const { body, content } = await mallory.request({ openRealTimeModelRequest: { modelId: { value: id } } });
        assert.equal(body, "error");
        assert.ok(content.code);
    }
});

beside("wrong resource ids", async (mallory) => {
    for (const resourceId of [0, -1, 12345, 2_147_483_647, -2_147_483_648]) {
        const operation = { discreteOperation: spliceOf({})("@:1") };
        mallory.send({ operationSubmission: { resourceId, sequenceNumber: 1, contextVersion: 1, operation } });
        mallory.send({ setReference: { resourceId, key: "k", references: { indices: { values: [1] } }, version: 1 } });
        mallory.send({ modelResyncClientComplete: { resourceId, open: true } });
        const { body } = await mallory.request({ closeRealTimeModelRequest: { resourceId } });
        assert.equal(body, "error");
    }
    await mallory.rebuked();
});

beside("an operation out of bounds", async (mallory, modelId) => {
    await submit(mallory, modelId, {}, spliceOf({ index: 1_000_000 }));
    await mallory.rebuked();
});

beside("negative numbers in an operation", async (mallory, modelId) => {
    await submit(mallory, modelId, {}, spliceOf({ index: -5, deleteCount: -7 }));
    await mallory.rebuked();
});

beside("numbers that overflow in an operation", async (mallory, modelId) => {
    await submit(mallory, modelId, {}, spliceOf({ index: 2_147_483_647, deleteCount: 2_147_483_647 }));
    await mallory.rebuked();
});

beside("an operation of a kind that does not fit", async (mallory, modelId) => {
    await submit(mallory, modelId, {}, (id) => ({ arrayRemoveOperation: { id, index: 0 } }));
    await mallory.rebuked();
});

beside("an operation without anything in it", async (mallory, modelId) => {
    await submit(mallory, modelId, { operation: {} });
    await mallory.rebuked();
    await submit(await RawClient.connect(server, "mallory"), modelId, { operation: undefined });
});

beside("an operation on a value that is not there changes nothing", async (mallory, modelId) => {
    await submit(mallory, modelId, {}, () => spliceOf({})("nobody:7"));
    await until("it is acknowledged", () => mallory.received("operationAck").length === 1);
});

beside("a context version of the future", async (mallory, modelId) => {
    await submit(mallory, modelId, (version) => ({ contextVersion: version + 1_000_000 }));
    await mallory.rebuked();
});

beside("a context version of the past", async (mallory, modelId) => {
    const { resourceId, id } = await submit(mallory, modelId, {});
    await until("it is acknowledged", () => mallory.received("operationAck").length === 1);
    for (const contextVersion of [0, -1]) {
        const operation = { discreteOperation: spliceOf({})(id) };
        mallory.send({ operationSubmission: { resourceId, sequenceNumber: 2, contextVersion, operation } });
    }
    await mallory.rebuked();
});

beside("a value made of values, a thousand deep", async (mallory, modelId) => {
    let value = { nullValue: { id: "m:0" } };
    for (let i = 1; i <= 1000; i++) {
        value = { arrayValue: { id: `m:${i}`, children: [value] } };
    }
    await submit(mallory, modelId, {}, () => ({ objectAddPropertyOperation: { id: "@:0", key: "deep", value } }));
    await mallory.rebuked();
});

beside("value ids that are taken", async (mallory, modelId) => {
    const value = { objectValue: { id: "@:0", children: { a: { stringValue: { id: "@:1", value: "x" } } } } };
    await submit(mallory, modelId, {}, () => ({ objectAddPropertyOperation: { id: "@:0", key: "again", value } }));
    await mallory.answered();
});

beside("the same operation over and over", async (mallory, modelId) => {
    const { resourceId, version, id } = await submit(mallory, modelId, {});
    for (let i = 0; i < 20; i++) {
        const operation = { discreteOperation: spliceOf({})(id) };
        mallory.send({ operationSubmission: { resourceId, sequenceNumber: 1, contextVersion: version, operation } });
    }
    await mallory.answered();
});

beside("references of every wrong kind", async (mallory, modelId) => {
    const { resourceId, version, data } = await mallory.open(modelId);
    const id = data.children.text.stringValue.id;
    const wrong = [
        { valueId: { value: id }, references: { properties: { values: ["text"] } } },
        { valueId: { value: "nobody:1" }, references: { indices: { values: [1] } } },
        { valueId: { value: id }, references: {} },
        { valueId: { value: id } },
        { valueId: { value: id }, references: { indices: { values: [-1, 2_000_000_000] } } },
        { valueId: { value: id }, references: { indices: { values: [1] } }, version: version + 1_000_000 },
        { valueId: { value: id }, references: { indices: { values: Array(100_000).fill(3) } } },
        { references: { elements: { values: ["nobody:1"] } } },
    ];
    for (const [i, reference] of wrong.entries()) {
        const key = `key${i}`;
        mallory.send({ shareReference: { resourceId, key, version, ...reference } });
        mallory.send({ setReference: { resourceId, key, version, ...reference } });
        mallory.send({ clearReference: { resourceId, key, valueId: reference.valueId } });
        mallory.send({ unshareReference: { resourceId, key, valueId: reference.valueId } });
    }
    mallory.send({ unshareReference: { resourceId, key: "never", valueId: { value: id } } });
    await pause(300);
});

beside("a thousand references", async (mallory, modelId) => {
    const { resourceId, version, data } = await mallory.open(modelId);
    const valueId = { value: data.children.text.stringValue.id };
    for (let i = 0; i < 1000; i++) {
        const references = { indices: { values: [1] } };
        mallory.send({ shareReference: { resourceId, key: `key${i}`, version, valueId, references } });
    }
    await pause(300);
});

beside("resynchronisation of what was never open, from impossible versions", async (mallory, modelId) => {
    for (const contextVersion of [-1, 0, 1_000_000_000]) {
        const { body, content } = await mallory.request({ modelResyncRequest: { modelId, contextVersion } });
        if (body === "modelResyncResponse") {
            mallory.send({ modelResyncClientComplete: { resourceId: content.resourceId ?? 0, open: false } });
        }
    }
    const { body } = await mallory.request({ modelResyncRequest: { modelId: fresh("x"), contextVersion: 1 } });
    assert.equal(body, "error");
});

beside("auto creation that answers nonsense", async (mallory) => {
    const id = fresh("nonsense");
    const opening = mallory.request({ openRealTimeModelRequest: { modelId: { value: id }, autoCreateId: { value: 1 } } });
    const asked = await until("the server asks", () =>
        mallory.frames.find((frame) => frame.body === "modelAutoCreateConfigRequest"),
    );
    mallory.send({ responseId: { value: asked.requestId }, error: { code: "unknown_model", message: "no" } });
    assert.equal((await opening).content.code, "data_request_failure");
    const { body } = await mallory.request({ openRealTimeModelRequest: { modelId: { value: id } } });
    assert.equal(body, "error");
});

beside("two connection requests on one connection", async (mallory) => {
    mallory.send({
        requestId: { value: 99 },
        connectionRequest: { client: "e2e", clientVersion: "0", jwt: { jwt: server.token("mallory") } },
    });
    await mallory.closed();
});

beside("a flood of requests", async (mallory, modelId) => {
    const request = (i) =>
        encode({ requestId: { value: i }, openRealTimeModelRequest: { modelId: { value: `${modelId}-none` } } });
    for (let i = 1000; i < 61_000 && mallory.closeCode === null; i++) {
        mallory.socket.send(request(i));
        if (i % 500 === 0) {
            await pause(1);
        }
    }
    await mallory.closed();
});

// Whoever writes faster than anybody types is read more slowly, and taken.
beside("a flood of operations", async (mallory, modelId) => {
    const { resourceId, version, data } = await mallory.open(modelId);
    const id = data.children.text.stringValue.id;
    const flood = 6500;
    for (let i = 1; i <= flood; i++) {
        const operation = { discreteOperation: { stringSpliceOperation: { id, index: 0, deleteCount: 0 } } };
        mallory.send({ operationSubmission: { resourceId, sequenceNumber: i, contextVersion: version, operation } });
        if (i % 200 === 0) {
            await pause(1);
        }
    }
    await until("all are taken", () => mallory.received("operationAck").length === flood, 60_000);
    assert.equal(mallory.closeCode, null);
});

beside("a reader that never reads", async (mallory, modelId, models) => {
    await mallory.open(modelId);
    await until("it is seen", () => models[0].collaborators().some((one) => one.sessionId === mallory.sessionId));
    mallory.socket.pause();
    const [ada, bob] = models;
    const block = "x".repeat(256 * 1024);
    const gone = () => !ada.collaborators().some((one) => one.sessionId === mallory.sessionId);
    for (let i = 0; i < 200 && !gone(); i++) {
        textOf(ada).insert(0, block);
        textOf(ada).remove(0, block.length);
        await until("it is committed", () => ada.isCommitted(), 60_000);
        await until("the other one has it", () => bob.version() >= ada.version() - 2, 60_000);
    }
    await until("the server has given it up", gone, 60_000);
});

test("what is said before the login ends the connection", async () => {
    const first = [
        encode({ requestId: { value: 0 }, openRealTimeModelRequest: { modelId: { value: "x" } } }),
        encode({ requestId: { value: 0 }, serverTimeRequest: {} }),
        encode({ requestId: { value: 0 }, connectionRequest: {} }),
        encode({ connectionRequest: { jwt: { jwt: "x" } } }),
        new Uint8Array([255, 255, 255, 255]),
        new Uint8Array(17 * 1024),
    ];
    for (const [i, bytes] of first.entries()) {
        const stranger = await RawClient.stranger(server);
        const before = Date.now();
        stranger.send(bytes);
        await stranger.closed();
        assert.ok(Date.now() - before < 5000, `message ${i} was not refused, only the handshake took too long`);
        assert.equal(stranger.received("serverTimeResponse").length, 0);
        assert.equal(stranger.received("openRealTimeModelResponse").length, 0);
    }
});

test("pages of other origins may not connect", async () => {
    for (const origin of ["https://evil.example", "null", `${server.url}.evil.example`, "http://localhost:1"]) {
        assert.equal(await upgrade({ origin }), 403, origin);
    }
    for (const origin of [server.url, undefined]) {
        assert.equal(await upgrade({ origin }), 101, String(origin));
    }
});

test("the socket's address without an upgrade, and addresses beside it", async () => {
    for (const path of ["/api/realtime/convergence/default", "/api/realtime/", "/api/realtime/a/b/c/d"]) {
        const answer = await fetch(server.url + path, { redirect: "manual" });
        assert.ok(answer.status >= 300 && answer.status < 500, `${path}: ${answer.status}`);
    }
});

/** The status that an upgrade is answered with. */
function upgrade(options) {
    return new Promise((resolve, reject) => {
        const socket = new WebSocket(server.domainUrl.replace("http", "ws"), options);
        socket.once("upgrade", (response) => {
            resolve(response.statusCode);
            socket.once("open", () => socket.terminate());
        });
        socket.once("unexpected-response", (_, response) => resolve(response.statusCode));
        socket.on("error", reject);
    });
}

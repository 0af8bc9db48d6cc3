// Limits, each reached and exceeded by one. What the client shows: a rejected promise, or a model that closes and says why.

import assert from "node:assert/strict";
import { agreed, fresh, holding, people, sharing, suite, test, textOf } from "../harness/suite.mjs";
import { event, until } from "../harness/wait.mjs";

const DEPTH = 4;
const CHILDREN = 5;
const LENGTH = 20;
const VALUES = 30;
const CHARACTERS = 370;
const BATCH = 6;
const OPEN = 3;
const PER_SECOND = 50;
const BURST = 60;

const server = await suite({
    "coterie.convergence.model.max-depth": DEPTH,
    "coterie.convergence.model.max-children": CHILDREN,
    "coterie.convergence.model.max-string-length": LENGTH,
    "coterie.convergence.model.max-values": VALUES,
    "coterie.convergence.model.max-characters": CHARACTERS,
    "coterie.convergence.model.max-batch-operations": BATCH,
    "coterie.convergence.max-open-models": OPEN,
    "coterie.convergence.operations-per-second": PER_SECOND,
    "coterie.convergence.operation-burst": BURST,
});

const FULL = Array.from({ length: CHILDREN }, (_, i) => i);

/** Name, data at the limit, data beyond it, and what is said. */
const DATA = [
    ["depth", { a: { b: { c: 1 } } }, { a: { b: { c: [1] } } }, /nested at most 4 levels/],
    ["elements of an array", { list: FULL }, { list: [...FULL, 5] }, /at most 5 children/],
    ["properties of an object", { o: { ...FULL } }, { o: { ...FULL, more: 1 } }, /at most 5 children/],
    ["properties of the root", { ...FULL }, { ...FULL, more: 1 }, /at most 5 children/],
    ["length of a string", { text: "x".repeat(LENGTH) }, { text: "x".repeat(LENGTH + 1) }, /at most 20 characters/],
    ["values", lists(VALUES), lists(VALUES + 1), /at most 30 values/],
    ["characters", texts(CHARACTERS), texts(CHARACTERS + 1), /at most 30 values and 370 characters/],
];

/** The root, five arrays in it, and numbers in those. */
function lists(values) {
    const data = { 0: [], 1: [], 2: [], 3: [], 4: [] };
    for (let i = 0; i < values - 6; i++) {
        data[i % 5].push(i);
    }
    return data;
}

/** Strings in arrays, which have, with the names of the arrays and all ids ("@:0", "@:1" and so on), so many characters. */
function texts(characters) {
    const data = { 0: [], 1: [], 2: [], 3: [] };
    let rest = characters - Object.keys(data).length;
    for (let i = 0; i < 5 + 15; i++) {
        rest -= `@:${i}`.length;
    }
    for (let i = 0; i < 15; i++) {
        const text = "x".repeat(Math.min(rest, LENGTH));
        data[i % 4].push(text);
        rest -= text.length;
    }
    assert.equal(rest, 0);
    return data;
}

for (const [what, fitting, beyond, why] of DATA) {
    test(`${what}: data of a model that is created`, async () => {
        const [ada] = await people(server, "ada");
        const id = await ada.domain.models().create({ collection: "e2e", id: fresh("fits"), data: fitting });
        assert.deepEqual((await ada.domain.models().open(id)).root().value(), fitting);
        await refused(
            ada.domain.models().create({ collection: "e2e", id: fresh("beyond"), data: beyond }),
            "invalid_model_creation_data",
            why,
        );
    });

    test(`${what}: data of a model that is created by opening it`, async () => {
        const [ada] = await people(server, "ada");
        const open = (id, data) => ada.domain.models().openAutoCreate({ collection: "e2e", id, data });
        assert.deepEqual((await open(fresh("fits"), fitting)).root().value(), fitting);
        const id = fresh("beyond");
        await refused(open(id, beyond), "data_request_failure", why);
        assert.deepEqual((await open(id, fitting)).root().value(), fitting, "the same id can be used then");
    });
}

async function refused(promise, code, why) {
    await assert.rejects(promise, (reason) => {
        assert.equal(reason.code, code);
        assert.match(reason.message, why);
        return true;
    });
}

/** Name, data to begin with, the edit that reaches the limit, the one that exceeds it, and what is said. */
const EDITS = [
    [
        "depth",
        { a: { b: {} } },
        (model) => model.elementAt("a", "b").set("c", []),
        (model) => model.elementAt("a", "b", "c").push(1),
        /nested at most 4 levels/,
    ],
    [
        "depth of one value",
        {},
        (model) => model.root().set("a", { b: { c: 1 } }),
        (model) => model.root().set("d", { b: { c: { d: 1 } } }),
        /nested at most 4 levels/,
    ],
    ["insertion into an array", { v: FULL.slice(1) }, grow("insert", 0, 7), grow("insert", 0, 7), /at most 5 children/],
    ["a new array", { v: [] }, grow("value", FULL), grow("value", [...FULL, 5]), /at most 5 children/],
    ["a new property", { v: { a: 1, b: 1, c: 1, d: 1 } }, grow("set", "e", 1), grow("set", "f", 1), /at most 5 children/],
    ["a new object", { v: {} }, grow("value", { ...FULL }), grow("value", { ...FULL, f: 1 }), /at most 5 children/],
    ["insertion into a string", { v: "x".repeat(LENGTH - 1) }, grow("insert", 3, "y"), grow("insert", 3, "y"), /20 char/],
    ["a splice of a string", { v: "x".repeat(LENGTH) }, grow("splice", 3, 2, "yy"), grow("splice", 3, 1, "yy"), /20 char/],
    ["a new string", { v: "" }, grow("value", "x".repeat(LENGTH)), grow("value", "x".repeat(LENGTH + 1)), /20 char/],
    ["values", lists(VALUES - 1), addTo(4), addTo(3), /at most 30 values/],
    ["characters", texts(CHARACTERS - 9), addTo(3, ""), addTo(3, "x".repeat(LENGTH)), /370 characters/],
    ["a batch", { v: 0 }, batch(BATCH), batch(BATCH + 1), /batch may have at most 6 operations/],
];

function grow(method, ...args) {
    return (model) => model.elementAt("v")[method](...args);
}

function addTo(name, added = 1) {
    return (model) => model.elementAt(String(name)).push(added);
}

function batch(operations) {
    return (model) => {
        model.startBatch();
        for (let i = 0; i < operations; i++) {
            model.elementAt("v").add(1);
        }
        model.completeBatch();
    };
}

for (const [what, data, reaching, exceeding, why] of EDITS) {
    test(`${what}: an edit`, async () => {
        const [ada, bob] = await people(server, "ada", "bob");
        const [model, other] = await holding([ada, bob], data);
        reaching(model);
        const before = await agreed([model, other]);
        const closed = event(model, "closed");
        exceeding(model);
        const { local, reason } = await closed;
        assert.equal(local, false);
        assert.match(reason, why);
        assert.equal(ada.received("forceCloseRealTimeModel").at(-1).reasonCode, 4);
        assert.deepEqual([ada.sockets.length, other.isOpen()], [1, true]);
        assert.deepEqual((await ada.domain.models().open(other.modelId())).root().value(), before);
        assert.deepEqual(other.root().value(), before, "nobody has seen it");
    });
}

test("an edit made offline that is beyond a limit", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const [model, other] = await sharing([ada, bob], "x".repeat(LENGTH - 1));
    await ada.offline();
    textOf(model).insert(0, "a");
    textOf(other).insert(0, "b");
    await until("Bob's is taken", () => other.isCommitted());
    const closed = event(model, "closed");
    await ada.online();
    assert.match((await closed).reason, /20 characters/);
    assert.equal(textOf(other).value(), "b" + "x".repeat(LENGTH - 1));
    assert.ok(other.isOpen());
});

test("a true splice that makes a long string no longer is taken", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const models = await sharing([ada, bob], "x".repeat(LENGTH));
    textOf(models[0]).splice(0, LENGTH, "y".repeat(LENGTH));
    assert.equal((await agreed(models)).text, "y".repeat(LENGTH));
});

test("models that are open at once", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const options = () => ({ collection: "e2e", id: fresh("open"), data: {} });
    const models = await Promise.all([1, 2, 3].map(() => ada.domain.models().openAutoCreate(options())));
    assert.equal(models.length, OPEN);
    const one = await bob.domain.models().openAutoCreate(options());
    for (const open of [
        () => ada.domain.models().open(one.modelId()),
        () => ada.domain.models().openAutoCreate(options()),
    ]) {
        await refused(open(), "too_many_open_models", /At most 3 models/);
    }
    await ada.domain.models().create(options());
    await models[0].close();
    assert.ok((await ada.domain.models().open(one.modelId())).isOpen());
});

test("whoever reconnects keeps as many models open as may be", async () => {
    const [ada] = await people(server, "ada");
    const models = await Promise.all(
        [1, 2, 3].map(() => ada.domain.models().openAutoCreate({ collection: "e2e", id: fresh("open"), data: { n: 0 } })),
    );
    ada.drop();
    await until("she is back", () => ada.sockets.length === 2 && ada.domain.isConnected());
    for (const model of models) {
        model.elementAt("n").add(1);
        await until("it is taken", () => model.isOpen() && model.isCommitted());
    }
});

test("more operations a second than may be are taken later, and none is lost", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const models = await holding([ada, bob], { n: 0 });
    const begin = performance.now();
    const more = 150;
    for (let i = 0; i < BURST + more; i++) {
        models[0].elementAt("n").add(1);
    }
    const end = await agreed(models, 60_000);
    const seconds = (performance.now() - begin) / 1000;
    assert.equal(end.n, BURST + more);
    assert.ok(seconds > (0.8 * more) / PER_SECOND, `all were taken within ${seconds} s`);
    assert.deepEqual([ada.sockets.length, bob.sockets.length], [1, 1]);

    const [carl] = await people(server, "carl");
    const other = await carl.domain.models().open(models[0].modelId());
    other.elementAt("n").add(1);
    await until("others are not held back", () => other.isCommitted());
});

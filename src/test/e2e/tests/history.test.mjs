// Historical models: rows H1 to H13 of the feature checklist.

import assert from "node:assert/strict";
import convergence from "@convergence/convergence";
import { Person } from "../harness/person.mjs";
import { agreed, crossing, fails, fresh, holding, people, suite, test } from "../harness/suite.mjs";
import { pause, until } from "../harness/wait.mjs";

const { HistoricalModel } = convergence;

const server = await suite();

const DATE = new Date(1_700_000_000_123);
const DATA = { text: "abc", list: ["a", "b"], object: { a: 1 }, number: 1, flag: false, date: DATE };

/** One edit of every kind of operation. */
const EDITS = [
    (model) => model.elementAt("text").insert(3, "def"),
    (model) => model.elementAt("text").remove(0, 2),
    (model) => model.elementAt("text").splice(1, 2, "XYZ"),
    (model) => model.elementAt("text").value("new text"),
    (model) => model.elementAt("list").insert(1, { x: ["y"] }),
    (model) => model.elementAt("list", 1, "x").push("z"),
    (model) => model.elementAt("list").reorder(0, 2),
    (model) => model.elementAt("list").set(0, "replaced"),
    (model) => model.elementAt("list").remove(1),
    (model) => model.elementAt("list").value([[1], null]),
    (model) => model.elementAt("object").set("b", { c: DATE }),
    (model) => model.elementAt("object", "b").set("d", 1),
    (model) => model.elementAt("object").set("b", "set"),
    (model) => model.elementAt("object").remove("a"),
    (model) => model.elementAt("object").value({ z: [1] }),
    (model) => model.elementAt("object").value({}),
    (model) => model.elementAt("object").value({}),
    (model) => model.elementAt("number").add(0.1),
    (model) => model.elementAt("number").subtract(5),
    (model) => model.elementAt("number").value(42),
    (model) => model.elementAt("flag").value(true),
    (model) => model.elementAt("date").value(new Date(-5)),
    (model) => {
        model.startBatch();
        const note = model.root().set("note", "ab");
        note.insert(1, "-");
        model.elementAt("text").remove(0, 3);
        model.root().remove("flag");
        model.root().remove("number");
        model.completeBatch();
    },
    (model) => model.root().value({ text: "the end" }),
];

/** A model that was edited in every way, and what it was at each version. */
async function past() {
    const [ada, bob] = await people(server, "ada", "bob");
    const models = await holding([ada, bob], DATA);
    const states = { 1: models[0].root().value() };
    const times = { 1: models[0].time() };
    for (const [i, edit] of EDITS.entries()) {
        edit(models[i % 2]);
        await agreed(models);
        states[models[0].version()] = models[0].root().value();
        times[models[0].version()] = models[0].time();
    }
    const id = models[0].modelId();
    return { ada, bob, models, id, states, times, max: models[0].version() };
}

test("H1 H3 open the history; facts", async () => {
    const { ada, id, states, times, max } = await past();

    const history = await ada.domain.models().history(id);

    assert.deepEqual([history.modelId(), history.collectionId()], [id, "e2e"]);
    assert.deepEqual([history.version(), history.targetVersion()], [max, max]);
    assert.deepEqual([history.minVersion(), history.maxVersion()], [0, max]);
    assert.deepEqual([history.time(), history.maxTime()], [times[max], times[max]]);
    assert.deepEqual([history.createdTime(), history.minTime()], [times[1], times[1]]);
    assert.equal(history.session(), ada.domain.session());
    assert.deepEqual(history.root().value(), states[max]);
});

test("H1 a model that nobody has open, and one without a past", async () => {
    const [ada] = await people(server, "ada");
    const id = await ada.domain.models().create({ collection: "e2e", data: { a: 1 } });

    const history = await ada.domain.models().history(id);

    assert.deepEqual([history.version(), history.root().value()], [1, { a: 1 }]);
    await history.playTo(1);
    assert.equal(history.version(), 1);
});

test("H2 unknown model, and one that may not be read", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    await fails(ada.domain.models().history(fresh("unknown")), "model_not_found");
    const id = await ada.domain.models().create({
        collection: "e2e",
        userPermissions: { bob: { read: false, write: true, remove: true, manage: true } },
    });
    await fails(bob.domain.models().history(id), "unauthorized");
});

test("H2 who may not read it any longer gets no more of the history", async () => {
    const { ada, bob, id, max } = await past();
    const history = await bob.domain.models().history(id);
    const none = { read: false, write: false, remove: false, manage: false };
    await ada.domain.models().permissions(id).setUserPermissions("bob", none);

    await fails(history.playTo(max - 1), "unauthorized");
    await fails(history.playToTime(new Date()), "unauthorized");
});

test("H4 H7 play back to every version, over every type of operation, and forth again", async () => {
    const { ada, id, states, times, max } = await past();
    const history = await ada.domain.models().history(id);
    for (const version of [...range(max - 1, 1), ...range(2, max)]) {
        await history.playTo(version);
        assert.deepEqual(history.root().value(), states[version], `version ${version}`);
        assert.deepEqual([history.version(), history.targetVersion()], [version, version]);
        assert.deepEqual(history.time(), times[version], `time of ${version}`);
    }
});

test("H4 play over many versions at once, and to where it is already", async () => {
    const { bob, id, states, max } = await past();
    const history = await bob.domain.models().history(id);
    for (const version of [1, max, 2, max - 1, 3, 3, 12, 7, 18, 1]) {
        await history.playTo(version);
        assert.deepEqual(history.root().value(), states[version], `version ${version}`);
    }
    assert.throws(() => history.playTo(max + 1), /maxVersion/);
    assert.throws(() => history.playTo(-1), />= 0/);
});

test("H5 play to a time", async () => {
    const [ada] = await people(server, "ada");
    const [model] = await holding([ada], { text: "" });
    const times = [model.time()];
    for (const letter of "abc") {
        await pause(5);
        model.elementAt("text").insert(model.elementAt("text").length(), letter);
        await until("it is committed", () => model.isCommitted());
        times.push(model.time());
    }
    const history = await ada.domain.models().history(model.modelId());

    for (const [i, time] of times.entries()) {
        await history.playToTime(time);
        assert.equal(history.root().get("text").value(), "abc".slice(0, i));
        if (i > 0) {
            await history.playToTime(new Date(time.getTime() - 1));
            assert.equal(history.root().get("text").value(), "abc".slice(0, i - 1));
        }
    }
    await history.playToTime(new Date(Date.now() + 3_600_000));
    assert.equal(history.root().get("text").value(), "abc");
    await assert.rejects(history.playToTime(new Date(times[0].getTime() - 60_000)));
});

test("H6 step backward and forward", async () => {
    const { ada, id, states, max } = await past();
    const history = await ada.domain.models().history(id);
    await history.backward();
    assert.deepEqual([history.version(), history.root().value()], [max - 1, states[max - 1]]);
    await history.backward(5);
    assert.deepEqual([history.version(), history.root().value()], [max - 6, states[max - 6]]);
    await history.forward();
    assert.deepEqual([history.version(), history.root().value()], [max - 5, states[max - 5]]);
    await history.forward(5);
    assert.deepEqual([history.version(), history.root().value()], [max, states[max]]);
    assert.throws(() => history.forward(), /maxVersion/);
});

test("H6 steps that are asked for before the last one is done", async () => {
    const { ada, id, states, max } = await past();
    const history = await ada.domain.models().history(id);
    await Promise.all([history.backward(), history.backward(), history.backward(3), history.forward()]);
    assert.deepEqual([history.version(), history.root().value()], [max - 4, states[max - 4]]);
});

test("H7 operations that met others, and those without effect", async () => {
    const persons = await people(server, "ada", "bob");
    const models = await holding(persons, { text: "0123456789", list: [1, 2, 3] });
    const states = { 1: models[0].root().value() };
    const cross = async (edit, later) => {
        await crossing(persons, models, edit, later);
        states[models[0].version()] = models[0].root().value();
    };
    await cross(
        (model) => model.elementAt("text").remove(2, 4),
        (model) => model.elementAt("text").insert(4, "gone"),
    );
    await cross(
        (model) => model.elementAt("list").remove(1),
        (model) => model.elementAt("list").set(1, "back"),
    );
    await cross(
        (model) => model.root().remove("list"),
        (model) => model.elementAt("list").push("nowhere"),
    );
    await cross(
        (model) => model.root().set("a", 1),
        (model) => model.root().set("a", 2),
    );

    const history = await persons[0].domain.models().history(models[0].modelId());

    for (const version of Object.keys(states).map(Number).reverse()) {
        await history.playTo(version);
        assert.deepEqual(history.root().value(), states[version], `version ${version}`);
    }
});

test("H8 play to 0 and back to the last version", async () => {
    const { ada, id, states, times, max } = await past();
    const history = await ada.domain.models().history(id);

    await history.playTo(0);
    assert.deepEqual(history.root().value(), states[1]);
    assert.deepEqual(history.time(), times[1]);
    await history.playTo(max);
    assert.deepEqual(history.root().value(), states[max]);
    assert.equal(history.version(), max);
    await history.playTo(1);
    await history.playTo(0);
    assert.deepEqual(history.root().value(), states[1]);
    await history.forward(2);
    assert.deepEqual(history.root().value(), states[2]);
});

test("H9 names of events; the class emits none in this version", () => {
    assert.equal(HistoricalModel.Events.TARGET_VERSION_CHANGED, "target_changed");
    assert.equal(HistoricalModel.Events.TRANSITION_START, "transition_start");
    assert.equal(HistoricalModel.Events.TRANSITION_END, "transition_end");
    assert.equal(HistoricalModel.prototype.on, undefined);
});

test("H10 busy flag, which the client has the wrong way round", async () => {
    const { ada, id, max } = await past();
    const history = await ada.domain.models().history(id);

    assert.equal(history.isTransitioning(), true);
    const playing = history.playTo(max - 3);
    assert.deepEqual([history.version(), history.targetVersion()], [max, max - 3]);
    assert.equal(history.isTransitioning(), false);
    await playing;
    assert.equal(history.isTransitioning(), true);
});

test("H11 access to elements", async () => {
    const [ada] = await people(server, "ada");
    const data = { ...DATA, nothing: null, list: ["a", { b: [true] }] };
    const [model] = await holding([ada], data);
    model.root().value({ gone: true });
    await until("it is committed", () => model.isCommitted());
    const history = await ada.domain.models().history(model.modelId());
    await history.backward();

    const root = history.root();
    assert.deepEqual(root.value(), data);
    assert.deepEqual(root.keys().sort(), Object.keys(data).sort());
    assert.deepEqual([root.hasKey("text"), root.hasKey("gone")], [true, false]);
    const types = {};
    root.forEach((element, key) => (types[key] = element.type()));
    assert.deepEqual(types, {
        text: "string",
        list: "array",
        object: "object",
        number: "number",
        flag: "boolean",
        date: "date",
        nothing: "null",
    });
    assert.equal(root.get("text").length(), 3);
    assert.equal(root.get("number").value(), 1);
    assert.equal(root.get("flag").value(), false);
    assert.deepEqual(root.get("date").value(), DATE);
    assert.equal(root.get("nothing").value(), null);
    const list = root.get("list");
    assert.equal(list.length(), 2);
    assert.equal(list.get(0).value(), "a");
    const items = [];
    list.forEach((item) => items.push(item.type()));
    assert.deepEqual(items, ["string", "object"]);
    const deep = history.elementAt("list", 1, "b", 0);
    assert.deepEqual([deep.value(), deep.path(), deep.relativePath()], [true, ["list", 1, "b", 0], 0]);
    assert.equal(deep.parent(), history.elementAt("list", 1, "b"));
    assert.equal(deep.model(), history);
    assert.ok(deep.id());
    assert.equal(history.elementAt("list", 9).type(), "undefined");
    assert.deepEqual(list.toJSON(), ["a", { b: [true] }]);
});

test("H12 events of elements while playing", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const models = await holding([ada, bob], { text: "abc", list: [1], number: 1 });
    models[0].elementAt("text").insert(3, "d");
    models[0].elementAt("list").push(2);
    models[0].elementAt("number").add(4);
    await agreed(models);
    const history = await bob.domain.models().history(models[0].modelId());
    const seen = [];
    const listen = (name, path, ...fields) =>
        history.elementAt(path).on(name, (one) => seen.push([name, ...fields.map((field) => one[field])]));
    listen("insert", ["text"], "index", "value");
    listen("remove", ["text"], "index", "value");
    listen("remove", ["list"], "index");
    listen("insert", ["list"], "index");
    listen("delta", ["number"], "value");

    await history.playTo(1);
    await history.playTo(4);

    assert.deepEqual(seen, [
        ["delta", -4],
        ["remove", 1],
        ["remove", 3, "d"],
        ["insert", 3, "d"],
        ["insert", 1],
        ["delta", 4],
    ]);
});

test("H13 authors of what was done in sessions that are over", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const models = await holding([ada, bob], { text: "" });
    const sessions = [ada.sessionId, bob.sessionId];
    models[0].elementAt("text").insert(0, "a");
    await agreed(models);
    models[1].elementAt("text").insert(1, "b");
    await agreed(models);
    const id = models[0].modelId();
    await ada.leave();
    await bob.leave();

    const eve = await Person.connect(server, "eve");
    const history = await eve.domain.models().history(id);
    await history.playTo(1);
    const authors = [];
    history.elementAt("text").on("insert", ({ user, sessionId }) => authors.push([user.username, sessionId]));
    await history.playTo(3);

    assert.deepEqual(authors, [
        ["ada", sessions[0]],
        ["bob", sessions[1]],
    ]);
});

function range(from, to) {
    const step = from < to ? 1 : -1;
    return Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => from + i * step);
}

// What all elements have: rows E1 to E12 of the feature checklist, each seen by a second person.

import assert from "node:assert/strict";
import convergence from "@convergence/convergence";
import { Person } from "../harness/person.mjs";
import { agreed, fresh, holding, people, suite, test } from "../harness/suite.mjs";
import { event, until } from "../harness/wait.mjs";

const { Convergence } = convergence;

const DATE = new Date(1_700_000_000_123);
const EVERYTHING = {
    string: "text \u{1F989}",
    number: -1.5,
    boolean: true,
    null: null,
    date: DATE,
    array: [1, "a", false, null, DATE, [], {}, [[{ deep: "er" }]]],
    object: { a: 1, b: { c: { d: [null] } }, empty: {}, none: "" },
};

const server = await suite();

async function pair(data) {
    const persons = await people(server, "ada", "bob");
    const models = await holding(persons, data);
    return { persons, ada: persons[0], models, here: models[0], there: models[1] };
}

/** Somebody whose client treats undefined values in a way of its own. */
function lenient(options) {
    return new Person(server, "eve").with((url, usual) =>
        Convergence.connectWithJwt(url, server.token("eve"), { ...usual, models: { data: options } }),
    );
}

test("E1 every type from JSON, when a model is made and by an operation", async () => {
    const { models, here, there } = await pair(EVERYTHING);
    assert.deepEqual(there.root().value(), EVERYTHING);
    const typesOf = (object) => Object.fromEntries(object.keys().map((key) => [key, object.get(key).type()]));
    const types = Object.fromEntries(Object.keys(EVERYTHING).map((key) => [key, key]));
    assert.deepEqual(typesOf(there.root()), types);

    here.root().set("again", EVERYTHING);

    const { again } = await agreed(models);
    assert.deepEqual(again, EVERYTHING);
    assert.deepEqual(typesOf(there.elementAt("again")), types);
    here.root().set("tagged", { $convergenceType: "date", value: DATE.getTime() });
    assert.deepEqual((await agreed(models)).tagged, DATE);
});

test("E1 what is nested deep", async () => {
    let data = { bottom: true };
    for (let i = 0; i < 25; i++) {
        data = i % 2 === 0 ? { inner: data } : { inner: [data] };
    }
    const { models, here, there } = await pair(data);
    assert.deepEqual(there.root().value(), data);
    here.root().set("again", { data });
    assert.deepEqual((await agreed(models)).again, { data });
});

test("E2 undefined values are errors, or left out and null when the client is told so", async () => {
    const { models, here } = await pair({ list: [] });
    assert.throws(() => here.root().set("a", { b: undefined }), /undefined/);
    assert.throws(() => here.elementAt("list").push([undefined]), /undefined/);
    const eve = await lenient({ undefinedObjectValues: "omit", undefinedArrayValues: "null" });
    const hers = await eve.domain.models().open(here.modelId());

    hers.root().set("a", { b: undefined, c: 1 });
    hers.elementAt("list").push([undefined, 1]);

    assert.deepEqual(await agreed([...models, hers]), { list: [[null, 1]], a: { c: 1 } });
    const made = await eve.domain.models().create({ collection: "e2e", data: { x: undefined, y: [undefined] } });
    assert.deepEqual((await eve.domain.models().open(made)).root().value(), { y: [null] });
});

test("E3 id, type, path, relative path, parent and model", async () => {
    const { here, there } = await pair({ a: { list: ["x", { b: true }] } });
    const element = there.elementAt("a", "list", 1, "b");

    assert.equal(element.type(), "boolean");
    assert.equal(element.id(), here.elementAt("a", "list", 1, "b").id());
    assert.deepEqual(element.path(), ["a", "list", 1, "b"]);
    assert.equal(element.relativePath(), "b");
    assert.equal(element.parent(), there.elementAt("a", "list", 1));
    assert.equal(element.parent().relativePath(), 1);
    assert.equal(element.model(), there);
    assert.deepEqual([there.root().path(), there.root().relativePath()], [[], null]);

    const moved = event(there.elementAt("a", "list"), "insert");
    here.elementAt("a", "list").insert(0, "before");
    await moved;
    assert.deepEqual(element.path(), ["a", "list", 2, "b"]);
});

test("E4 attached and detached, with all that is inside", async () => {
    const { here, there } = await pair({ a: { list: [{ b: "deep" }] }, other: 1 });
    const inner = there.elementAt("a", "list", 0, "b");
    const other = there.elementAt("other");
    assert.deepEqual([inner.isAttached(), inner.isDetached()], [true, false]);
    const detached = event(inner, "detached");

    here.root().remove("a");

    assert.equal((await detached).src, inner);
    assert.deepEqual([inner.isAttached(), inner.isDetached()], [false, true]);
    assert.throws(() => inner.insert(0, "too late"), /detached/);
    assert.ok(other.isAttached());
    const replaced = event(other, "detached");
    here.root().set("other", 2);
    await replaced;
    const root = there.root();
    here.root().value({ all: "new" });
    await until("the root has its new value", () => there.root().hasKey("all"));
    assert.ok(root.isAttached());
});

test("E5 get and set the value of every type", async () => {
    const { models, here } = await pair(EVERYTHING);
    const next = {
        string: "other",
        number: 7,
        boolean: false,
        date: new Date(1),
        array: [DATE, [null]],
        object: { z: { y: [] } },
    };

    for (const [key, value] of Object.entries(next)) {
        here.elementAt(key).value(value);
        assert.deepEqual(here.elementAt(key).value(), value);
    }

    assert.deepEqual(await agreed(models), { ...next, null: null });
});

test("E6 JSON", async () => {
    const { here, there } = await pair(EVERYTHING);
    const json = JSON.parse(JSON.stringify(there.root()));
    // The client writes dates so that it can read them again; all else is what it was.
    const date = { $convergenceType: "date", value: DATE.toJSON() };
    assert.deepEqual(json, {
        ...EVERYTHING,
        date,
        array: EVERYTHING.array.map((value) => (value === DATE ? date : value)),
    });

    const copied = event(there.root(), "set");
    here.root().set("copy", json);

    assert.deepEqual((await copied).value.value(), EVERYTHING);
});

test("E7 an element removes itself", async () => {
    const { models, here, there } = await pair({ a: { b: 1, c: 2 }, list: ["x", "y", "z"] });
    here.elementAt("a", "b").removeFromParent();
    there.elementAt("list", 1).removeFromParent();
    assert.deepEqual(await agreed(models), { a: { c: 2 }, list: ["x", "z"] });
    assert.throws(() => here.root().removeFromParent(), /root/);
});

test("E8 event model_changed rises to everything around", async () => {
    const { ada, here, there } = await pair({ a: { list: [{ text: "x" }] }, other: {} });
    const seen = [];
    for (const path of [[], ["a"], ["a", "list"], ["a", "list", 0], ["other"]]) {
        there.elementAt(path).on("model_changed", (change) => seen.push([path, change]));
    }

    here.elementAt("a", "list", 0, "text").insert(1, "y");

    await until("it has risen to the root", () => seen.some(([path]) => path.length === 0));
    assert.deepEqual(
        seen.map(([path, change]) => [path, change.relativePath]).sort((one, two) => two[0].length - one[0].length),
        [
            [["a", "list", 0], ["text"]],
            [["a", "list"], [0, "text"]],
            [["a"], ["list", 0, "text"]],
            [[], ["a", "list", 0, "text"]],
        ],
    );
    for (const [path, change] of seen) {
        assert.equal(change.element, there.elementAt(path));
        assert.equal(change.childEvent.element, there.elementAt("a", "list", 0, "text"));
        // On its way up the client gives the event its own session: only what happened below tells who did it.
        const { name, value, sessionId, user } = change.childEvent;
        assert.deepEqual([name, value, sessionId, user.username], ["insert", "y", ada.sessionId, "ada"]);
        assert.equal(change.local, false);
    }
});

test("E9 event value of every type that can be set", async () => {
    const { here, there } = await pair({ s: "", n: 0, b: false, d: DATE, a: [], o: {} });
    const next = { s: "x", n: 1, b: true, d: new Date(5), a: [1], o: { x: 1 } };
    for (const [key, value] of Object.entries(next)) {
        const set = event(there.elementAt(key), "value");
        here.elementAt(key).value(value);
        assert.equal((await set).element, there.elementAt(key));
        assert.deepEqual(there.elementAt(key).value(), value);
    }
});

test("E10 who, when and which version", async () => {
    const { ada, here, there } = await pair({ text: "" });
    const changed = event(there, "version_changed");
    const inserted = event(there.elementAt("text"), "insert");
    const before = there.time();

    here.elementAt("text").insert(0, "x");

    const { local, sessionId, user } = await inserted;
    assert.deepEqual([local, sessionId], [false, ada.sessionId]);
    assert.equal(user.username, "ada");
    assert.equal(user.userType, "normal");
    assert.equal((await changed).version, 2);
    assert.ok(there.time() >= before);
    await until("it is committed", () => here.isCommitted());
    assert.deepEqual(there.time(), here.time());

    here.emitLocalEvents(true);
    const own = event(here.elementAt("text"), "insert");
    here.elementAt("text").insert(0, "y");
    const { local: mine, sessionId: session, user: me } = await own;
    assert.deepEqual([mine, session, me.username], [true, ada.sessionId, "ada"]);
});

test("E11 null", async () => {
    const { models, here, there } = await pair({ nothing: null, list: [null] });
    const nothing = there.elementAt("nothing");
    assert.deepEqual([nothing.type(), nothing.value(), nothing.toJSON()], ["null", null, null]);
    assert.deepEqual(nothing.path(), ["nothing"]);
    assert.throws(() => nothing.value(1));
    const detached = event(nothing, "detached");
    here.root().set("nothing", "something");
    await detached;
    here.elementAt("list").set(0, 1);
    here.elementAt("list").push(null);
    assert.deepEqual(await agreed(models), { nothing: "something", list: [1, null] });
});

test("E12 what is not there is an undefined element", async () => {
    const { there } = await pair({ list: [1], text: "x" });
    for (const path of [["a"], ["a", "b", 0], ["list", 1], ["list", 0, "x"], ["text", "x"]]) {
        const missing = there.elementAt(path);
        assert.deepEqual([missing.type(), missing.value(), missing.toJSON()], ["undefined", undefined, undefined]);
        assert.deepEqual([missing.path(), missing.parent(), missing.relativePath()], [null, null, null]);
    }
    assert.equal(there.root().get(fresh("missing")).type(), "undefined");
});

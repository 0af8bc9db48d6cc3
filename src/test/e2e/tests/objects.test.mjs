// RealTimeObject: rows O1 to O8 of the feature checklist, each seen by a second person.

import assert from "node:assert/strict";
import { agreed, crossing, holding, people, suite, test } from "../harness/suite.mjs";
import { event, pause, until } from "../harness/wait.mjs";

const server = await suite();

/** Two people who have the same object open. */
async function pair(object) {
    const persons = await people(server, "ada", "bob");
    const models = await holding(persons, { object });
    const [here, there] = models.map((model) => model.elementAt("object"));
    const both = async () => (await agreed(models)).object;
    return { persons, ada: persons[0], models, here, there, both };
}

test("O1 add a property", async () => {
    const { here, there, both } = await pair({});

    const made = here.set("a", { list: [1, null, "x"] });
    here.set("", "the empty name");
    here.set("a.b [0] \u{1F600}", true);
    here.set("__proto__x", 1);

    assert.deepEqual(await both(), {
        a: { list: [1, null, "x"] },
        "": "the empty name",
        "a.b [0] \u{1F600}": true,
        __proto__x: 1,
    });
    assert.equal(there.get("a").id(), made.id());
});

test("O2 replace a property", async () => {
    const { here, there, both } = await pair({ a: { old: true } });
    const old = there.get("a");

    here.set("a", "new");

    assert.deepEqual(await both(), { a: "new" });
    assert.ok(old.isDetached());
    there.set("a", ["newer"]);
    assert.deepEqual(await both(), { a: ["newer"] });
});

test("O3 remove a property", async () => {
    const { here, there, both } = await pair({ a: 1, b: 2 });

    const removed = here.remove("a");

    assert.deepEqual(await both(), { b: 2 });
    assert.equal(removed.value(), 1);
    there.remove("b");
    assert.deepEqual(await both(), {});
    here.set("a", "again");
    assert.deepEqual(await both(), { a: "again" });
});

test("O4 set the whole value", async () => {
    const { here, there, both, models } = await pair({ a: 1, b: { c: 2 } });
    const inner = there.get("b");

    here.value({ b: { d: 3 }, e: [] });
    assert.deepEqual(await both(), { b: { d: 3 }, e: [] });
    assert.ok(inner.isDetached());

    there.value({});
    assert.deepEqual(await both(), {});
    here.set("goes", "on");
    assert.deepEqual(await both(), { goes: "on" });
    models[1].root().value({ all: "new" });
    assert.deepEqual(await agreed(models), { all: "new" });
});

test("O5 read access", async () => {
    const { there } = await pair({ a: 1, b: { c: ["d"] } });

    assert.equal(there.get("a").value(), 1);
    assert.deepEqual(there.keys().sort(), ["a", "b"]);
    assert.deepEqual([there.hasKey("a"), there.hasKey("z")], [true, false]);
    const seen = {};
    there.forEach((element, key) => (seen[key] = element.type()));
    assert.deepEqual(seen, { a: "number", b: "object" });
    assert.equal(there.elementAt("b", "c", 0).value(), "d");
    assert.equal(there.elementAt(["b", "c", 0]).value(), "d");
    assert.equal(there.elementAt("b", "z", 0).type(), "undefined");
});

test("O6 events set, remove and value", async () => {
    const { ada, here, there } = await pair({ a: 1 });
    const next = async (name, edit) => {
        const happened = event(there, name);
        edit();
        const { element, local, sessionId, user } = await happened;
        assert.deepEqual([element, local, sessionId, user.username], [there, false, ada.sessionId, "ada"]);
        return happened;
    };

    const added = await next("set", () => here.set("b", "x"));
    assert.deepEqual([added.key, added.value.value()], ["b", "x"]);
    const replaced = await next("set", () => here.set("b", "y"));
    assert.deepEqual([replaced.key, replaced.value.value(), replaced.oldValue.value()], ["b", "y", "x"]);
    const removed = await next("remove", () => here.remove("a"));
    assert.deepEqual([removed.key, removed.oldValue.value()], ["a", 1]);
    await next("value", () => here.value({ z: 1 }));
    assert.deepEqual(there.value(), { z: 1 });
});

const CROSSINGS = {
    "add and add": [(object) => object.set("new", "S"), (object) => object.set("new", "C"), { a: 0, b: 1, new: "S" }],
    "adds of different names": [(object) => object.set("s", 1), (object) => object.set("c", 2), { a: 0, b: 1, s: 1, c: 2 }],
    "set and set": [(object) => object.set("a", "S"), (object) => object.set("a", "C"), { a: "S", b: 1 }],
    "set and remove": [(object) => object.set("a", "S"), (object) => object.remove("a"), { a: "S", b: 1 }],
    "remove and set": [(object) => object.remove("a"), (object) => object.set("a", "C"), { a: "C", b: 1 }],
    "remove and remove": [(object) => object.remove("a"), (object) => object.remove("a"), { b: 1 }],
    "add and set of the whole": [(object) => object.set("s", 1), (object) => object.value({ z: 1 }), { z: 1 }],
    "remove and set of the whole": [(object) => object.remove("a"), (object) => object.value({ a: 5 }), { a: 5 }],
    "set of the whole and add": [(object) => object.value({ z: 1 }), (object) => object.set("c", 1), { z: 1 }],
    "set of the whole and remove": [(object) => object.value({ a: 1 }), (object) => object.remove("a"), { a: 1 }],
    "set of the whole and set": [(object) => object.value({ b: 1 }), (object) => object.set("a", 1), { b: 1 }],
    "two sets of the whole": [(object) => object.value({ s: 1 }), (object) => object.value({ c: 1 }), { s: 1 }],
};

test("O7 concurrent pairs of add, set, remove and set of the whole", async () => {
    const { persons, models, here } = await pair({});
    for (const [name, [edit, later, expected]] of Object.entries(CROSSINGS)) {
        here.value({ a: 0, b: 1 });
        const objectOf = (model) => model.elementAt("object");
        const { object } = await crossing(
            persons,
            models,
            (model) => edit(objectOf(model)),
            (model) => later(objectOf(model)),
        );
        assert.deepEqual(object, expected, name);
    }
});

test("O7 one who empties the object, and one who goes on", async () => {
    const { persons, models } = await pair({ a: 0, b: 1 });

    const { object } = await crossing(
        persons,
        models,
        (model) => model.elementAt("object").value({}),
        (model) => model.elementAt("object").set("a", 1),
    );

    // Emptying is a removal of each property: what is set meanwhile stays.
    assert.deepEqual(object, { a: 1 });
});

test("O7 two people who change properties at once for a while", async () => {
    const { here, there, both } = await pair({});
    for (let i = 0; i < 150; i++) {
        for (const object of [here, there]) {
            const key = "abcd"[(i * 7) % 4];
            if (i % 3 === 2 && object.hasKey(key)) {
                object.remove(key);
            } else if (i % 50 === 49) {
                object.value({ a: i });
            } else {
                object.set(key, { i });
            }
        }
        if (i % 6 === 0) {
            await pause(1);
        }
    }
    assert.ok((await both()) instanceof Object);
});

test("O8 property reference of an object", async () => {
    const { ada, here, there, both } = await pair({ a: 1, b: 2 });

    const pointer = here.propertyReference("pointer");
    pointer.set(["a", "b"]);
    pointer.share();

    const seen = await until("the pointer is seen", () => there.reference(ada.sessionId, "pointer"));
    assert.deepEqual(seen.values(), ["a", "b"]);
    there.remove("a");
    await both();
    assert.deepEqual(pointer.values(), ["b"]);
    await until("the property is gone from the reference", () => seen.values().join() === "b");
});

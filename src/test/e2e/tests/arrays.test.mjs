// RealTimeArray: rows A1 to A11 of the feature checklist, each seen by a second person.

import assert from "node:assert/strict";
import { agreed, crossing, holding, people, suite, test } from "../harness/suite.mjs";
import { event, pause, until } from "../harness/wait.mjs";

const server = await suite();

/** Two people who have the same array open. */
async function pair(list) {
    const persons = await people(server, "ada", "bob");
    const models = await holding(persons, { list });
    const [here, there] = models.map((model) => model.elementAt("list"));
    const both = async () => (await agreed(models)).list;
    return { persons, ada: persons[0], models, here, there, both };
}

test("A1 insert", async () => {
    const { here, there, both } = await pair([1]);
    const date = new Date(1_700_000_000_001);

    here.insert(0, "first");
    here.insert(2, { deep: [null, { er: true }] });
    const made = here.insert(3, date);

    assert.deepEqual(await both(), ["first", 1, { deep: [null, { er: true }] }, date]);
    assert.equal(made.type(), "date");
    assert.equal(there.get(3).id(), made.id());
    assert.throws(() => here.insert(9, "far out"));
});

test("A2 remove", async () => {
    const { here, there, both } = await pair(["a", "b", "c", "d"]);

    const removed = here.remove(1);
    there.remove(3);

    assert.deepEqual(await both(), ["a", "c"]);
    assert.equal(removed.value(), "b");
    assert.ok(removed.isDetached());
    here.remove(0);
    here.remove(0);
    assert.deepEqual(await both(), []);
});

test("A3 replace an element", async () => {
    const { here, there, both } = await pair(["a", "b", "c"]);
    const old = there.get(1);

    here.set(1, { new: "b" });

    assert.deepEqual(await both(), ["a", { new: "b" }, "c"]);
    assert.ok(old.isDetached());
    assert.notEqual(there.get(1).id(), old.id());
});

test("A4 reorder", async () => {
    const { here, there, both } = await pair(["a", "b", "c", "d"]);
    const moved = there.get(0);

    here.reorder(0, 2);
    assert.deepEqual(await both(), ["b", "c", "a", "d"]);
    assert.equal(there.get(2), moved);
    there.reorder(3, 0);
    assert.deepEqual(await both(), ["d", "b", "c", "a"]);
    here.reorder(1, 1);
    assert.deepEqual(await both(), ["d", "b", "c", "a"]);
});

test("A5 push and pop", async () => {
    const { here, there, both } = await pair([]);

    here.push("a");
    here.push(["b"]);
    assert.deepEqual(await both(), ["a", ["b"]]);

    assert.deepEqual(there.pop().value(), ["b"]);
    assert.deepEqual(await both(), ["a"]);
});

test("A6 unshift and shift", async () => {
    const { here, there, both } = await pair(["c"]);

    here.unshift("b");
    here.unshift("a");
    assert.deepEqual(await both(), ["a", "b", "c"]);

    assert.equal(there.shift().value(), "a");
    assert.deepEqual(await both(), ["b", "c"]);
});

test("A7 set the whole value", async () => {
    const { here, there, both } = await pair(["a", ["b"]]);
    const inner = there.get(1);

    here.value([1, { two: 2 }, [3]]);
    assert.deepEqual(await both(), [1, { two: 2 }, [3]]);
    assert.ok(inner.isDetached());

    there.value([]);
    assert.deepEqual(await both(), []);
    here.push("goes on");
    assert.deepEqual(await both(), ["goes on"]);
});

test("A8 read access", async () => {
    const { there } = await pair(["a", "b", { c: ["d"] }]);

    assert.equal(there.get(0).value(), "a");
    assert.equal(there.length(), 3);
    const seen = [];
    there.forEach((element, index) => seen.push([index, element.type()]));
    assert.deepEqual(seen, [
        [0, "string"],
        [1, "string"],
        [2, "object"],
    ]);
    const isB = (element) => element.value() === "b";
    assert.equal(there.some(isB), true);
    assert.equal(there.every(isB), false);
    assert.equal(there.find(isB).relativePath(), 1);
    assert.equal(there.findIndex(isB), 1);
    assert.equal(there.findIndex(() => false), -1);
    assert.equal(there.elementAt(2, "c", 0).value(), "d");
    assert.equal(there.elementAt([2, "c", 0]).value(), "d");
    assert.equal(there.elementAt(7).type(), "undefined");
});

test("A9 events insert, remove, set, reorder and value", async () => {
    const { ada, here, there } = await pair(["a", "b", "c"]);
    const next = async (name, edit) => {
        const happened = event(there, name);
        edit();
        const { element, local, sessionId, user } = await happened;
        assert.deepEqual([element, local, sessionId, user.username], [there, false, ada.sessionId, "ada"]);
        return happened;
    };

    const insert = await next("insert", () => here.insert(1, "x"));
    assert.deepEqual([insert.index, insert.value.value()], [1, "x"]);
    const remove = await next("remove", () => here.remove(0));
    assert.deepEqual([remove.index, remove.oldValue.value()], [0, "a"]);
    const set = await next("set", () => here.set(0, "y"));
    assert.deepEqual([set.index, set.value.value(), set.oldValue.value()], [0, "y", "x"]);
    const reorder = await next("reorder", () => here.reorder(0, 2));
    assert.deepEqual([reorder.fromIndex, reorder.toIndex], [0, 2]);
    await next("value", () => here.value([1, 2]));
    assert.deepEqual(there.value(), [1, 2]);
});

const CROSSINGS = {
    "insert and insert": [(list) => list.insert(2, "S"), (list) => list.insert(2, "C"), "abSCcde"],
    "insert and remove": [(list) => list.insert(2, "S"), (list) => list.remove(2), "abSde"],
    "insert and replace": [(list) => list.insert(1, "S"), (list) => list.set(1, "C"), "aSCcde"],
    "insert and move": [(list) => list.insert(2, "S"), (list) => list.reorder(0, 3), "bScdae"],
    "remove and insert": [(list) => list.remove(1), (list) => list.insert(3, "C"), "acCde"],
    "remove and remove": [(list) => list.remove(2), (list) => list.remove(2), "abde"],
    "remove and replace": [(list) => list.remove(2), (list) => list.set(2, "C"), "abCde"],
    "remove and move": [(list) => list.remove(1), (list) => list.reorder(1, 3), "acde"],
    "replace and insert": [(list) => list.set(2, "S"), (list) => list.insert(2, "C"), "abCSde"],
    "replace and remove": [(list) => list.set(2, "S"), (list) => list.remove(2), "abSde"],
    "replace and replace": [(list) => list.set(2, "S"), (list) => list.set(2, "C"), "abSde"],
    "replace and move": [(list) => list.set(1, "S"), (list) => list.reorder(1, 3), "acdSe"],
    "move and insert": [(list) => list.reorder(1, 3), (list) => list.insert(2, "C"), "aCcdbe"],
    "move and remove": [(list) => list.reorder(1, 3), (list) => list.remove(1), "acde"],
    "move and replace": [(list) => list.reorder(1, 3), (list) => list.set(1, "C"), "acdCe"],
    "move and move": [(list) => list.reorder(0, 2), (list) => list.reorder(1, 3), "cadbe"],
    "moves of the same element": [(list) => list.reorder(1, 3), (list) => list.reorder(1, 4), "acdbe"],
    "set and insert": [(list) => list.value(["x", "y"]), (list) => list.insert(1, "C"), "xy"],
    "move and set": [(list) => list.reorder(0, 4), (list) => list.value(["x"]), "x"],
    "set and set": [(list) => list.value(["x"]), (list) => list.value(["y"]), "x"],
};

test("A10 concurrent pairs of insert, remove, replace, move and set", async () => {
    const { persons, models, here } = await pair([]);
    for (const [name, [edit, later, expected]] of Object.entries(CROSSINGS)) {
        here.value([..."abcde"]);
        const listOf = (model) => model.elementAt("list");
        const { list } = await crossing(
            persons,
            models,
            (model) => edit(listOf(model)),
            (model) => later(listOf(model)),
        );
        assert.equal(list.join(""), expected, name);
    }
});

test("A10 two people who rearrange a list at once for a while", async () => {
    const { here, there, both } = await pair([..."abcdefgh"]);
    for (let i = 0; i < 120; i++) {
        for (const list of [here, there]) {
            list.insert((i * 5) % (list.length() + 1), `${i}`);
            list.reorder((i * 3) % list.length(), (i * 7) % list.length());
            if (i % 2 === 0) {
                list.remove((i * 11) % list.length());
            }
            if (i % 5 === 0) {
                list.set((i * 13) % list.length(), { i });
            }
        }
        if (i % 6 === 0) {
            await pause(1);
        }
    }
    assert.ok((await both()).length > 8);
});

test("A11 edits inside elements while the array shifts", async () => {
    const { persons, models, here, there } = await pair([{ text: "zero" }, { text: "one" }, { text: "two" }]);
    const typing = there.elementAt(1, "text");

    await crossing(
        persons,
        models,
        (model) => {
            model.elementAt("list").unshift({ text: "new" });
            model.elementAt("list").reorder(2, 3);
            model.elementAt("list").remove(1);
        },
        () => typing.insert(3, "!"),
    );

    assert.deepEqual(here.value(), [{ text: "new" }, { text: "two" }, { text: "one!" }]);
    assert.deepEqual(typing.path(), ["list", 2, "text"]);
    // What is typed into an element that somebody has removed goes with it.
    await crossing(
        persons,
        models,
        (model) => model.elementAt("list").remove(2),
        () => typing.insert(0, "lost"),
    );
    assert.deepEqual(there.value(), [{ text: "new" }, { text: "two" }]);
    await until("it is detached", () => typing.isDetached());
});

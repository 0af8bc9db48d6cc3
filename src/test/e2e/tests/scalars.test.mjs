// RealTimeNumber, RealTimeBoolean and RealTimeDate: rows N1 to N5, B1, B2, D1 and D2 of the feature checklist.

import assert from "node:assert/strict";
import { agreed, crossing, holding, people, suite, test } from "../harness/suite.mjs";
import { event } from "../harness/wait.mjs";

const server = await suite();

/** Two people who have the same value open. */
async function pair(value) {
    const persons = await people(server, "ada", "bob");
    const models = await holding(persons, { value });
    const [here, there] = models.map((model) => model.elementAt("value"));
    const both = async () => (await agreed(models)).value;
    const crossed = async (edit, later) => {
        const seen = await crossing(
            persons,
            models,
            (model) => edit(model.elementAt("value")),
            (model) => later(model.elementAt("value")),
        );
        return seen.value;
    };
    return { persons, ada: persons[0], models, here, there, both, crossed };
}

async function announced(ada, there, name, edit) {
    const happened = event(there, name);
    edit();
    const { element, local, sessionId, user } = await happened;
    assert.deepEqual([element, local, sessionId, user.username], [there, false, ada.sessionId, "ada"]);
    return happened;
}

test("N1 add and subtract", async () => {
    const { here, there, both } = await pair(10);

    here.add(2.5);
    there.subtract(20);

    assert.equal(await both(), -7.5);
    here.add(0);
    assert.equal(await both(), -7.5);
});

test("N2 increment and decrement", async () => {
    const { here, there, both } = await pair(0);

    here.increment();
    here.increment();
    there.decrement();

    assert.equal(await both(), 1);
});

test("N3 set value", async () => {
    const { here, there, both } = await pair(1);
    for (const value of [0, -1, 1e300, 5e-324, Number.MAX_SAFE_INTEGER, 0.1]) {
        here.value(value);
        assert.equal(await both(), value);
        assert.equal(there.value(), value);
    }
});

test("N4 events delta and value", async () => {
    const { ada, here, there } = await pair(1);

    const delta = await announced(ada, there, "delta", () => here.subtract(3));
    assert.equal(delta.value, -3);
    await announced(ada, there, "value", () => here.value(7));
    assert.equal(there.value(), 7);
});

test("N5 concurrent additions add up; a set and an addition", async () => {
    const { here, there, both, crossed } = await pair(100);
    for (let i = 0; i < 50; i++) {
        here.add(1);
        there.subtract(3);
    }
    assert.equal(await both(), 0);

    assert.equal(await crossed((number) => number.add(5), (number) => number.value(1)), 1);
    assert.equal(await crossed((number) => number.value(2), (number) => number.add(5)), 2);
    assert.equal(await crossed((number) => number.value(3), (number) => number.value(4)), 3);
    assert.equal(await crossed((number) => number.value(5), (number) => number.value(5)), 5);
});

test("B1 set value, event value", async () => {
    const { ada, here, there, both } = await pair(false);

    await announced(ada, there, "value", () => here.value(true));
    assert.equal(there.value(), true);
    there.value(false);
    assert.equal(await both(), false);
});

test("B2 concurrent sets", async () => {
    const { crossed } = await pair(false);

    assert.equal(await crossed((flag) => flag.value(true), (flag) => flag.value(false)), true);
    assert.equal(await crossed((flag) => flag.value(false), (flag) => flag.value(true)), false);
    assert.equal(await crossed((flag) => flag.value(true), (flag) => flag.value(true)), true);
});

test("D1 set value, event value", async () => {
    const { ada, here, there, both, crossed } = await pair(new Date(0));
    const moment = new Date(1_700_000_000_123);

    await announced(ada, there, "value", () => here.value(moment));
    assert.deepEqual(there.value(), moment);
    there.value(new Date(-1));
    assert.deepEqual(await both(), new Date(-1));
    assert.deepEqual(await crossed((date) => date.value(new Date(1)), (date) => date.value(new Date(2))), new Date(1));
});

test("D2 dates keep their milliseconds, over an operation and over opening anew", async () => {
    const { persons, models, here, there, both } = await pair(new Date(1_234_567_890_987));
    const [ada] = persons;
    const id = models[0].modelId();
    const opened = async () => {
        await models[0].close();
        models[0] = await ada.domain.models().open(id);
        return models[0].elementAt("value").value();
    };
    assert.deepEqual(there.value(), new Date(1_234_567_890_987));
    for (const millis of [1_700_000_000_001, -1, -1_999, 253_402_300_799_999]) {
        there.value(new Date(millis));
        await both();
        assert.equal((await opened()).getTime(), millis);
    }
    assert.ok(here.isDetached() || !here.model().isOpen());
});

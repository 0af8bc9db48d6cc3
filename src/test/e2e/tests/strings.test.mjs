// RealTimeString: rows S1 to S10 of the feature checklist, each seen by a second person.

import assert from "node:assert/strict";
import { agreed, people, sharing, suite, test, textOf } from "../harness/suite.mjs";
import { event, until } from "../harness/wait.mjs";

const server = await suite();

/** Two people who have the same string open. */
async function pair(text = "") {
    const [ada, bob] = await people(server, "ada", "bob");
    const models = await sharing([ada, bob], text);
    return { ada, bob, models, here: textOf(models[0]), there: textOf(models[1]) };
}

test("S1 insert", async () => {
    const { models, here, there } = await pair("Hello");

    here.insert(5, " World");
    here.insert(0, ">");

    assert.deepEqual(await agreed(models), { text: ">Hello World" });
    assert.equal(there.value(), ">Hello World");
});

test("S2 remove", async () => {
    const { models, here } = await pair("Hello World");

    here.remove(5, 6);
    here.remove(0, 1);

    assert.deepEqual(await agreed(models), { text: "ello" });
});

test("S3 splice", async () => {
    const { models, here, there } = await pair("Hello World");

    here.splice(6, 5, "Ada");
    assert.deepEqual(await agreed(models), { text: "Hello Ada" });
    there.splice(0, 5, "");
    assert.deepEqual(await agreed(models), { text: " Ada" });
    here.splice(0, 0, "x");
    assert.deepEqual(await agreed(models), { text: "x Ada" });
    there.splice(0, 5, "all of it");
    assert.deepEqual(await agreed(models), { text: "all of it" });
});

test("S3 an empty splice changes nothing and harms nobody", async () => {
    const { models, here, there } = await pair("abc");

    here.splice(1, 0, "");
    there.insert(3, "d");

    assert.deepEqual(await agreed(models), { text: "abcd" });
});

test("S4 set value", async () => {
    const { models, here } = await pair("Hello");

    here.value("Something else");

    assert.deepEqual(await agreed(models), { text: "Something else" });
    here.value("");
    assert.deepEqual(await agreed(models), { text: "" });
});

test("S5 length", async () => {
    const { models, here, there } = await pair("Hello");
    assert.equal(there.length(), 5);

    here.insert(5, "\u{1F989}");

    await agreed(models);
    assert.equal(here.length(), 7);
    assert.equal(there.length(), 7);
});

test("S6 events insert, remove, splice and value", async () => {
    const { ada, here, there } = await pair("Hello");

    const inserted = event(there, "insert");
    here.insert(5, "!");
    const insert = await inserted;
    assert.deepEqual([insert.index, insert.value, insert.local], [5, "!", false]);
    assert.equal(insert.sessionId, ada.sessionId);
    assert.equal(insert.user.username, "ada");

    const removed = event(there, "remove");
    here.remove(0, 2);
    const remove = await removed;
    assert.deepEqual([remove.index, remove.value, remove.local], [0, "He", false]);

    const spliced = [];
    there.on("splice", (splice) => spliced.push(splice));
    there.on("insert", (splice) => spliced.push(splice));
    there.on("remove", (splice) => spliced.push(splice));
    here.splice(0, 2, "LL");
    await until("the splice has arrived", () => there.value() === "LLo!");
    assert.ok(spliced.length > 0);

    const set = event(there, "value");
    here.value("new");
    const value = await set;
    assert.equal(value.element.value(), "new");
    assert.equal(value.local, false);
});

test("S7 concurrent insert/insert, insert/remove, remove/remove and splice/set", async () => {
    const { models, here, there } = await pair("The quick brown fox");

    here.insert(4, "very ");
    there.insert(4, "really ");
    const both = (await agreed(models)).text;
    assert.ok(["The very really quick brown fox", "The really very quick brown fox"].includes(both), both);

    here.value("0123456789");
    await agreed(models);
    here.insert(5, "x");
    there.remove(3, 4);
    // What is typed inside a range that goes at the same time goes with it.
    assert.deepEqual(await agreed(models), { text: "012789" });

    here.value("0123456789");
    await agreed(models);
    here.remove(2, 4);
    there.remove(4, 4);
    assert.deepEqual(await agreed(models), { text: "0189" });

    here.splice(1, 2, "ab");
    there.value("set");
    assert.deepEqual(await agreed(models), { text: "set" });
});

test("S7 two people who type at once for a while", async () => {
    const { models, here, there } = await pair("start");
    for (let i = 0; i < 150; i++) {
        for (const [string, letter] of [[here, "a"], [there, "b"]]) {
            const index = (i * 7) % (string.length() + 1);
            string.insert(index, letter);
            if (i % 3 === 0) {
                string.remove(Math.min(index, string.length() - 1), 1);
            }
            if (i % 10 === 0) {
                string.splice(0, 2, letter.toUpperCase());
            }
        }
        if (i % 5 === 0) {
            await new Promise((resolve) => setTimeout(resolve, 1));
        }
    }

    await agreed(models);
});

test("S8 half of a character cannot be written: the client is put out once, and can open the model again", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const [model, other] = await sharing([ada, bob], "👍 end");
    const closed = event(model, "closed");
    textOf(model).splice(1, 1, "\uDC4E");
    assert.match((await closed).reason, /inside a character/);
    assert.equal(ada.sockets.length, 1);
    const again = await ada.domain.models().open(model.modelId());
    textOf(again).splice(0, 2, "👎");
    assert.equal((await agreed([again, other])).text, "👎 end");
});

test("S8 text beyond the basic plane", async () => {
    const { models, here, there } = await pair("a\u{1F600}b");

    here.insert(3, "\u{1F468}\u200D\u{1F469}\u200D\u{1F467}");
    there.insert(1, "\u{10FFFF}");
    const { text } = await agreed(models);
    assert.equal(text, "a\u{10FFFF}\u{1F600}\u{1F468}\u200D\u{1F469}\u200D\u{1F467}b");

    here.remove(1, 2);
    there.remove(text.length - 1, 1);
    assert.deepEqual(await agreed(models), { text: "a\u{1F600}\u{1F468}\u200D\u{1F469}\u200D\u{1F467}" });
});

test("S8 a surrogate pair that two people take apart does not part the people", async () => {
    const { models, here, there } = await pair("x\u{1F600}y");

    here.remove(1, 1);
    there.insert(2, "-");

    await agreed(models);
});

test("S9 index reference of a string", async () => {
    const { ada, models, here, there } = await pair("Hello");

    const cursor = here.indexReference("cursor");
    cursor.set(2);
    cursor.share();

    const seen = await until("the cursor is seen", () => there.reference(ada.sessionId, "cursor"));
    assert.equal(seen.value(), 2);
    there.insert(0, "> ");
    await agreed(models);
    assert.equal(cursor.value(), 4);
    await until("the cursor has moved", () => seen.value() === 4);
});

test("S10 range reference of a string", async () => {
    const { ada, models, here, there } = await pair("Hello World");

    const selection = here.rangeReference("selection");
    selection.set({ start: 6, end: 11 });
    selection.share();

    const seen = await until("the selection is seen", () => there.reference(ada.sessionId, "selection"));
    assert.deepEqual(seen.value(), { start: 6, end: 11 });
    there.remove(0, 6);
    await agreed(models);
    assert.deepEqual(selection.value(), { start: 0, end: 5 });
    await until("the selection has moved", () => seen.value().start === 0 && seen.value().end === 5);
});

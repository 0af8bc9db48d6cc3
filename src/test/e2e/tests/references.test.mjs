// References: rows R1 to R17 of the feature checklist. Somebody shares, a second person sees.

import assert from "node:assert/strict";
import { Person } from "../harness/person.mjs";
import { agreed, people, sharing, suite, test, textOf } from "../harness/suite.mjs";
import { event, until } from "../harness/wait.mjs";

const server = await suite();

async function pair(text = "Hello World") {
    const [ada, bob] = await people(server, "ada", "bob");
    const models = await sharing([ada, bob], text);
    return { ada, bob, models, here: textOf(models[0]), there: textOf(models[1]) };
}

/** The reference as somebody else has it. */
function seen(element, person, key) {
    return until(`${key} of ${person.username} is seen`, () => element.reference(person.sessionId, key));
}

test("R1 index reference, one value and several", async () => {
    const { ada, here, there } = await pair();
    const cursor = here.indexReference("cursor");
    cursor.set(3);
    cursor.share();
    const remote = await seen(there, ada, "cursor");
    assert.equal(remote.type(), "index");
    assert.equal(remote.value(), 3);

    cursor.set([1, 5, 9]);

    await until("three cursors are seen", () => remote.values().join() === "1,5,9");
});

test("R2 range reference, forwards, backwards and several", async () => {
    const { ada, here, there } = await pair();
    const selection = here.rangeReference("selection");
    selection.set({ start: 1, end: 4 });
    selection.share();
    const remote = await seen(there, ada, "selection");
    assert.equal(remote.type(), "range");
    assert.deepEqual(remote.value(), { start: 1, end: 4 });

    selection.set({ start: 9, end: 2 });
    await until("it is backwards", () => remote.value().start === 9 && remote.value().end === 2);
    selection.set([
        { start: 0, end: 1 },
        { start: 2, end: 3 },
    ]);
    await until("there are two", () => remote.values().length === 2);
});

test("R3 property reference", async () => {
    const { ada, models } = await pair();
    const [first, second] = models;
    first.root().set("other", 1);
    await agreed(models);
    const reference = first.root().propertyReference("field");
    reference.set("text");
    reference.share();
    const remote = await seen(second.root(), ada, "field");
    assert.equal(remote.value(), "text");

    reference.set(["text", "other"]);

    await until("both are seen", () => remote.values().join() === "text,other");
});

test("R4 element reference", async () => {
    const { ada, models } = await pair();
    const [first, second] = models;
    const reference = first.elementReference("element");
    reference.set(textOf(first));
    reference.share();

    const remote = await seen(second, ada, "element");

    assert.equal(remote.value().id(), textOf(second).id());
});

test("R5 share without a value, isShared", async () => {
    const { ada, here, there } = await pair();
    const cursor = here.indexReference("cursor");
    assert.equal(cursor.isShared(), false);

    cursor.share();

    assert.equal(cursor.isShared(), true);
    const remote = await seen(there, ada, "cursor");
    assert.equal(remote.isSet(), false);
});

test("R6 set while shared", async () => {
    const { ada, here, there } = await pair();
    const cursor = here.indexReference("cursor");
    cursor.share();
    const remote = await seen(there, ada, "cursor");
    const set = event(remote, "set");

    cursor.set(7);

    await set;
    assert.equal(remote.value(), 7);
    assert.equal(remote.isSet(), true);
});

test("R7 clear", async () => {
    const { ada, here, there } = await pair();
    const cursor = here.indexReference("cursor");
    cursor.set(7);
    cursor.share();
    const remote = await seen(there, ada, "cursor");
    const cleared = event(remote, "cleared");

    cursor.clear();

    await cleared;
    assert.equal(remote.isSet(), false);
    assert.equal(remote.isDisposed(), false);
});

test("R8 unshare, and share again", async () => {
    const { ada, here, there } = await pair();
    const cursor = here.indexReference("cursor");
    cursor.set(7);
    cursor.share();
    const remote = await seen(there, ada, "cursor");
    const disposed = event(remote, "disposed");

    cursor.unshare();

    await disposed;
    assert.equal(cursor.isShared(), false);
    await until("it is gone", () => !there.reference(ada.sessionId, "cursor"));
    cursor.share();
    assert.equal((await seen(there, ada, "cursor")).value(), 7);
});

test("R9 local facts", async () => {
    const { ada, here } = await pair();
    const cursor = here.indexReference("cursor");
    cursor.set(2);
    assert.deepEqual(
        [cursor.type(), cursor.key(), cursor.isLocal(), cursor.sessionId(), cursor.value(), cursor.values()],
        ["index", "cursor", true, ada.sessionId, 2, [2]],
    );
    assert.equal(cursor.source(), here);
    assert.equal(cursor.user().username, "ada");
    assert.equal(cursor.reference().key(), "cursor");
    assert.equal(cursor.isSet(), true);
    cursor.dispose();
    assert.equal(cursor.isDisposed(), true);
});

test("R10 a remote reference is announced, with its user", async () => {
    const { ada, here, there } = await pair();
    const announced = event(there, "reference");
    const cursor = here.indexReference("cursor");
    cursor.set(1);
    cursor.share();

    const { reference } = await announced;

    assert.deepEqual(
        [reference.key(), reference.sessionId(), reference.isLocal(), reference.user().username],
        ["cursor", ada.sessionId, false, "ada"],
    );
});

test("R11 events set, cleared and disposed of a remote reference", async () => {
    const { ada, here, there } = await pair();
    const cursor = here.indexReference("cursor");
    cursor.share();
    const remote = await seen(there, ada, "cursor");
    const events = [];
    for (const name of ["set", "cleared", "disposed"]) {
        remote.on(name, () => events.push(name));
    }

    cursor.set(1);
    cursor.clear();
    cursor.set(2);
    cursor.unshare();

    await until("it is disposed", () => remote.isDisposed());
    assert.deepEqual(events, ["set", "cleared", "set", "disposed"]);
});

test("R12 look-up by session and key, and by filter", async () => {
    const { ada, bob, here, there } = await pair();
    for (const key of ["one", "two"]) {
        const reference = here.indexReference(key);
        reference.set(1);
        reference.share();
    }
    await seen(there, ada, "two");
    const mine = there.indexReference("one");
    mine.share();
    await seen(here, bob, "one");

    const keys = (filter) => there.references(filter).map((reference) => reference.key()).sort();

    assert.deepEqual(keys({ sessionId: ada.sessionId }), ["one", "two"]);
    assert.ok(keys({ key: "one" }).includes("one"));
    assert.ok(!there.reference(ada.sessionId, "three"));
});

test("R13 references present at open", async () => {
    const { ada, models, here } = await pair();
    const cursor = here.indexReference("cursor");
    cursor.set(4);
    cursor.share();
    const selection = here.rangeReference("selection");
    selection.share();
    here.insert(0, "> ");
    await agreed(models);

    const eve = await Person.connect(server, "eve");
    const third = textOf(await eve.domain.models().open(models[0].modelId()));

    assert.equal(third.reference(ada.sessionId, "cursor").value(), 6);
    assert.equal(third.reference(ada.sessionId, "selection").isSet(), false);
    assert.equal(third.reference(ada.sessionId, "cursor").user().username, "ada");
});

test("R14 index and range values follow edits, one's own and others'", async () => {
    const { ada, bob, models, here, there } = await pair("0123456789");
    const cursor = here.indexReference("cursor");
    cursor.set(5);
    cursor.share();
    const selection = here.rangeReference("selection");
    selection.set({ start: 4, end: 8 });
    selection.share();
    const remoteCursor = await seen(there, ada, "cursor");
    const remoteSelection = await seen(there, ada, "selection");

    there.insert(0, "ab");
    there.remove(7, 2);
    here.insert(0, "c");
    const { text } = await agreed(models);
    assert.equal(text.length, 11);

    await until("the values agree", () => remoteCursor.value() === cursor.value());
    assert.deepEqual(remoteSelection.value(), selection.value());
    const late = await Person.connect(server, "late");
    const third = textOf(await late.domain.models().open(models[0].modelId()));
    assert.equal(third.reference(ada.sessionId, "cursor").value(), cursor.value());
    assert.deepEqual(third.reference(ada.sessionId, "selection").value(), selection.value());
    assert.notEqual(bob.sessionId, ada.sessionId);
});

test("R14 a reference that is set while others type ends where it belongs", async () => {
    const { ada, models, here, there } = await pair("0123456789");
    const cursor = here.indexReference("cursor");
    cursor.set(0);
    cursor.share();
    const remote = await seen(there, ada, "cursor");
    for (let i = 0; i < 40; i++) {
        there.insert(0, "x");
        here.insert(here.length(), "y");
        cursor.set(here.length());
    }
    await agreed(models);
    cursor.set(here.length());
    await until("the cursor is at the end", () => remote.value() === there.length());
});

test("R15 references vanish when the session closes", async () => {
    const { ada, models, here, there } = await pair();
    const cursor = here.indexReference("cursor");
    cursor.set(1);
    cursor.share();
    const remote = await seen(there, ada, "cursor");
    const disposed = event(remote, "disposed");

    await models[0].close();

    await disposed;
    assert.ok(!there.reference(ada.sessionId, "cursor"));
});

test("R15 references vanish when the connection drops", async () => {
    const { ada, here, there } = await pair();
    const cursor = here.indexReference("cursor");
    cursor.set(1);
    cursor.share();
    const remote = await seen(there, ada, "cursor");
    const disposed = event(remote, "disposed");

    await ada.offline();

    await disposed;
});

test("R16 a reference on an element that is removed", async () => {
    const { ada, models, here, there } = await pair();
    const cursor = here.indexReference("cursor");
    cursor.set(1);
    cursor.share();
    const remote = await seen(there, ada, "cursor");

    models[1].root().remove("text");

    await agreed(models);
    assert.equal(remote.isDisposed(), true);
    assert.equal(cursor.isDisposed(), true);
});

test("R16 references end with the text that is replaced, and new ones begin", async () => {
    const { ada, models, here, there } = await pair();
    const cursor = here.indexReference("cursor");
    cursor.set(1);
    cursor.share();
    const remote = await seen(there, ada, "cursor");

    here.value("another text");

    await agreed(models);
    await until("the old one is disposed", () => remote.isDisposed());
    const next = here.indexReference("next");
    next.set(3);
    next.share();
    assert.equal((await seen(there, ada, "next")).value(), 3);
});

test("R17 references after a resync", async () => {
    const { ada, bob, models, here, there } = await pair();
    const mine = here.indexReference("cursor");
    mine.set(1);
    mine.share();
    const theirs = there.indexReference("cursor");
    theirs.set(5);
    theirs.share();
    await seen(here, bob, "cursor");
    await ada.offline();
    there.insert(0, "..");
    await until("it is committed", () => models[1].isCommitted());

    await ada.online();

    await agreed(models);
    await until("ada sees bob's cursor again", () => here.reference(bob.sessionId, "cursor")?.value() === 7);
    mine.set(4);
    await until("bob sees ada's cursor again", () => there.reference(ada.sessionId, "cursor")?.value() === 4);
});

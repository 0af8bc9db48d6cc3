// Models: rows M9 to M46 of the feature checklist as far as the engine has them; queries and permissions are elsewhere.

import assert from "node:assert/strict";
import { Person } from "../harness/person.mjs";
import { agreed, fails, fresh, people, sharing, suite, test, textOf } from "../harness/suite.mjs";
import { event, pause, until } from "../harness/wait.mjs";

const server = await suite();

function auto(id, data = { text: "Hello World" }, more = {}) {
    return { collection: "e2e", id, data, ...more };
}

test("M1 M2 M3 M4 M5 create with an id, with none, with a function, without data, and twice", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const id = fresh("created");
    assert.equal(await ada.domain.models().create(auto(id, { a: 1 })), id);
    await fails(ada.domain.models().create(auto(id, { a: 2 })), "model_already_exists");
    assert.deepEqual((await bob.domain.models().open(id)).root().value(), { a: 1 });

    const generated = await ada.domain.models().create({ collection: "e2e", data: () => ({ b: [true, null, "x"] }) });
    assert.ok(generated);
    assert.deepEqual((await bob.domain.models().open(generated)).root().value(), { b: [true, null, "x"] });

    const empty = await ada.domain.models().create({ collection: "e2e" });
    assert.deepEqual((await bob.domain.models().open(empty)).root().value(), {});
});

test("M9 open", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const id = fresh("m9");
    const date = new Date(1_700_000_000_123);
    const data = { text: "t", number: 1.5, yes: true, nothing: null, list: [1, ["a", { b: "c" }]], date };
    const first = await ada.domain.models().openAutoCreate(auto(id, data));

    const second = await bob.domain.models().open(id);

    assert.deepEqual(second.root().value(), data);
    assert.deepEqual(second.root().value(), first.root().value());
    assert.equal(second.elementAt("list", 1, 1, "b").value(), "c");
});

test("M10 open unknown", async () => {
    const [ada] = await people(server, "ada");
    await fails(ada.domain.models().open(fresh("unknown")), "model_not_found");
});

test("M12 open twice in one client", async () => {
    const [ada] = await people(server, "ada");
    const id = fresh("m12");
    const models = ada.domain.models();

    const [one, two] = await Promise.all([models.openAutoCreate(auto(id)), models.openAutoCreate(auto(id))]);

    assert.equal(one, two);
    assert.equal(await models.open(id), one);
    assert.equal(ada.sent("openRealTimeModelRequest").length, 1);
});

test("M13 M14 open with auto creation: a new model, then an existing one", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const id = fresh("m13");

    const first = await ada.domain.models().openAutoCreate(auto(id));
    assert.equal(ada.received("modelAutoCreateConfigRequest").length, 1);
    const second = await bob.domain.models().openAutoCreate(auto(id, { text: "not this" }));

    assert.equal(bob.received("modelAutoCreateConfigRequest").length, 0);
    assert.deepEqual(first.root().value(), { text: "Hello World" });
    assert.deepEqual(second.root().value(), { text: "Hello World" });
});

test("M15 open with auto creation and no id", async () => {
    const [ada, bob] = await people(server, "ada", "bob");

    const model = await ada.domain.models().openAutoCreate({ collection: "e2e", data: { text: "x" } });

    assert.ok(model.modelId());
    assert.deepEqual((await bob.domain.models().open(model.modelId())).root().value(), { text: "x" });
});

test("M16 concurrent auto creation by several clients", async () => {
    const crowd = await people(server, ...Array.from({ length: 8 }, (_, i) => `person${i}`));
    const id = fresh("m16");

    const models = await Promise.all(
        crowd.map((person, i) => person.domain.models().openAutoCreate(auto(id, { text: `by ${i}` }))),
    );

    const { text } = models[0].root().value();
    assert.match(text, /^by \d$/);
    assert.ok(models.every((model) => model.root().value().text === text));
    models.forEach((model, i) => textOf(model).insert(0, `${i}`));
    assert.equal((await agreed(models)).text.length, text.length + 8);
});

test("M17 a model that is not ephemeral stays", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const id = fresh("m17");
    const model = await ada.domain.models().openAutoCreate(auto(id));
    textOf(model).insert(0, "kept: ");
    await model.close();
    await ada.leave();

    assert.deepEqual((await bob.domain.models().open(id)).root().value(), { text: "kept: Hello World" });
});

test("M19 open state queries", async () => {
    const [ada] = await people(server, "ada");
    const id = fresh("m19");
    const models = ada.domain.models();
    assert.deepEqual([models.isOpen(id), models.isOpening(id)], [false, false]);
    const opening = models.openAutoCreate(auto(id));
    assert.deepEqual([models.isOpen(id), models.isOpening(id)], [false, true]);
    const model = await opening;
    assert.deepEqual([models.isOpen(id), models.isOpening(id)], [true, false]);
    await model.close();
    assert.equal(models.isOpen(id), false);
});

test("M20 close", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const [first, second] = await sharing([ada, bob], "x");
    textOf(first).insert(0, "last words ");

    const closing = first.close();
    assert.ok(first.isClosing());
    await first.whenClosed();
    await closing;

    assert.equal(first.isOpen(), false);
    await until("the last words have arrived", () => textOf(second).value() === "last words x");
    const again = await ada.domain.models().open(second.modelId());
    assert.equal(textOf(again).value(), "last words x");
});

test("M21 event closed", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const [first, second] = await sharing([ada, bob]);
    const mine = event(first, "closed");
    await first.close();
    assert.equal((await mine).local, true);

    const theirs = event(second, "closed");
    await ada.domain.models().remove(second.modelId());
    assert.equal((await theirs).local, false);
});

test("M22 M24 M25 delete while others have it open; event deleted", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const [first, second] = await sharing([ada, bob]);
    const deleted = [event(first, "deleted"), event(second, "deleted")];
    const closed = [event(first, "closed"), event(second, "closed")];

    await ada.domain.models().remove(first.modelId());

    await Promise.all([...deleted, ...closed]);
    assert.deepEqual([first.isOpen(), second.isOpen()], [false, false]);
    await fails(bob.domain.models().open(first.modelId()), "model_not_found");
});

test("M22 a deleted model can be made again, and holds nothing of the old one", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const id = fresh("m22");
    const old = await ada.domain.models().openAutoCreate(auto(id, { text: "old" }));
    textOf(old).insert(0, "very ");
    await old.close();
    const ended = old.version();
    await ada.domain.models().remove(id);

    const [first] = [await ada.domain.models().openAutoCreate(auto(id, { text: "new" }))];
    const second = await bob.domain.models().open(id);

    // No version means both: so nobody who comes back with edits of the old one is mistaken.
    assert.equal(first.version(), ended + 1);
    textOf(second).insert(3, "er");
    assert.deepEqual(await agreed([first, second]), { text: "newer" });
});

test("M23 delete unknown", async () => {
    const [ada] = await people(server, "ada");
    await fails(ada.domain.models().remove(fresh("unknown")), "model_not_found");
});

test("M29 model facts", async () => {
    const [ada] = await people(server, "ada");
    const id = fresh("m29");
    const before = Date.now() - 1000;

    const model = await ada.domain.models().openAutoCreate(auto(id));

    assert.equal(model.modelId(), id);
    assert.equal(model.collectionId(), "e2e");
    assert.deepEqual([model.version(), model.minVersion(), model.maxVersion()], [1, 0, 1]);
    for (const time of [model.createdTime(), model.time(), model.minTime(), model.maxTime()]) {
        assert.ok(time.getTime() >= before && time.getTime() <= Date.now() + 1000, String(time));
    }
    assert.equal(model.session(), ada.domain.session());
    textOf(model).insert(0, "x");
    await until("it is committed", () => model.isCommitted());
    assert.equal(model.version(), 2);
});

test("M30 M31 collaborators, events collaborator_opened and collaborator_closed", async () => {
    const [ada, bob, eve] = await people(server, "ada", "bob", "eve");
    const [first, second] = await sharing([ada, bob]);
    const present = (model) => model.collaborators().map((one) => one.user.username).sort();
    await until("ada sees bob", () => present(first).includes("bob"));
    assert.deepEqual(present(second), present(first));

    const opened = event(first, "collaborator_opened");
    const third = await eve.domain.models().open(first.modelId());
    const { collaborator } = await opened;
    assert.equal(collaborator.user.username, "eve");
    assert.equal(collaborator.sessionId, eve.sessionId);
    assert.deepEqual(present(third), present(first));
    const observed = [];
    first.collaboratorsAsObservable().subscribe((everybody) => observed.push(everybody.length));

    const closed = event(first, "collaborator_closed");
    await third.close();
    assert.equal((await closed).collaborator.sessionId, eve.sessionId);

    const dropped = event(first, "collaborator_closed");
    await bob.domain.disconnect();
    assert.equal((await dropped).collaborator.sessionId, bob.sessionId);
    assert.deepEqual(present(first), ["ada"]);
    assert.ok(observed.length >= 2);
});

test("M30 the same user twice is two collaborators", async () => {
    const [one, two] = await people(server, "ada", "ada");
    const [model] = await sharing([one, two]);
    await until("both are there", () => model.collaborators().length === 2);
    assert.deepEqual(
        model.collaborators().map((somebody) => somebody.user.username),
        ["ada", "ada"],
    );
});

test("M32 M33 events version_changed, modified, committed; isCommitted", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const [first, second] = await sharing([ada, bob], "x");
    const changed = event(second, "version_changed");
    const modified = event(first, "modified");
    const committed = event(first, "committed");

    textOf(first).insert(0, "y");

    assert.equal(first.isCommitted(), false);
    await modified;
    await committed;
    assert.equal(first.isCommitted(), true);
    await changed;
    assert.equal(second.version(), 2);
});

test("M34 local echo", async () => {
    const [ada] = await people(server, "ada");
    const [model] = await sharing([ada], "x");
    const seen = [];
    textOf(model).on("insert", (insert) => seen.push(insert.local));
    textOf(model).insert(0, "a");
    assert.equal(model.emitLocalEvents(), false);

    model.emitLocalEvents(true);
    textOf(model).insert(0, "b");

    assert.deepEqual(seen, [true]);
});

test("M35 root and path access", async () => {
    const [ada] = await people(server, "ada");
    const model = await ada.domain.models().openAutoCreate(auto(fresh("m35"), { a: { b: [10, { c: "deep" }] } }));
    assert.equal(model.elementAt("a", "b", 1, "c").value(), "deep");
    assert.equal(model.elementAt(["a", "b", 0]).value(), 10);
    assert.equal(model.root().get("a").get("b").length(), 2);
    assert.equal(model.elementAt("a", "missing").type(), "undefined");
});

test("M36 M37 a batch is one operation, and applied as one at the others", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const [first, second] = await sharing([ada, bob], "Hello World");
    const steps = [];
    second.on("version_changed", () => steps.push(textOf(second).value()));
    const mark = ada.frames.length;

    first.startBatch();
    assert.ok(first.isBatchStarted());
    textOf(first).remove(0, 5);
    textOf(first).insert(0, "Goodbye");
    first.root().set("more", [1, 2]);
    assert.equal(first.batchSize(), 3);
    first.completeBatch();

    assert.deepEqual(await agreed([first, second]), { text: "Goodbye World", more: [1, 2] });
    assert.equal(ada.sent("operationSubmission", mark).length, 1);
    assert.equal(second.version(), 2);
    assert.deepEqual(new Set(steps), new Set(["Goodbye World"]));
});

test("M36 batches of one, and batches that meet", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const models = await sharing([ada, bob], "0123456789");
    for (const model of models) {
        model.startBatch();
        textOf(model).insert(0, "a");
        model.endBatch();
        model.startBatch();
        textOf(model).remove(3, 4);
        textOf(model).insert(3, "xyz");
        model.completeBatch();
    }
    await agreed(models);
});

test("M36 a value that is made and edited in one batch", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const [first, second] = await sharing([ada, bob]);

    first.startBatch();
    const made = first.root().set("note", "ab");
    made.insert(1, "-");
    first.completeBatch();

    assert.equal((await agreed([first, second])).note, "a-b");
});

test("M38 value ids of several clients never meet", async () => {
    const [ada, bob, eve] = await people(server, "ada", "bob", "eve");
    const models = await sharing([ada, bob, eve]);
    models.forEach((model, i) => {
        for (let n = 0; n < 10; n++) {
            model.root().set(`by${i}-${n}`, { n });
        }
    });
    await agreed(models);

    const ids = models.map((model) => [...idsOf(model.root())]);

    assert.equal(new Set(ids[0]).size, ids[0].length);
    assert.deepEqual(ids.map((list) => list.sort())[1], ids[0].sort());
    await models[0].close();
    const again = await ada.domain.models().open(models[1].modelId());
    again.root().set("later", "x");
    await agreed([again, models[1], models[2]]);
    assert.equal(new Set(idsOf(models[1].root())).size, [...idsOf(models[1].root())].length);
});

test("M39 concurrent edits of everything converge", async () => {
    const crowd = await people(server, "ada", "bob", "eve", "mallory");
    const id = fresh("m39");
    const data = { text: "0123456789", list: [1, 2, 3, 4, 5], object: { a: 1, b: 2 }, number: 0, flag: false };
    const models = [];
    for (const person of crowd) {
        models.push(await person.domain.models().openAutoCreate(auto(id, data)));
    }
    const seed = Number(process.env.COTERIE_E2E_SEED ?? Date.now());
    const random = randomOf(seed);
    for (let round = 0; round < 60; round++) {
        models.forEach((model) => editAnything(model, random));
        if (round % 6 === 0) {
            await pause(random(20));
        }
    }
    try {
        await agreed(models);
    } catch (reason) {
        throw new Error(`COTERIE_E2E_SEED=${seed}: ${reason.message}`, { cause: reason });
    }
    const late = await (await Person.connect(server, "late")).domain.models().open(id);
    assert.deepEqual(late.root().value(), models[0].root().value());
});

test("M42 M43 resync after a reconnect: what either typed meanwhile arrives", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const [first, second] = await sharing([ada, bob], "Hello World");
    const seen = [];
    for (const name of ["offline", "online", "reconnecting", "resync_started", "resync_completed", "resync_error"]) {
        first.on(name, () => seen.push(name));
    }
    await ada.offline();
    textOf(first).insert(11, "!");
    textOf(first).insert(0, ">");
    textOf(second).insert(5, ",");
    textOf(second).remove(0, 1);
    await until("bob's edits are committed", () => second.isCommitted());

    await ada.online();

    assert.deepEqual(await agreed([first, second]), { text: ">ello, World!" });
    await until("the resynchronisation is complete", () => seen.includes("resync_completed"));
    assert.ok(seen.includes("resync_started"), seen.join());
    assert.ok(!seen.includes("resync_error"), seen.join());
    assert.equal(ada.domain.models().isResyncing(), false);
    await until("bob sees ada again", () =>
        second.collaborators().some((somebody) => somebody.sessionId === ada.sessionId),
    );
    await until("ada sees bob again", () =>
        first.collaborators().some((somebody) => somebody.sessionId === bob.sessionId),
    );
});

test("M42 the connection breaks again and again while both type", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const models = await sharing([ada, bob], "");
    let typedA = "";
    let typedB = "";
    for (let i = 0; i < 60; i++) {
        const a = String.fromCharCode(97 + (i % 26));
        textOf(models[0]).insert(textOf(models[0]).length(), a);
        typedA += a;
        const b = String.fromCharCode(65 + (i % 26));
        textOf(models[1]).insert(0, b);
        typedB = b + typedB;
        if (i % 10 === 4) {
            ada.drop();
        }
        if (i % 10 === 9) {
            bob.drop();
        }
        await pause(15);
    }
    const { text } = await agreed(models);
    assert.equal(text.replace(/[^a-z]/g, ""), typedA);
    assert.equal(text.replace(/[^A-Z]/g, ""), typedB);
});

test("M42 operations whose acknowledgement was lost are not applied twice", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const [first, second] = await sharing([ada, bob], "");
    ada.socket.pause();
    for (const letter of "abc") {
        textOf(first).insert(textOf(first).length(), letter);
    }
    await until("bob has all of it", () => textOf(second).value() === "abc");
    textOf(first).insert(3, "d");

    ada.drop();

    await until("ada is back", () => ada.domain.isConnected() && first.isCommitted());
    assert.deepEqual(await agreed([first, second]), { text: "abcd" });
    textOf(first).insert(4, "e");
    textOf(second).insert(0, ">");
    assert.deepEqual(await agreed([first, second]), { text: ">abcde" });
});

test("M44 others see that somebody catches up", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const [first, second] = await sharing([ada, bob], "x");
    const events = [];
    for (const name of ["collaborator_closed", "remote_resync_started", "remote_resync_completed"]) {
        second.on(name, (one) => events.push([name, one.user?.username ?? one.collaborator.user.username]));
    }
    const { sessionId } = ada;

    ada.drop();

    await until("ada is back", () => ada.domain.isConnected() && ada.sessionId !== sessionId);
    await until("bob saw her catch up", () => events.length === 3);
    assert.deepEqual(events, [
        ["collaborator_closed", "ada"],
        ["remote_resync_started", "ada"],
        ["remote_resync_completed", "ada"],
    ]);
    await until("both see both", () => [first, second].every((model) => model.collaborators().length === 2));
});

test("M45 a model that was deleted while somebody was away", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const [first, second] = await sharing([ada, bob]);
    await ada.offline();
    await bob.domain.models().remove(second.modelId());
    const failed = event(first, "resync_error");

    await ada.online();

    assert.ok((await failed).message);
    await fails(bob.domain.models().remove(second.modelId()), "model_not_found");
});

test("M46 a model from the server is not local", async () => {
    const [ada] = await people(server, "ada");
    const [model] = await sharing([ada]);
    assert.equal(model.isLocal(), false);
});

test("a model of one megabyte is opened and edited", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const models = await sharing([ada, bob], "0123456789abcdef".repeat(65_536));
    textOf(models[0]).insert(500_000, "in the middle");
    textOf(models[1]).remove(0, 16);
    const { text } = await agreed(models);
    assert.equal(text.length, 16 * 65_536 + 13 - 16);
});

test("a paste of half a megabyte arrives", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const models = await sharing([ada, bob], "ab");
    const pasted = "line of text \u{1F600}\n".repeat(30_000);
    textOf(models[0]).insert(1, pasted);
    assert.equal((await agreed(models)).text, `a${pasted}b`);
});

function* idsOf(element) {
    yield element.id();
    if (element.type() === "object" || element.type() === "array") {
        const children = [];
        element.forEach((child) => children.push(child));
        for (const child of children) {
            yield* idsOf(child);
        }
    }
}

/** Whole numbers below a limit, the same ones for the same seed. */
function randomOf(seed) {
    let state = seed >>> 0;
    return (limit) => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return Math.floor((state / 2 ** 32) * limit);
    };
}

function editAnything(model, random) {
    const [text, list, object, number, flag] = ["text", "list", "object", "number", "flag"].map((name) =>
        model.elementAt(name),
    );
    const edits = [
        () => text.insert(random(text.length() + 1), "xyz".slice(random(3))),
        () => text.length() > 0 && text.remove(random(text.length()), 1),
        () => text.length() > 3 && text.splice(random(text.length() - 2), 2, "ab"),
        () => random(10) === 0 && text.value("reset"),
        () => list.insert(random(list.length() + 1), { n: random(100) }),
        () => list.length() > 1 && list.remove(random(list.length())),
        () => list.length() > 1 && list.reorder(random(list.length()), random(list.length())),
        () => list.length() > 0 && list.set(random(list.length()), random(100)),
        () => random(15) === 0 && list.value([1, 2, 3]),
        () => object.set("abcdef"[random(6)], random(100)),
        () => object.hasKey("a") && object.remove("a"),
        () => random(15) === 0 && object.value({ a: 1, z: "z" }),
        () => number.add(random(10)),
        () => number.value(random(10)),
        () => flag.value(random(2) === 0),
    ];
    edits[random(edits.length)]();
}

// History that is not kept: what becomes of clients that were away for longer (rows M42, M43 and F15).

import assert from "node:assert/strict";
import { Keeper } from "../harness/keeper.mjs";
import { agreed, fresh, holding, people, suite, test, textOf } from "../harness/suite.mjs";
import { event, until } from "../harness/wait.mjs";

const server = await suite({
    "coterie.convergence.model.snapshot-every": "20",
    "coterie.convergence.model.recent-operations": "10",
    "coterie.convergence.model.max-replay": "200",
    "coterie.convergence.offline.update-interval": "500ms",
    "coterie.storage.prune-interval": "200ms",
    "coterie.storage.prune-age": "0s",
});

const GONE = /no longer there.*opened anew/;
const LONG = 100;

/** The collection of `holding`, of which few versions are kept. */
async function keepFewVersions() {
    const admin = await server.administrator();
    const answer = await admin.submit("/admin/collections/add", { name: "e2e" });
    const address = new URL(answer.headers.get("location"), server.url).pathname;
    await admin.submit(address, { autoCreate: "true", keepVersions: "5", milestoneEvery: "1000" });
}

await keepFewVersions();

/** Types for long enough that somebody who went away before cannot be brought up to date. */
async function typeForLong(person, model) {
    const before = model.version();
    // In several steps, so that there are several snapshots.
    for (let typed = 0; typed < LONG; typed += 20) {
        for (let i = 0; i < 20; i++) {
            textOf(model).insert(0, "b");
        }
        await until("it is stored", () => model.isCommitted() && model.version() === before + typed + 20);
    }
    await until("what was before is gone", () =>
        person.domain
            .models()
            .history(model.modelId())
            .then((past) => past.playTo(before + 1))
            .then(
                () => false,
                (reason) => reason.code === "invalid_message",
            ),
    );
}

/** What others are told of somebody who comes back to a model. */
function noticed(person, mark) {
    return ["remoteClientOpenedModel", "remoteClientResyncStarted", "remoteClientResyncCompleted", "remoteOperation"].flatMap(
        (body) => person.received(body, mark),
    );
}

test("M42 M43 a client that comes back from before the history that is kept is put out, and opens the model anew", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const [hers, his] = await holding([ada, bob], { text: "a" });
    const [hersToo, hisToo] = await holding([ada, bob], { text: "another" });
    await bob.offline();
    textOf(hisToo).insert(0, "still ");
    await typeForLong(ada, hers);
    const past = await ada.domain.models().history(hers.modelId());
    await past.playTo(past.maxVersion() - 3);
    assert.equal(past.root().get("text").value(), "b".repeat(LONG - 3) + "a");

    const mark = ada.frames.length;
    const closed = event(his, "closed");
    await bob.online();

    const { local, reason } = await closed;
    assert.equal(local, false);
    assert.match(reason, GONE);
    assert.equal(his.isOpen(), false);
    assert.equal((await agreed([hersToo, hisToo])).text, "still another");
    await until("nothing is under way", () => !bob.domain.models().isResyncing());
    const again = await bob.domain.models().open(hers.modelId());
    assert.equal(textOf(again).value(), "b".repeat(LONG) + "a");
    textOf(again).insert(0, "c");
    textOf(hers).insert(0, "d");
    await agreed([hers, again]);
    const ofHers = noticed(ada, mark).filter(({ resourceId }) => resourceId === hers._resourceId);
    assert.equal(ofHers.length, 2, "that he has opened it, and what he has typed since");
});

test("M42 M43 what such a client has typed meanwhile is not taken, and it is told", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const [hers, his] = await holding([ada, bob], { text: "a" });
    await bob.offline();
    textOf(his).insert(0, "one ");
    textOf(his).insert(0, "two ");
    await typeForLong(ada, hers);

    const mark = ada.frames.length;
    const closed = event(his, "closed");
    await bob.online();

    assert.match((await closed).reason, GONE);
    const again = await bob.domain.models().open(hers.modelId());
    assert.equal(textOf(again).value(), "b".repeat(LONG) + "a");
    assert.deepEqual(ada.received("remoteOperation", mark), []);
    assert.equal(textOf(hers).value(), "b".repeat(LONG) + "a");
    textOf(again).insert(0, "c");
    await agreed([hers, again]);
});

test("M42 M43 more operations than a client is sent", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const [hers, his] = await holding([ada, bob], { text: "" });
    await bob.offline();
    for (let i = 0; i < 201; i++) {
        textOf(hers).insert(0, "b");
    }
    await until("it is stored", () => hers.isCommitted());
    const closed = event(his, "closed");
    await bob.online();
    assert.match((await closed).reason, /changed too much/);
    const again = await bob.domain.models().open(hers.modelId());
    assert.equal(textOf(again).value(), "b".repeat(201));
});

/** A model that somebody keeps for when there is no connection, and somebody else edits. */
async function kept() {
    const keeper = await Keeper.connect(server, fresh("keeper"));
    const [ada] = await people(server, "ada");
    const [hers] = await holding([ada], { text: "a" });
    await keeper.models.subscribeOffline(hers.modelId());
    await keeper.stored(hers.modelId(), ({ available }) => available);
    return { keeper, ada, hers, id: hers.modelId() };
}

test("F15 edits made offline before the history that is kept stay where they are, and that is told each time", async () => {
    const { keeper, ada, hers, id } = await kept();
    await keeper.offline();
    const offline = await keeper.models.open(id);
    textOf(offline).insert(0, "one ");
    await keeper.stored(id, ({ localOperations }) => localOperations.length === 1);
    await typeForLong(ada, hers);
    const mark = ada.frames.length;

    // The model is open: it goes on as it was, since the client would lose the edits if it were put out.
    const failed = event(offline, "resync_error");
    await keeper.online();
    assert.match((await failed).message, GONE);
    assert.match((await keeper.hears("offline_model_sync_error", id)).message, GONE);
    assert.equal(textOf(offline).value(), "one a");

    // The client was thrown away; the next one would send what is stored.
    const again = await keeper.restart();
    assert.match((await again.hears("offline_model_sync_error", id)).message, GONE);
    assert.equal(again.disk.models.get(id).localOperations.length, 1);
    assert.deepEqual(noticed(ada, mark), []);
    assert.equal(textOf(hers).value(), "b".repeat(LONG) + "a");

    // Opened, the model is as it is now, and what was typed offline is given up.
    const opened = await again.models.open(id);
    assert.equal(textOf(opened).value(), "b".repeat(LONG) + "a");
    textOf(opened).insert(0, "c");
    await agreed([hers, opened]);
});

test("F15 a copy without edits from before the history that is kept is replaced", async () => {
    const { keeper, ada, hers, id } = await kept();
    await keeper.offline();
    await typeForLong(ada, hers);

    const again = await keeper.restart();

    await again.stored(id, ({ details }) => details.version === hers.version());
    assert.deepEqual(again.said("offline_model_sync_error"), []);
    const opened = await again.models.open(id);
    assert.equal(textOf(opened).value(), "b".repeat(LONG) + "a");
});

test("F15 a model that is open offline from before the history that is kept: the client keeps it as it was", async () => {
    const { keeper, ada, hers, id } = await kept();
    const model = await keeper.models.open(id);
    await keeper.offline();
    await typeForLong(ada, hers);

    const failed = event(model, "resync_error");
    await keeper.online();

    assert.match((await failed).message, GONE);
    assert.equal(await keeper.models.open(id), model, "closed and opened it is the same one");
    // It lets it go only while it is offline.
    await keeper.offline();
    await model.close();
    await keeper.online();
    const again = await keeper.models.open(id);
    assert.equal(textOf(again).value(), "b".repeat(LONG) + "a");
    textOf(again).insert(0, "c");
    await agreed([hers, again]);
});

test("F15 edits of a deleted model never reach what is imported under its id", async () => {
    const { keeper, ada, hers, id } = await kept();
    const admin = await server.administrator();
    const list = await (await admin.get("/admin/collections?q=e2e")).text();
    const address = /\/admin\/collections\/\d+/.exec(list)[0];
    const files = await Promise.all(
        ["", "?versions=true"].map((versions) => admin.get(`${address}/export${versions}`).then((answer) => answer.text())),
    );
    await keeper.offline();
    const offline = await keeper.models.open(id);
    textOf(offline).insert(0, "one ");
    await keeper.stored(id, ({ localOperations }) => localOperations.length === 1);
    await offline.close();
    for (const file of files) {
        await ada.domain.models().remove(id);
        await admin.upload("/admin/collections/import", "file", file, "export.jsonl");
        await keeper.online();
        assert.match((await keeper.hears("offline_model_sync_error", id)).message, /deleted/);
        const imported = await ada.domain.models().open(id);
        assert.equal(textOf(imported).value(), "a");
        await imported.close();
        await keeper.offline();
        keeper.events = [];
    }
    assert.equal(hers.isOpen(), false);
});

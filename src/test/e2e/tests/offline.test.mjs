// Offline: rows F1 to F15 of the feature checklist, and C41.

import assert from "node:assert/strict";
import convergence from "@convergence/convergence";
import { Disk } from "../harness/disk.mjs";
import { Keeper } from "../harness/keeper.mjs";
import { agreed, fails, fresh, people, suite, test, textOf } from "../harness/suite.mjs";
import { event, until } from "../harness/wait.mjs";

const MOST = 6;
const server = await suite({
    "coterie.convergence.offline.update-interval": "500ms",
    "coterie.convergence.offline.max-subscriptions": MOST,
    "coterie.convergence.model.idle-time": "2s",
});

const NOTHING = { read: false, write: false, remove: false, manage: false };
const READING = { ...NOTHING, read: true };

/** A model that somebody has created and left. */
async function created(person, data = { text: "Hello" }, id = fresh("kept")) {
    await person.domain.models().create({ collection: "e2e", id, data });
    return id;
}

/** What a model is for everybody else. */
async function seen(person, id) {
    const model = await person.domain.models().open(id);
    const value = model.root().value();
    await model.close();
    return value;
}

function append(model, text) {
    textOf(model).insert(textOf(model).length(), text);
}

/** The same disk for another client, as if the first one had gone. */
function copyOf({ models, creations, users, sessions }) {
    return Object.assign(new Disk(), structuredClone({ models, creations }), { users, sessions });
}

/** Two people: one keeps models, the other one does things meanwhile. */
async function pair() {
    const keeper = await Keeper.connect(server, fresh("keeper"));
    const [other] = await people(server, fresh("other"));
    return [keeper, other];
}

/** A model that a keeper has subscribed to and that is on the keeper's disk. */
async function kept(keeper, other, data) {
    const id = await created(other, data);
    await keeper.models.subscribeOffline(id);
    await keeper.stored(id, ({ available }) => available);
    return id;
}

test("F1 a storage adapter keeps what was open, snapshots it, and outlives the client", async () => {
    const [other] = await people(server, fresh("other"));
    const id = await created(other);
    const keeper = await Keeper.connect(server, fresh("keeper"), new Disk(), { modelSnapshotInterval: 4 });
    await keeper.models.subscribeOffline(id);
    const models = [await keeper.models.open(id), await other.domain.models().open(id)];
    for (const letter of "abcdefghi") {
        append(models[1], letter);
        await agreed(models);
    }
    append(models[0], "K");
    await agreed(models);
    await keeper.stored(
        id,
        ({ details, serverOperations }) =>
            details.version === 11 && details.snapshotVersion === 9 && serverOperations.length === 2,
    );

    const again = await Keeper.alone(server, keeper.username, await keeper.crash());
    const offline = await again.models.open(id);
    assert.deepEqual(offline.root().value(), { text: "HelloabcdefghiK" });
    assert.equal(offline.version(), 11);
});

test("F2 subscribe", async () => {
    const [keeper, other] = await pair();
    const [one, two, three] = [await created(other, { n: 1 }), await created(other, { n: 2 }), await created(other)];

    await keeper.models.subscribeOffline(one);
    await keeper.models.subscribeOffline([two, three]);

    for (const id of [one, two, three]) {
        const { permissions, version } = await keeper.hears("offline_model_downloaded", id).catch(() => ({}));
        await keeper.stored(id, ({ available }) => available);
        assert.ok(version === undefined || version === 1);
        assert.ok(permissions === undefined || permissions.read);
    }
    const prefixes = [one, two, three].map((id) => keeper.disk.models.get(id).details.valueIdPrefix.prefix);
    assert.ok(prefixes.every((prefix) => prefix !== ""));
    const initial = keeper.received("modelOfflineUpdated").find(({ modelId }) => modelId === two).initial;
    assert.equal(initial.collection, "e2e");
    assert.equal(initial.model.version, 1);
    assert.ok(initial.model.createdTime && initial.model.modifiedTime);

    await keeper.offline();
    assert.deepEqual((await keeper.models.open(two)).root().value(), { n: 2 });
});

test("F2 each copy of a model has a prefix of its own", async () => {
    const [keeper, other] = await pair();
    const id = await kept(keeper, other);
    const second = await Keeper.connect(server, fresh("second"));
    await second.models.subscribeOffline(id);
    await second.stored(id, ({ available }) => available);
    const prefixes = [keeper, second].map(({ disk }) => disk.models.get(id).details.valueIdPrefix.prefix);
    assert.equal(new Set(prefixes).size, 2);
});

test("F2 only so many models, and only such as can be", async () => {
    const [keeper] = await pair();
    const ids = Array.from({ length: MOST }, () => fresh("gone"));
    await keeper.models.subscribeOffline(ids.slice(1));
    await fails(keeper.models.subscribeOffline(["a", "b", "c", "d", "e", "f", "g"].map(fresh)), "invalid_message");
    const another = await Keeper.connect(server, fresh("keeper"));
    await fails(another.models.subscribeOffline("x".repeat(513)), "invalid_message");
});

test("F3 unsubscribe", async () => {
    const [keeper, other] = await pair();
    const [one, two] = [await kept(keeper, other), await kept(keeper, other)];

    await keeper.models.unsubscribeOffline(one);
    await keeper.models.unsubscribeOffline([two]);
    assert.deepEqual(await keeper.models.getOfflineSubscriptions(), []);
    assert.equal(keeper.disk.models.size, 0);

    const witness = await kept(keeper, other);
    const mark = keeper.frames.length;
    for (const id of [one, two, witness]) {
        append(await other.domain.models().open(id), "!");
    }
    await keeper.hears("offline_model_updated", witness);
    assert.deepEqual(
        keeper.received("modelOfflineUpdated", mark).map(({ modelId }) => modelId),
        [witness],
    );
});

test("F4 replace subscriptions: what the client makes of it", async () => {
    const [keeper, other] = await pair();
    const [one, two] = [await kept(keeper, other), await kept(keeper, other)];
    const three = await created(other);

    // It refuses to leave anything out, and drops what is new: only what is subscribed already goes to the server.
    await assert.rejects(keeper.models.setOfflineSubscription([one]), /Unsubscribe must be empty/);
    const mark = keeper.frames.length;
    await keeper.models.setOfflineSubscription([one, two, three]);
    const [{ all, subscribe }] = keeper.sent("modelOfflineSubscriptionChange", mark);
    assert.equal(all, true);
    assert.deepEqual(subscribe.map(({ modelId }) => modelId).sort(), [one, two].sort());
    assert.equal(keeper.models.getOfflineSubscriptions !== undefined, true);
});

test("F5 list", async () => {
    const [keeper, other] = await pair();
    const id = await kept(keeper, other);
    assert.deepEqual(await keeper.models.getOfflineSubscriptions(), [id]);
    const [metadata] = await keeper.models.getOfflineModelMetaData();
    assert.equal(metadata.modelId, id);
    assert.equal(metadata.subscribed, true);
    assert.equal(metadata.available, true);
    assert.equal(metadata.details.version, 1);
    assert.equal(metadata.details.collection, "e2e");
    assert.deepEqual(metadata.details.permissions.toJSON(), { read: true, write: true, remove: true, manage: true });
});

test("F6 from the model", async () => {
    const [keeper, other] = await pair();
    const id = await created(other);
    const model = await keeper.models.open(id);
    assert.equal(model.isSubscribedOffline(), false);
    await model.subscribeOffline();
    assert.equal(model.isSubscribedOffline(), true);

    // While it is open there are no updates; what was seen then is not sent again.
    const others = await other.domain.models().open(id);
    append(others, "!");
    await agreed([model, others]);
    const mark = keeper.frames.length;
    await model.close();
    append(others, "?");
    await keeper.hears("offline_model_updated", id);
    const updates = keeper.received("modelOfflineUpdated", mark);
    assert.deepEqual(updates.map(({ updated }) => updated.model.version), [3]);
    assert.deepEqual(keeper.received("modelOfflineUpdated", 0).length, 1);

    const again = await keeper.models.open(id);
    await again.unsubscribeOffline();
    assert.equal(again.isSubscribedOffline(), false);
    await again.close();
    await until("it is forgotten", () => !keeper.disk.models.has(id));
});

test("F7 subscriptions are sent again with versions, and only what has changed comes", async () => {
    const [keeper, other] = await pair();
    const [same, edited] = [await kept(keeper, other), await kept(keeper, other)];
    await keeper.offline();
    const model = await other.domain.models().open(edited);
    append(model, "!");
    await until("it is taken", () => model.isCommitted());

    const mark = keeper.frames.length;
    await keeper.online();

    const [{ all, subscribe }] = keeper.sent("modelOfflineSubscriptionChange", mark);
    assert.equal(all, true);
    assert.deepEqual(new Set(subscribe.map(({ modelId }) => modelId)), new Set([same, edited]));
    assert.ok(subscribe.every(({ currentVersion, currentPermissions }) => currentVersion === 1 && currentPermissions));
    await keeper.stored(edited, ({ details }) => details.version === 2);
    const updates = keeper.received("modelOfflineUpdated", mark);
    assert.deepEqual(updates.map(({ modelId }) => modelId), [edited]);
    assert.equal(updates[0].updated.permissions, undefined);
});

test("F8 updates are pushed, not one for each edit", async () => {
    const [keeper, other] = await pair();
    const id = await kept(keeper, other);
    const model = await other.domain.models().open(id);
    const mark = keeper.frames.length;
    const started = Date.now();
    for (let i = 0; i < 60; i++) {
        append(model, String(i % 10));
        await until("it is taken", () => model.isCommitted());
    }
    await keeper.stored(id, ({ details }) => details.version === 61);
    const updates = keeper.received("modelOfflineUpdated", mark);
    const intervals = Math.ceil((Date.now() - started) / 500);
    assert.ok(updates.length <= intervals + 1, `${updates.length} updates in ${intervals} intervals`);
    await keeper.offline();
    assert.deepEqual((await keeper.models.open(id)).root().value(), model.root().value());
});

test("F8 other permissions are pushed without the data", async () => {
    const [keeper, other] = await pair();
    const id = await kept(keeper, other);
    const mark = keeper.frames.length;
    await other.domain.models().permissions(id).setUserPermissions(keeper.username, READING);
    const { permissions } = await keeper.hears("offline_model_updated", id);
    assert.equal(permissions.write, false);
    const [{ updated }] = keeper.received("modelOfflineUpdated", mark);
    assert.equal(updated.model, undefined);
    assert.equal(keeper.disk.models.get(id).details.permissions.write, false);
});

test("F9 a deletion is pushed", async () => {
    const [keeper, other] = await pair();
    const id = await kept(keeper, other);
    await other.domain.models().remove(id);
    await keeper.hears("offline_model_deleted", id);
    await until("it is forgotten", () => !keeper.disk.models.has(id));
    assert.deepEqual(await keeper.models.getOfflineSubscriptions(), []);
});

test("F9 a deletion while away is told on return", async () => {
    const [keeper, other] = await pair();
    const id = await kept(keeper, other);
    await keeper.offline();
    await other.domain.models().remove(id);
    await keeper.online();
    await keeper.hears("offline_model_deleted", id);
    await until("it is forgotten", () => !keeper.disk.models.has(id));
});

test("F10 lost permission is pushed", async () => {
    const [keeper, other] = await pair();
    const id = await kept(keeper, other);
    await other.domain.models().permissions(id).setUserPermissions(keeper.username, NOTHING);
    await keeper.hears("offline_model_permissions_revoked", id);
    await until("it is forgotten", () => !keeper.disk.models.has(id));
    const model = await other.domain.models().open(id);
    const mark = keeper.frames.length;
    append(model, "secret");
    const witness = await kept(keeper, other);
    assert.ok(keeper.received("modelOfflineUpdated", mark).every(({ modelId }) => modelId === witness));
});

test("F11 download events, which have other names than those that the client lists", async () => {
    const [keeper, other] = await pair();
    const [one, two] = [await created(other), await created(other)];
    await keeper.models.subscribeOffline([one, two]);
    await keeper.hears("offline_models_download_stopped");
    await keeper.hears("offline_model_status_changed", one);
    await keeper.hears("offline_models_download_started");
    assert.deepEqual(
        keeper.said("offline_models_download_status_changed").map(({ trigger }) => trigger),
        ["subscription_changed", "download", "download"],
    );
    // Whoever listens under the names that the client lists hears nothing.
    const listed = ["PENDING", "PROGRESS", "COMPLETED"].map((word) => `OFFLINE_MODELS_DOWNLOAD_${word}`);
    const names = listed.map((name) => convergence.ModelService.Events[name]);
    assert.ok(names.every((name) => name !== undefined && keeper.said(name).length === 0));
    const status = keeper.said("offline_model_status_changed", two).at(-1);
    assert.equal(status.available, true);
    assert.equal(status.subscribed, true);
});

test("F12 open and edit while offline", async () => {
    const [keeper, other] = await pair();
    const id = await kept(keeper, other);
    const meanwhile = await other.domain.models().open(id);
    await keeper.offline();

    const model = await keeper.models.open(id);
    textOf(model).insert(0, "K");
    model.root().set("more", [1, { deep: "text" }]);
    append(meanwhile, "O");
    await until("it is taken", () => meanwhile.isCommitted());

    await keeper.online();
    await until("it is sent", () => model.isCommitted());
    assert.deepEqual(await agreed([model, meanwhile]), { text: "KHelloO", more: [1, { deep: "text" }] });
});

test("F13 create while offline", async () => {
    const disk = new Disk();
    const keeper = await Keeper.alone(server, fresh("keeper"), disk);
    const [other] = await people(server, fresh("other"));
    const [plain, edited] = [fresh("made"), fresh("made")];
    await keeper.models.create({ collection: "e2e", id: plain, data: { a: 1 } });
    const model = await keeper.models.openAutoCreate({ collection: "e2e", id: edited, data: { text: "new" } });
    append(model, "er");
    model.root().set("list", ["x"]);
    assert.equal(model.isLocal(), true);

    await keeper.connect();
    assert.deepEqual(await seen(other, plain), { a: 1 });
    await until("it is sent", () => model.isCommitted() && !model.isLocal());
    assert.deepEqual(await seen(other, edited), { text: "newer", list: ["x"] });
    assert.equal(keeper.sent("createRealTimeModelRequest").length, 2);
    assert.ok(keeper.sent("createRealTimeModelRequest").every(({ createdTime }) => createdTime === undefined));
});

test("F13 created and edited offline, then the client restarts", async () => {
    const keeper = await Keeper.alone(server, fresh("keeper"));
    const [other] = await people(server, fresh("other"));
    const id = fresh("made");
    const model = await keeper.models.openAutoCreate({ collection: "e2e", id, data: { text: "new" } });
    append(model, "er");
    await keeper.stored(id, ({ localOperations }) => localOperations.length === 1);
    const again = await keeper.restart();
    assert.deepEqual(await seen(other, id), { text: "newer" });
    assert.equal(again.said("offline_model_sync_error").length, 0);
});

test("F14 delete while offline", async () => {
    const [keeper, other] = await pair();
    const [kept1, made] = [await kept(keeper, other), fresh("made")];
    await keeper.offline();
    await keeper.models.remove(kept1);
    await keeper.models.create({ collection: "e2e", id: made, data: {} });
    await keeper.models.remove(made);

    await keeper.online();
    assert.deepEqual(keeper.sent("deleteRealtimeModelRequest").map(({ modelId }) => modelId), [kept1]);
    await fails(other.domain.models().open(kept1), "model_not_found");
    await fails(other.domain.models().open(made), "model_not_found");
});

test("F13 created offline under the id of a model that was deleted", async () => {
    const keeper = await Keeper.alone(server, fresh("keeper"));
    const [other] = await people(server, fresh("other"));
    const id = await created(other);
    const old = await other.domain.models().open(id);
    for (const letter of "abcde") {
        append(old, letter);
    }
    await until("it is taken", () => old.isCommitted());
    await other.domain.models().remove(id);
    const model = await keeper.models.openAutoCreate({ collection: "e2e", id, data: { text: "anew" } });
    append(model, "?");

    await keeper.connect();
    await until("it is sent", () => model.isCommitted());
    const anew = await other.domain.models().open(id);
    append(anew, "!");
    append(model, "-");
    await until("both are done", () => [model, anew].every((each) => each.isCommitted()));
    const { text } = await agreed([model, anew]);
    assert.ok(["anew?!-", "anew?-!"].includes(text), text);
    const again = await keeper.restart();
    assert.deepEqual(await seen(again, id), { text });
});

test("F14 deleted and created anew under the same id offline: the client waits for itself", async () => {
    const [keeper, other] = await pair();
    const id = await kept(keeper, other);
    await keeper.offline();
    await keeper.models.remove(id);
    await keeper.models.openAutoCreate({ collection: "e2e", id, data: { text: "anew" } });
    const mark = keeper.frames.length;
    const before = keeper.said("offline_models_sync_started").length;
    keeper.online().catch(() => {});
    await keeper.hears("offline_models_sync_started", undefined, before);
    await keeper.domain.serverTime();
    // It is to delete the model first, waits with that until it is synchronised, and is not until it has deleted it.
    assert.deepEqual(keeper.sent("deleteRealtimeModelRequest", mark), []);
    assert.deepEqual(keeper.sent("createRealTimeModelRequest", mark), []);
    assert.deepEqual(await seen(other, id), { text: "Hello" });
});

test("F15 sync on connect", async () => {
    const [keeper, other] = await pair();
    const [one, two] = [await kept(keeper, other), await kept(keeper, other)];
    await keeper.offline();
    for (const id of [one, two]) {
        const model = await keeper.models.open(id);
        append(model, "!");
        await keeper.stored(id, ({ localOperations }) => localOperations.length === 1);
        await model.close();
    }
    const mark = keeper.frames.length;
    const again = await Keeper.connect(server, keeper.username, await keeper.crash());

    for (const id of [one, two]) {
        assert.deepEqual(await seen(other, id), { text: "Hello!" });
        assert.equal(again.said("offline_model_sync_started", id).length, 1);
        assert.equal(again.said("offline_model_sync_completed", id).length, 1);
    }
    assert.equal(again.said("offline_models_sync_started").length, 1);
    assert.equal(again.said("offline_models_sync_completed").length, 1);
    assert.ok(again.said("offline_models_sync_progress").length >= 2);
    assert.ok(again.sent("modelResyncClientComplete").every(({ open }) => !open));
    assert.equal(again.received("modelResyncServerComplete").length, 2);
    assert.equal(mark > 0, true);
    const stored = [...again.disk.models.values()].map(({ localOperations }) => localOperations.length);
    assert.deepEqual(stored, [0, 0]);
});

test("F15 what cannot be synchronised is told", async () => {
    const [keeper, other] = await pair();
    const id = await kept(keeper, other);
    await keeper.offline();
    const model = await keeper.models.open(id);
    append(model, "!");
    await model.close();
    await other.domain.models().remove(id);
    await keeper.online();
    const error = await keeper.hears("offline_model_sync_error", id);
    assert.match(error.message, /no such model/i);
    assert.equal(keeper.said("offline_models_sync_completed").length > 0, true);
});

test("F15 edits of a deleted model never reach another of its id", async () => {
    const [keeper, other] = await pair();
    const id = await kept(keeper, other);
    await keeper.offline();
    const model = await keeper.models.open(id);
    textOf(model).insert(0, "old ");
    await keeper.stored(id, ({ localOperations }) => localOperations.length === 1);
    await model.close();

    await other.domain.models().remove(id);
    await created(other, { text: "another" }, id);
    const anew = await other.domain.models().open(id);
    for (const letter of "abcdef") {
        append(anew, letter);
    }
    await until("it is taken", () => anew.isCommitted());

    const again = await Keeper.connect(server, keeper.username, await keeper.crash());
    const error = await again.hears("offline_model_sync_error", id);
    assert.match(error.message, /deleted/);
    assert.deepEqual(anew.root().value(), { text: "anotherabcdef" });
    assert.deepEqual(await seen(again, fresh("x")).catch(() => "none"), "none");
});

test("F15 a copy of a deleted model is replaced by the other of its id", async () => {
    const [keeper, other] = await pair();
    const id = await kept(keeper, other);
    await keeper.offline();
    await other.domain.models().remove(id);
    await created(other, { text: "another" }, id);
    const mark = keeper.frames.length;
    await keeper.online();
    await until("it has come", () => keeper.received("modelOfflineUpdated", mark).length > 0);
    assert.ok(keeper.received("modelOfflineUpdated", mark)[0].initial);
    await keeper.stored(id, ({ data }) => JSON.stringify(data).includes("another"));
});

test("F15 edits that were committed before the client was thrown away are not made twice", async () => {
    const [keeper, other] = await pair();
    const id = await kept(keeper, other, { text: "Hello", list: [] });
    const [model, others] = [await keeper.models.open(id), await other.domain.models().open(id)];
    keeper.socket.pause();
    append(others, "1");
    append(model, "a");
    textOf(model).splice(0, 2, "J");
    model.elementAt("list").push("x");
    append(model, "b");
    await until("it has arrived", () => textOf(others).value().includes("b") && textOf(others).value().includes("J"));
    append(others, "2");
    await keeper.stored(id, ({ localOperations }) => localOperations.length === 4);
    await until("it is taken", () => others.isCommitted());
    const expected = others.root().value();

    const again = await keeper.restart();
    assert.equal(again.said("offline_model_sync_error").length, 0);
    assert.deepEqual(others.root().value(), expected);
    const model2 = await again.models.open(id);
    append(model2, "!");
    const { text, list } = await agreed([model2, others]);
    assert.equal(text, `${expected.text}!`);
    assert.deepEqual(list, ["x"]);
});

test("F15 what was edited together is stored rightly once it is closed, and not before", async () => {
    const [keeper, other] = await pair();
    const id = await kept(keeper, other);
    const [model, others] = [await keeper.models.open(id), await other.domain.models().open(id)];
    keeper.socket.pause();
    append(others, " there");
    await until("it is taken", () => others.isCommitted());
    textOf(model).insert(0, ">>> ");
    keeper.socket.resume();
    const both = await agreed([model, others]);
    await keeper.stored(id, ({ details }) => details.version === 3);

    // What the client has stored meanwhile is wrong: it applies the other one's edit where its own had moved it to.
    const alone = await Keeper.alone(server, keeper.username, copyOf(keeper.disk));
    const wrong = await alone.models.open(id).then((opened) => opened.root().value(), String);
    assert.notDeepEqual(wrong, both);

    await model.close();
    await keeper.hears("offline_model_updated", id);
    await keeper.stored(id, ({ overtaken }) => !overtaken);
    const again = await Keeper.alone(server, keeper.username, await keeper.crash());
    assert.deepEqual((await again.models.open(id)).root().value(), both);
});

test("F15 some edits were committed, some were not, and the client goes on", async () => {
    const [keeper, other] = await pair();
    const id = await kept(keeper, other);
    const [model, others] = [await keeper.models.open(id), await other.domain.models().open(id)];
    keeper.socket.pause();
    append(model, "a");
    await until("it has arrived", () => textOf(others).value() === "Helloa");
    textOf(others).insert(0, "1");
    await until("it is taken", () => others.isCommitted());
    keeper.cut();
    append(model, "b");
    await keeper.stored(id, ({ localOperations }) => localOperations.length === 2);

    const again = await Keeper.alone(server, keeper.username, await keeper.crash());
    const model2 = await again.models.open(id);
    append(model2, "c");
    await again.connect();
    append(model2, "d");
    assert.deepEqual(await agreed([model2, others]), { text: "1Helloabcd" });
});

test("F15 what the same person did elsewhere is not taken for the client's own", async () => {
    const [keeper, other] = await pair();
    const id = await kept(keeper, other);
    await keeper.offline();
    const model = await keeper.models.open(id);
    append(model, "here");
    append(model, "!");
    const [elsewhere] = await people(server, keeper.username);
    const there = await elsewhere.domain.models().open(id);
    append(there, "there");
    append(there, "?");
    await until("it is taken", () => there.isCommitted());
    await elsewhere.leave();
    await keeper.stored(id, ({ localOperations }) => localOperations.length === 2);

    const again = await keeper.restart();
    assert.equal(again.said("offline_model_sync_error").length, 0);
    assert.deepEqual(await seen(other, id), { text: "Hellothere?here!" });
});

test("C35 event error: the client cannot store an edit", async () => {
    const [keeper, other] = await pair();
    const id = await kept(keeper, other);
    const model = await keeper.models.open(id);
    const told = event(keeper.domain, "error");
    keeper.disk.models.delete(id);
    append(model, "!");
    assert.match((await told).message, /storing/);
});

test("C41 offline initialisation", async () => {
    const [keeper, other] = await pair();
    const id = await kept(keeper, other);
    const alone = await Keeper.alone(server, keeper.username, await keeper.crash());
    assert.equal(alone.domain.isConnected(), false);
    const model = await alone.models.open(id);
    append(model, "!");
    await alone.connect();
    await until("it is sent", () => model.isCommitted());
    assert.deepEqual(await seen(other, id), { text: "Hello!" });
    const plain = new convergence.ConvergenceDomain(server.domainUrl, {
        webSocket: alone.options().webSocket,
    });
    assert.throws(() => plain.initializeOffline("x"), /storage/);
});

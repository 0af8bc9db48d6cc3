// Permissions of models: rows P1 to P11 of the feature checklist, and those rows of the life cycle that need them.

import assert from "node:assert/strict";
import convergence from "@convergence/convergence";
import { Person } from "../harness/person.mjs";
import { agreed, fails, fresh, people, sharing, suite, test, textOf } from "../harness/suite.mjs";
import { event, until } from "../harness/wait.mjs";

const { DomainUserId, DomainUserIdMap, ModelPermissions } = convergence;

const server = await suite();

const ALL = { read: true, write: true, remove: true, manage: true };
const NONE = { read: false, write: false, remove: false, manage: false };
const READ = { ...NONE, read: true };
const WRITE = { ...READ, write: true };

/** What the client says of somebody's rights. */
function plain(permissions) {
    return permissions && { ...permissions };
}

function plainMap(map) {
    return Object.fromEntries([...map.entries()].map(([user, permissions]) => [user.username, plain(permissions)]));
}

/** The client leaves out what is false. */
async function overrides(manager) {
    return Boolean(await manager.getOverridesCollection());
}

/** A model that nobody has open. */
async function created(ada, options = {}) {
    return ada.domain.models().create({ collection: "e2e", id: fresh("model"), data: { text: "abc" }, ...options });
}

/** Two people who have the same model open; ada has made it. */
async function pair() {
    const [ada, bob] = await people(server, "ada", "bob");
    const [hers, his] = await sharing([ada, bob], "abc");
    return { ada, bob, hers, his, id: hers.modelId(), manager: hers.permissionsManager() };
}

test("M6 create with world permissions of its own", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const id = await created(ada, { overrideCollectionWorldPermissions: true, worldPermissions: READ });
    assert.deepEqual(plain((await bob.domain.models().open(id)).permissions()), READ);
    assert.deepEqual(plain((await ada.domain.models().open(id)).permissions()), ALL);

    const closed = await created(ada, { overrideCollectionWorldPermissions: true, worldPermissions: NONE });
    await fails(bob.domain.models().open(closed), "unauthorized");
    const unnamed = await created(ada, { overrideCollectionWorldPermissions: true });
    await fails(bob.domain.models().open(unnamed), "unauthorized");

    const idle = await created(ada, { overrideCollectionWorldPermissions: false, worldPermissions: READ });
    assert.deepEqual(plain((await bob.domain.models().open(idle)).permissions()), ALL);
});

test("M7 create with permissions of users", async () => {
    const [ada, bob, eve] = await people(server, "ada", "bob", "eve");
    const byName = await created(ada, { userPermissions: { bob: READ, eve: NONE } });
    const map = new DomainUserIdMap();
    map.set(DomainUserId.normal("bob"), READ);
    map.set(DomainUserId.normal("eve"), NONE);
    const byMap = await created(ada, { userPermissions: map });
    for (const id of [byName, byMap]) {
        assert.deepEqual(plain((await bob.domain.models().open(id)).permissions()), READ);
        await fails(eve.domain.models().open(id), "unauthorized");
        assert.deepEqual(plainMap(await ada.domain.models().permissions(id).getAllUserPermissions()), {
            ada: ALL,
            bob: READ,
            eve: NONE,
        });
    }
    // The one who makes it has all rights unless the list says something else.
    const given = await created(ada, { userPermissions: { ada: READ } });
    assert.deepEqual(plain((await ada.domain.models().open(given)).permissions()), READ);
});

test("M11 open without the right to read", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const id = await created(ada, { userPermissions: { bob: { ...ALL, read: false } } });
    await fails(bob.domain.models().open(id), "unauthorized");
    await fails(bob.domain.models().openAutoCreate({ collection: "e2e", id, data: {} }), "unauthorized");
    assert.equal(bob.domain.models().isOpen(id), false);
});

test("M18 open with auto creation and permissions", async () => {
    const [ada, bob, eve] = await people(server, "ada", "bob", "eve");
    const options = {
        collection: "e2e",
        id: fresh("m18"),
        data: { text: "x" },
        overrideCollectionWorldPermissions: true,
        worldPermissions: READ,
        userPermissions: { bob: WRITE },
    };
    const hers = await ada.domain.models().openAutoCreate(options);
    assert.deepEqual(plain(hers.permissions()), ALL);
    assert.deepEqual(plain((await bob.domain.models().openAutoCreate(options)).permissions()), WRITE);
    assert.deepEqual(plain((await eve.domain.models().open(options.id)).permissions()), READ);
    assert.equal(await overrides(hers.permissionsManager()), true);
});

test("M23 delete without the right to", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const id = await created(ada, { userPermissions: { bob: { ...ALL, remove: false } } });
    const open = await ada.domain.models().open(id);
    await fails(bob.domain.models().remove(id), "unauthorized");
    assert.ok(open.isOpen());
    await ada.domain.models().permissions(id).setUserPermissions("bob", { ...NONE, remove: true });
    await bob.domain.models().remove(id);
    await fails(ada.domain.models().open(fresh("unknown")), "model_not_found");
});

test("M40 one who may only read: the client refuses edits of every kind, and references need no right", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const data = { text: "abc", list: [1], number: 1, flag: true, date: new Date() };
    const id = await created(ada, { data, userPermissions: { bob: READ } });
    const his = await bob.domain.models().open(id);
    const hers = await ada.domain.models().open(id);
    const edits = [
        () => his.elementAt("text").insert(0, "x"),
        () => his.elementAt("list").push(1),
        () => his.elementAt("number").add(1),
        () => his.elementAt("flag").value(false),
        () => his.elementAt("date").value(new Date()),
        () => his.root().set("more", 1),
        () => his.root().remove("text"),
        () => his.elementAt("text").removeFromParent(),
    ];
    edits.forEach((edit) => assert.throws(edit, /permission/));

    const cursor = textOf(his).indexReference("cursor");
    cursor.set(2);
    cursor.share();
    await until("ada sees the cursor", () => textOf(hers).reference(bob.sessionId, "cursor")?.value() === 2);
    textOf(hers).insert(0, ">");
    await until("bob sees the edit", () => textOf(his).value() === ">abc");
    assert.ok(his.isOpen());
});

test("M40 M41 one whose right to write is lost while they edit is put out, and the edit with them", async () => {
    const { bob, hers, his, manager, id } = await pair();
    const closed = event(his, "closed");
    bob.socket.pause();
    await manager.setUserPermissions("bob", READ);
    textOf(his).insert(0, "never ");
    textOf(his).insert(0, "and never ");
    bob.socket.resume();

    const { local, reason } = await closed;

    assert.equal(local, false);
    assert.match(reason, /may not change/);
    assert.equal(bob.received("forceCloseRealTimeModel").at(-1).reasonCode, 1);
    assert.equal(his.isOpen(), false);
    await until("ada sees him go", () => hers.collaborators().length === 1);
    textOf(hers).insert(3, "d");
    const again = await bob.domain.models().open(id);
    assert.deepEqual(await agreed([hers, again]), { text: "abcd" });
    assert.deepEqual(plain(again.permissions()), READ);
    assert.equal(bob.sockets.length, 1);
});

test("M24 M41 one who types while the model goes is put out as well", async () => {
    const { ada, bob, his, id } = await pair();
    const other = (await sharing([bob], "other"))[0];
    const deleted = event(his, "deleted");
    const closed = event(his, "closed");
    bob.socket.pause();
    await ada.domain.models().remove(id);
    textOf(his).insert(0, "never ");
    textOf(other).insert(0, "an");
    bob.socket.resume();

    await Promise.all([deleted, closed]);

    assert.equal(his.isOpen(), false);
    await until("what he typed elsewhere is kept", () => other.isCommitted());
    assert.equal(textOf(other).value(), "another");
    await fails(bob.domain.models().open(id), "model_not_found");
    const made = await bob.domain.models().openAutoCreate({ collection: "e2e", id, data: { text: "new" } });
    assert.equal(textOf(made).value(), "new");
    assert.equal(bob.sockets.length, 1);
});

test("P1 own rights", async () => {
    const [ada, bob, eve] = await people(server, "ada", "bob", "eve");
    const id = await created(ada, { userPermissions: { bob: WRITE, eve: { ...READ, manage: true } } });
    const rights = async (person) => (await person.domain.models().open(id)).permissions();
    assert.deepEqual(plain(await rights(ada)), ALL);
    assert.deepEqual(plain(await rights(bob)), WRITE);
    assert.deepEqual(plain(await rights(eve)), { ...READ, manage: true });
    assert.ok((await rights(bob)) instanceof ModelPermissions);
});

test("P1 a normal user's entry does not count for an anonymous one of the same name", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const id = await created(ada, {
        userPermissions: new Map([[DomainUserId.anonymous("bob"), NONE]]),
    });
    assert.deepEqual(plain((await bob.domain.models().open(id)).permissions()), ALL);
});

test("P2 event permissions_changed, at all sessions whom it concerns and no others", async () => {
    const { ada, his, hers, bob, id, manager } = await pair();
    const again = await Person.connect(server, "bob");
    const third = await again.domain.models().open(id);
    const changed = [event(his, "permissions_changed"), event(third, "permissions_changed")];
    const mark = ada.frames.length;

    await manager.setUserPermissions("bob", READ);

    for (const { permissions, changes, model } of await Promise.all(changed)) {
        assert.deepEqual(plain(permissions), READ);
        assert.deepEqual([...changes].sort(), ["manage", "remove", "write"]);
        assert.deepEqual(plain(model.permissions()), READ);
    }
    assert.throws(() => textOf(his).insert(0, "x"), /permission/);
    assert.equal(ada.received("modelPermissionsChanged", mark).length, 0);

    const given = event(his, "permissions_changed");
    await manager.setUserPermissions("bob", WRITE);
    assert.deepEqual((await given).changes, ["write"]);
    textOf(his).insert(0, "x");
    await agreed([hers, his]);
    const seen = bob.frames.length;
    await manager.setUserPermissions("bob", WRITE);
    await bob.domain.serverTime();
    assert.equal(bob.received("modelPermissionsChanged", seen).length, 0);
});

test("P2 one who was away has the rights of now when they are back", async () => {
    const { bob, hers, his, manager } = await pair();
    await bob.offline();
    await manager.setUserPermissions("bob", READ);
    const resynced = event(his, "resync_completed");

    await bob.online();

    await resynced;
    assert.deepEqual(plain(his.permissions()), READ);
    assert.throws(() => textOf(his).insert(0, "x"), /permission/);
    textOf(hers).insert(0, ">");
    await agreed([hers, his]);
});

test("P3 manager from the model and from the service", async () => {
    const { ada, hers, id } = await pair();
    for (const manager of [hers.permissionsManager(), ada.domain.models().permissions(id)]) {
        assert.equal(manager.modelId, id);
        assert.equal(await overrides(manager), false);
    }
    await fails(ada.domain.models().permissions(fresh("unknown")).getWorldPermissions(), "model_not_found");
    await fails(ada.domain.models().permissions(fresh("unknown")).setWorldPermissions(ALL), "model_not_found");
});

test("P4 whether the model's world rights hold instead of the collection's", async () => {
    const { his, manager } = await pair();
    await manager.setWorldPermissions(READ);
    assert.equal(await overrides(manager), false);
    assert.deepEqual(plain(his.permissions()), ALL);

    const taken = event(his, "permissions_changed");
    await manager.setOverridesCollection(true);
    assert.deepEqual(plain((await taken).permissions), READ);
    assert.equal(await overrides(manager), true);

    const given = event(his, "permissions_changed");
    await manager.setOverridesCollection(false);
    assert.deepEqual(plain((await given).permissions), ALL);
});

test("P5 world rights", async () => {
    const { his, hers, manager } = await pair();
    await manager.setWorldPermissions(WRITE);
    await manager.setOverridesCollection(true);
    const world = await manager.getWorldPermissions();
    assert.ok(world instanceof ModelPermissions);
    assert.deepEqual(plain(world), WRITE);
    await until("bob has them", () => !his.permissions().remove);
    assert.deepEqual(plain(his.permissions()), WRITE);
    const less = event(his, "permissions_changed");
    await manager.setWorldPermissions(READ);
    assert.deepEqual(plain((await less).permissions), READ);
    assert.deepEqual(plain(hers.permissions()), ALL);
});

test("P6 the rights of all users, read and replaced", async () => {
    const { ada, bob, hers, his, manager } = await pair();
    assert.deepEqual(plainMap(await manager.getAllUserPermissions()), { ada: ALL });
    await manager.setUserPermissions("bob", READ);

    await manager.setAllUserPermissions({ ada: ALL, eve: WRITE });

    assert.deepEqual(plainMap(await manager.getAllUserPermissions()), { ada: ALL, eve: WRITE });
    await until("bob is one of all again", () => his.permissions().write);
    const own = event(hers, "permissions_changed");
    const map = new DomainUserIdMap();
    map.set(DomainUserId.normal("ada"), READ);
    map.set(DomainUserId.normal("bob"), ALL);
    await manager.setAllUserPermissions(map);
    assert.deepEqual(plain((await own).permissions), READ);
    await fails(manager.setAllUserPermissions({ ada: ALL }), "unauthorized");
    await his.permissionsManager().setAllUserPermissions({});
    assert.deepEqual(plainMap(await manager.getAllUserPermissions()), {});
    assert.ok(ada.domain.isConnected() && bob.domain.isConnected());
});

test("P7 the rights of one user: get, set, remove", async () => {
    const { his, manager } = await pair();
    assert.equal(await manager.getUserPermissions("bob"), undefined);

    await manager.setUserPermissions("bob", READ);
    assert.deepEqual(plain(await manager.getUserPermissions("bob")), READ);
    assert.deepEqual(plain(await manager.getUserPermissions(DomainUserId.normal("bob"))), READ);
    await until("bob has them", () => !his.permissions().write);

    await manager.removeUserPermissions("bob");
    assert.equal(await manager.getUserPermissions("bob"), undefined);
    await until("bob is one of all again", () => his.permissions().write);
    await manager.removeUserPermissions("nobody that has any");
    await manager.setUserPermissions("somebody who has never been here", WRITE);
    assert.deepEqual(plain(await manager.getUserPermissions("somebody who has never been here")), WRITE);
});

test("P7 rights outlive the last session", async () => {
    const { ada, bob, hers, his, id, manager } = await pair();
    await manager.setUserPermissions("bob", READ);
    await hers.close();
    await his.close();
    await ada.leave();
    assert.deepEqual(plain((await bob.domain.models().open(id)).permissions()), READ);
});

test("P8 one's own entry, which the client looks for under a key that is not there", async () => {
    const { hers, manager } = await pair();
    assert.deepEqual(plain(await manager.getUserPermissions("ada")), ALL);
    assert.deepEqual(plain(hers.permissions()), ALL);
    assert.deepEqual(plain(await manager.getPermissions()), NONE);
});

test("P9 the right to manage is required", async () => {
    const { bob, his, id, manager } = await pair();
    await manager.setUserPermissions("bob", { ...ALL, manage: false });
    const theirs = his.permissionsManager();
    await fails(theirs.setOverridesCollection(true), "unauthorized");
    await fails(theirs.setWorldPermissions(ALL), "unauthorized");
    await fails(theirs.setAllUserPermissions({ bob: ALL }), "unauthorized");
    await fails(theirs.setUserPermissions("bob", ALL), "unauthorized");
    await fails(theirs.removeUserPermissions("ada"), "unauthorized");
    assert.equal(await overrides(theirs), false);
    assert.deepEqual(plain(await theirs.getUserPermissions("ada")), ALL);

    await manager.setUserPermissions("bob", NONE);
    const outside = bob.domain.models().permissions(id);
    await fails(outside.getWorldPermissions(), "unauthorized");
    await fails(outside.getAllUserPermissions(), "unauthorized");
    await fails(outside.setUserPermissions("bob", ALL), "unauthorized");
});

test("P10 M41 loss of the right to read while open", async () => {
    const { ada, bob, hers, his, id, manager } = await pair();
    const cursor = textOf(his).indexReference("cursor");
    cursor.set(1);
    cursor.share();
    await until("ada sees the cursor", () => textOf(hers).reference(bob.sessionId, "cursor"));
    const closed = event(his, "closed");
    const gone = event(hers, "collaborator_closed");

    await manager.setUserPermissions("bob", NONE);

    const { local, reason } = await closed;
    assert.equal(local, false);
    assert.match(reason, /no longer read/);
    assert.equal(bob.received("forceCloseRealTimeModel").at(-1).reasonCode, 8);
    assert.equal((await gone).collaborator.sessionId, bob.sessionId);
    await until("his cursor is gone", () => !textOf(hers).reference(bob.sessionId, "cursor"));
    const mark = bob.frames.length;
    textOf(hers).insert(0, "secret ");
    await until("it is committed", () => hers.isCommitted());
    await fails(bob.domain.models().open(id), "unauthorized");
    assert.equal(bob.received("remoteOperation", mark).length, 0);

    await manager.setUserPermissions("bob", WRITE);
    const again = await bob.domain.models().open(id);
    textOf(again).insert(0, "not so ");
    assert.deepEqual(await agreed([hers, again]), { text: "not so secret abc" });
    assert.ok(ada.domain.isConnected());
});

test("P10 by the world's rights, and for one who was away", async () => {
    const { bob, his, hers, manager, id } = await pair();
    const eve = await Person.connect(server, "eve");
    const third = await eve.domain.models().open(id);
    await bob.offline();
    textOf(his).insert(0, "never ");
    const closed = event(third, "closed");
    await manager.setWorldPermissions(NONE);
    await manager.setOverridesCollection(true);
    assert.match((await closed).reason, /no longer read/);
    const failed = event(his, "resync_error");

    await bob.online();

    assert.ok((await failed).message);
    assert.equal(textOf(hers).value(), "abc");
    await fails(bob.domain.models().open(fresh("unknown")), "model_not_found");
});

test("P11 the class of rights", () => {
    const some = new ModelPermissions(true, false, true, false);
    assert.deepEqual([some.read, some.write, some.remove, some.manage], [true, false, true, false]);
    assert.deepEqual(some.toJSON(), { read: true, write: false, remove: true, manage: false });
    assert.deepEqual(ModelPermissions.fromJSON(some.toJSON()), some);
    assert.deepEqual(plain(ModelPermissions.NONE), NONE);
});

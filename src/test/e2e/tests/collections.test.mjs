// Collections: row M8 of the feature checklist, their rights with the real client, and history that is not kept.

import assert from "node:assert/strict";
import { LoggedIn } from "../harness/login.mjs";
import { Person } from "../harness/person.mjs";
import { agreed, fails, fresh, holding, people, suite, test, textOf } from "../harness/suite.mjs";
import { event, until } from "../harness/wait.mjs";

const server = await suite({
    "coterie.convergence.model.snapshot-every": "20",
    "coterie.convergence.model.recent-operations": "10",
    "coterie.convergence.collections.group-check": "200ms",
    "coterie.storage.prune-interval": "200ms",
    "coterie.storage.prune-age": "0s",
    "coterie.upload.max-size": "1MB",
});

const READ = { read: true, write: false, remove: false, manage: false };
const RIGHTS = ["create", "read", "write", "remove", "manage"];

/** A collection that was added on the admin site: its address there. */
async function added(name = fresh("collection")) {
    const admin = await server.administrator();
    const answer = await admin.submit("/admin/collections/add", { name });
    return { name, address: new URL(answer.headers.get("location"), server.url).pathname };
}

async function say(collection, who, name, rights) {
    const admin = await server.administrator();
    const given = Object.fromEntries(RIGHTS.filter((right) => rights[right]).map((right) => [right, "true"]));
    await admin.submit(collection.address, { who, name, ...given }, `${collection.address}/rights`);
}

/** What the client says of somebody's rights. */
function plain(permissions) {
    return permissions && { ...permissions };
}

test("M8 create in a collection that there is not", async () => {
    const [ada] = await people(server, "ada");
    const made = fresh("collection");
    await ada.domain.models().create({ collection: made, id: fresh("model"), data: { text: "" } });

    const admin = await server.administrator();
    await admin.submit("/admin/collections", { create: "false" }, "/admin/collections/missing");
    try {
        const refused = ada.domain.models().create({ collection: fresh("missing"), data: { text: "" } });
        await fails(refused, "collection_does_not_exist");
        const opened = ada.domain.models().openAutoCreate({ collection: fresh("missing"), id: fresh("model"), data: {} });
        await fails(opened, "data_request_failure");
        await ada.domain.models().create({ collection: made, id: fresh("model"), data: { text: "" } });
    } finally {
        await admin.submit("/admin/collections", { create: "true" }, "/admin/collections/missing");
    }
    await ada.domain.models().create({ collection: fresh("missing"), id: fresh("model"), data: { text: "" } });
});

test("only those create models in a collection who may", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const collection = await added();
    await say(collection, "world", "", READ);
    await say(collection, "user", "ada", { ...READ, create: true });
    const options = { collection: collection.name, data: { text: "x" } };
    await fails(bob.domain.models().create({ ...options, id: fresh("model") }), "unauthorized");
    await fails(bob.domain.models().openAutoCreate({ ...options, id: fresh("model") }), "data_request_failure");
    const model = await ada.domain.models().openAutoCreate({ ...options, id: fresh("model") });
    assert.deepEqual(plain((await bob.domain.models().open(model.modelId())).permissions()), READ);
});

test("rights of a collection reach those who have a model open", async () => {
    const [ada, bob, eve] = await people(server, "ada", "bob", "eve");
    const collection = await added();
    const options = { collection: collection.name, id: fresh("model"), data: { text: "x" } };
    const hers = await ada.domain.models().openAutoCreate(options);
    const his = await bob.domain.models().open(hers.modelId());
    const theirs = await eve.domain.models().open(hers.modelId());
    const changed = event(his, "permissions_changed");
    const closed = event(theirs, "closed");

    await say(collection, "user", "eve", {});
    await closed;
    await say(collection, "world", "", READ);
    assert.deepEqual(plain((await changed).permissions), READ);
    assert.deepEqual(plain(his.permissions()), READ);
    assert.throws(() => textOf(his).insert(0, "y"));
    await fails(eve.domain.models().open(hers.modelId()), "unauthorized");
    textOf(hers).insert(0, "y");
    await agreed([hers, his]);
});

test("groups of accounts have rights in a collection, until somebody leaves one", async () => {
    const [ada, stranger] = await people(server, "ada", "bob");
    const account = await server.createAccount({ username: fresh("member") });
    const member = await Person.connect(server, account.username);
    const admin = await server.administrator();
    const name = fresh("group");
    const page = new URL((await admin.submit("/admin/groups/add", { name })).headers.get("location"), server.url).pathname;
    await admin.submit(page, { username: account.username }, `${page}/members`);
    const collection = await added();
    const options = { collection: collection.name, id: fresh("model"), data: { text: "x" } };
    const hers = await ada.domain.models().openAutoCreate(options);

    await say(collection, "world", "", {});
    await say(collection, "group", name, READ);
    const theirs = await member.domain.models().open(hers.modelId());
    assert.deepEqual(plain(theirs.permissions()), READ);
    const query = `SELECT * FROM \`${collection.name}\``;
    const found = (person) => person.domain.models().query(query);
    assert.equal((await found(ada)).totalResults, 1);
    assert.equal((await found(member)).totalResults, 1);
    assert.equal((await found(stranger)).totalResults, 0);

    const closed = event(theirs, "closed");
    await admin.submit(page, {}, `${page}/members/${account.id}/remove`);
    await closed;
    await fails(member.domain.models().open(hers.modelId()), "unauthorized");
    assert.equal((await found(member)).totalResults, 0);
    await say(collection, "user", account.username, READ);
    assert.equal((await found(member)).totalResults, 1);
});

test("documents are had as a file, and come back from it", async () => {
    const [ada] = await people(server, "ada");
    const collection = await added();
    const data = { text: "Grüße 🖊", list: [1, null, { when: new Date(-5) }], flag: true };
    const model = await ada.domain.models().openAutoCreate({ collection: collection.name, id: fresh("model"), data });
    const id = model.modelId();
    textOf(model).insert(0, "x");
    await until("it is stored", () => model.isCommitted());
    const admin = await server.administrator();
    for (const versions of ["", "?versions=true"]) {
        const answer = await admin.get(`${collection.address}/export${versions}`);
        assert.match(answer.headers.get("content-disposition"), /^attachment/);
        const file = await answer.text();
        await ada.domain.models().remove(id);
        const imported = await admin.upload("/admin/collections/import", "file", file, "export.jsonl");
        assert.equal(imported.status, 200);
        const again = await ada.domain.models().open(id);
        assert.deepEqual(again.root().value(), { ...data, text: "xGrüße 🖊" });
        assert.equal(again.version(), 3);
        await again.close();
        const second = await (await admin.upload("/admin/collections/import", "file", file, "export.jsonl")).text();
        assert.match(second, new RegExp(id));
    }
    const wrong = await admin.upload("/admin/collections/import", "file", "nonsense", "nonsense.txt");
    assert.match(await wrong.text(), /Line 1 cannot be read/);
});

test("only staff send files, and none that are too large", async () => {
    const admin = await server.administrator();
    const large = await admin.upload("/admin/collections/import", "file", "x".repeat(1_200_000), "large.jsonl");
    assert.equal(large.status, 413);
    const account = await server.createAccount({ username: fresh("plain") });
    const plain = await LoggedIn.as(server, account.username, account.password);
    assert.equal((await plain.upload("/admin/collections/import", "file", "x", "x")).status, 403);
});

test("history that is not kept is refused, and a client from before it has to begin anew", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const [hers, his] = await holding([ada, bob], { text: "" });
    const admin = await server.administrator();
    const list = await (await admin.get("/admin/collections?q=e2e")).text();
    const address = /\/admin\/collections\/\d+/.exec(list)[0];
    for (let i = 0; i < 10; i++) {
        textOf(hers).insert(0, "a");
    }
    await agreed([hers, his]);
    await bob.offline();
    // In several steps, so that there are several snapshots.
    for (let round = 1; round <= 5; round++) {
        for (let i = 0; i < 20; i++) {
            textOf(hers).insert(0, "b");
        }
        await until("it is stored", () => hers.isCommitted() && hers.version() === 11 + round * 20);
    }

    await admin.submit(address, { autoCreate: "true", keepVersions: "5", milestoneEvery: "1000" });
    const past = await ada.domain.models().history(hers.modelId());
    await until("the beginning is gone", () =>
        ada.domain
            .models()
            .history(hers.modelId())
            .then((again) => again.playTo(2))
            .then(
                () => false,
                (reason) => reason.code === "invalid_message",
            ),
    );
    await past.playTo(past.maxVersion() - 3);
    assert.equal(past.root().get("text").value(), "b".repeat(97) + "a".repeat(10));

    const failed = event(his, "resync_error");
    await bob.online();
    assert.match((await failed).message, /no longer there/);
    // The client keeps a model that it could not resynchronise as it was: as in a page, it takes a new client.
    const anew = await Person.connect(server, "bob");
    const again = await anew.domain.models().open(hers.modelId());
    assert.equal(textOf(again).value(), "b".repeat(100) + "a".repeat(10));
    textOf(again).insert(0, "c");
    await agreed([hers, again]);
});

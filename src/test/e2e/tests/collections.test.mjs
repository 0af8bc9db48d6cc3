// Collections: row M8 of the feature checklist, their rights with the real client, export and import.

import assert from "node:assert/strict";
import { LoggedIn } from "../harness/login.mjs";
import { Person } from "../harness/person.mjs";
import { agreed, fails, fresh, holding, people, suite, test, textOf } from "../harness/suite.mjs";
import { event, until } from "../harness/wait.mjs";

const server = await suite({
    "coterie.convergence.collections.group-check": "200ms",
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
    // Its versions go on from those of the one that was deleted, so that nobody takes one for the other.
    for (const [versions, version] of [
        ["", 3],
        ["?versions=true", 4],
    ]) {
        const answer = await admin.get(`${collection.address}/export${versions}`);
        assert.match(answer.headers.get("content-disposition"), /^attachment/);
        const file = await answer.text();
        await ada.domain.models().remove(id);
        const imported = await admin.upload("/admin/collections/import", "file", file, "export.jsonl");
        assert.equal(imported.status, 200);
        const again = await ada.domain.models().open(id);
        assert.deepEqual(again.root().value(), { ...data, text: "xGrüße 🖊" });
        assert.equal(again.version(), version);
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

// What an administrator does to documents and boards, seen by those who have them open with the real client.

import assert from "node:assert/strict";
import { launch, Visitor } from "../harness/browser.mjs";
import { agreed, fresh, people, sharing, suite, test, textOf } from "../harness/suite.mjs";
import { event, until } from "../harness/wait.mjs";

const server = await suite();
const admin = await server.administrator();

/** The number of a document in the catalogue. */
async function numberOf(name, among = "") {
    const list = await (await admin.get(`/admin/documents?q=${encodeURIComponent(name)}&among=${among}`)).text();
    return /\/admin\/documents\/(\d+)"/.exec(list)?.[1];
}

async function act(path, fields = {}) {
    const answer = await admin.submit("/account", fields, path);
    assert.equal(answer.status, 302, await answer.text());
}

test("a document that is made read-only takes no edits from those who have it open, and they are told", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const id = fresh("read-only");
    const [first, second] = await sharing([ada, bob], "Hello", id);
    const number = await numberOf(id);
    const page = await (await admin.get(`/admin/documents/${number}`)).text();
    assert.match(page, /<strong class="break">ada</);
    assert.match(page, /<strong class="break">bob</);

    const told = event(second, "permissions_changed");
    await act(`/admin/documents/${number}/read-only`, { readOnly: "true" });
    await told;

    assert.equal(second.permissions().write, false);
    assert.throws(() => textOf(second).insert(0, "x"), /permission/i);
    await until("the other is told as well", () => !first.permissions().write);
    assert.equal(textOf(first).value(), "Hello");

    await act(`/admin/documents/${number}/read-only`, { readOnly: "false" });
    await until("both may write again", () => first.permissions().write && second.permissions().write);
    textOf(second).insert(0, "x");
    assert.deepEqual(await agreed([first, second]), { text: "xHello" });
});

test("an older version that is brought back shows to those who have the document open", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const id = fresh("older");
    const [first, second] = await sharing([ada, bob], "Hello", id);
    textOf(first).insert(5, " World");
    await agreed([first, second]);
    textOf(second).remove(0, 5);
    textOf(first).insert(0, "Good Morning");
    await agreed([first, second]);
    const number = await numberOf(id);
    const preview = await (await admin.get(`/admin/documents/${number}/versions/2`)).text();
    assert.match(preview, /Hello World/);

    await act(`/admin/documents/${number}/versions/2/restore`);

    await until("both see it", () => [first, second].every((model) => textOf(model).value() === "Hello World"));
    textOf(second).insert(0, "Oh! ");
    assert.deepEqual(await agreed([first, second]), { text: "Oh! Hello World" });

    await act(`/admin/documents/${number}/versions/4/restore`);
    await until("and what it was before", () =>
        [first, second].every((model) => /Good Morning/.test(textOf(model).value())),
    );
    await agreed([first, second]);
    const history = await (await admin.get(`/admin/documents/${number}`)).text();
    assert.match(history, /went back to an older version of/);
});

test("a document that is deleted is closed, and comes back out of the trash as it was", async () => {
    const [ada] = await people(server, "ada");
    const id = fresh("trash");
    const [model] = await sharing([ada], "Hello", id);
    textOf(model).insert(5, " World");
    await agreed([model]);
    const number = await numberOf(id);

    const deleted = event(model, "deleted");
    await act("/admin/documents/batch/delete", { id: number });
    await deleted;
    await assert.rejects(ada.domain.models().open(id), /exist|no such/i);

    const again = await ada.domain.models().openAutoCreate({ collection: "e2e", id, data: { text: "another" } });
    assert.equal(textOf(again).value(), "another");
    assert.equal(await numberOf(id, "trash"), number);
    await act("/admin/documents/batch/restore", { id: number });
    const back = await ada.domain.models().open(`${id}~2`);
    assert.equal(textOf(back).value(), "Hello World");
    assert.equal(textOf(again).value(), "another");

    await ada.domain.models().remove(`${id}~2`);
    assert.equal(await numberOf(`${id}~2`, "trash"), number);
});

test("the pages show it: a document and a board become read-only under somebody's hands, and a version comes back", async () => {
    const browser = await launch();
    try {
        const account = await server.createAccount({ username: fresh("reader") });
        const visitor = await (await Visitor.open(browser, server)).logIn(account);
        const id = fresh("page");
        await visitor.openDocument(id);
        await visitor.caret(0, 0);
        await visitor.type("first");
        await visitor.untilStatus(/saved/i);
        const number = await numberOf(id);
        const versions = await (await admin.get(`/admin/documents/${number}/versions`)).text();
        const version = /versions\/(\d+)"/.exec(versions)[1];
        await visitor.type(" second");
        await until("the text is there", async () => (await visitor.text()) === "first second");
        await visitor.untilStatus(/saved/i);

        await act(`/admin/documents/${number}/read-only`, { readOnly: "true" });
        await visitor.page.locator("#banner", { hasText: "You may read this document, but not write in it." }).waitFor();
        await visitor.type("never");
        assert.equal(await visitor.text(), "first second");
        await act(`/admin/documents/${number}/versions/${version}/restore`);
        await until("the older version shows", async () => (await visitor.text()) === "first");

        const board = fresh("board");
        await visitor.page.goto(`${server.url}/board/${board}`);
        await visitor.page.locator("#board[data-state=ready]").waitFor();
        await act(`/admin/boards/board/read-only?name=${board}`, { readOnly: "true" });
        await visitor.page.locator("#status", { hasText: "You may read, not write" }).waitFor();
        await visitor.close();
    } finally {
        await browser.close();
    }
});

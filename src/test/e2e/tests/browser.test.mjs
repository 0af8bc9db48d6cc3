// The pages, in a real browser: two people are two browser contexts.

import assert from "node:assert/strict";
import { after } from "node:test";
import { launch, PHONE, Visitor } from "../harness/browser.mjs";
import { fresh, suite, test } from "../harness/suite.mjs";
import { until } from "../harness/wait.mjs";

const MINUTES = 60_000;
const server = await suite({ "spring.main.banner-mode": "off" });
const browser = await launch();
after(() => browser.close());

const grace = await server.createAccount({ username: "grace", displayName: "Grace Hopper" });
const mallory = await server.createAccount({ username: "mallory", displayName: "<script>alert(1)</script>" });

test("who is not signed in can type, and nothing is shared: no token, no connection", async () => {
    const stranger = await Visitor.open(browser, server);
    await stranger.page.goto(`${server.url}/`);
    await stranger.page.waitForSelector(".ace_text-input", { state: "attached" });
    await stranger.caret(0, 0);
    await stranger.type("just trying ");

    assert.match(await stranger.text(), /^just trying /);
    assert.match(await stranger.page.locator("#banner").textContent(), /not signed in/i);
    assert.equal(await stranger.page.locator("#banner a").getAttribute("href"), "/login");
    assert.ok(!stranger.requests.includes("/api/token"));
    assert.deepEqual(stranger.sockets, []);
    assert.deepEqual(stranger.complaints, []);
    await stranger.screenshot("editor-not-signed-in");
    await stranger.close();
});

test("two people type at once, see one text, and each other's cursors with names", async () => {
    const [one, two] = await Promise.all([grace, mallory].map(signedIn));
    await one.openDocument();
    await two.openDocument();
    assert.equal(await one.text(), "Hello World");

    await one.caret(0, 0);
    await two.caret(0, 11);
    await Promise.all([one.type("// Grace begins\n"), two.type("\n// and so does the other")]);
    await sameText(one, two);
    const text = await one.text();
    assert.match(text, /Grace begins/);
    assert.match(text, /so does the other/);

    await one.type("x");
    await two.page.locator(".people-label", { hasText: "Grace Hopper" }).waitFor({ state: "attached" });
    await two.type("y");
    const label = one.page.locator(".people-label", { hasText: "<script>alert(1)</script>" });
    await label.waitFor({ state: "attached" });
    await one.screenshot("editor-two-people");

    assert.equal(await one.page.locator("#people .people__list > *").count(), 2);
    assert.deepEqual(one.complaints, []);
    assert.deepEqual(two.complaints, []);
    await Promise.all([one.close(), two.close()]);
});

test("undo takes back one's own edits only", async () => {
    const id = fresh("undo");
    const [one, two] = await Promise.all([grace, mallory].map(signedIn));
    await one.openDocument(id);
    await two.openDocument(id);
    await one.type("mine");
    await sameText(one, two);
    await two.caret(0, 0);
    await two.type("theirs ");
    await sameText(one, two);

    await one.press("Control+z");
    await until("mine is gone and theirs is not", async () => (await two.text()) === "theirs ");
    await one.press("Control+y");
    await until("mine is back", async () => (await two.text()) === "theirs mine");
    await Promise.all([one.close(), two.close()]);
});

test("selections show in the colour of their owner, on a phone as well", async () => {
    const id = fresh("colours");
    const one = await signedIn(grace);
    const two = await Visitor.open(browser, server, PHONE);
    await two.logIn(mallory);
    await one.openDocument(id);
    await two.openDocument(id);
    await one.type("select me");
    await sameText(one, two);
    await one.press("Shift+Home");

    const selection = two.page.locator(".people-selection").first();
    await selection.waitFor({ state: "attached" });
    const width = await two.page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= PHONE.width, `the page is ${width} pixels wide`);
    await two.screenshot("editor-phone");
    assert.deepEqual(two.complaints, []);
    await Promise.all([one.close(), two.close()]);
});

test("who is deactivated loses the connection at once", async () => {
    const account = await server.createAccount({ username: "leaver" });
    const visitor = await signedIn(account);
    await visitor.openDocument(fresh("leaver"));
    const admin = await server.administrator();
    await admin.submit(`/admin/users/${account.id}`, {}, `/admin/users/${account.id}/deactivate`);
    await visitor.page.locator("#banner a[href*='login']").waitFor({ state: "visible" });
    await visitor.close();
});

test(
    "the server is killed while both type: the pages come back by themselves, nothing is lost or doubled",
    async () => {
        const id = fresh("killed");
        const [one, two] = await Promise.all([grace, mallory].map(signedIn));
        await one.openDocument(id);
        await two.openDocument(id);
        await one.type("one:\n\ntwo:\n\n", 0);
        await sameText(one, two);
        await one.caret(1, 0);
        await two.caret(3, 0);

        const letters = "abcdefghijklmnopqrstuvwxyz".repeat(8);
        const digits = "0123456789".repeat(20);
        const typing = Promise.all([one.type(letters, 25), two.type(digits, 25)]);
        await until("both have begun", async () => /a[^]*0/.test(await one.text()));
        await server.kill();
        await server.start();
        await typing;

        await Promise.all([one.untilStatus(/saved/i), two.untilStatus(/saved/i)]);
        await sameText(one, two);
        const text = await one.text();
        assert.equal(text, `one:\n${letters}\ntwo:\n${digits}\n`);
        const late = await signedIn(grace);
        await late.openDocument(id);
        assert.equal(await late.text(), text);
        await Promise.all([one, two, late].map((visitor) => visitor.close()));
    },
    6 * MINUTES,
);

async function signedIn(account) {
    const visitor = await Visitor.open(browser, server);
    return visitor.logIn(account);
}

async function sameText(one, two) {
    await until("both see the same, all of it saved", async () => {
        const [first, second, ...statuses] = await Promise.all([one.text(), two.text(), one.status(), two.status()]);
        return first === second && statuses.every((status) => /saved/i.test(status));
    });
}

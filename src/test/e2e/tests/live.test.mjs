// Connections that an administrator ends, in real browsers: what the list shows, and what those see who are put out.

import assert from "node:assert/strict";
import { after } from "node:test";
import { launch, PHONE, Visitor } from "../harness/browser.mjs";
import { Painter } from "../harness/painter.mjs";
import { ADMIN } from "../harness/server.mjs";
import { fresh, suite, test } from "../harness/suite.mjs";
import { until } from "../harness/wait.mjs";

const server = await suite({ "spring.main.banner-mode": "off" });
const browser = await launch();
after(() => browser.close());

const admin = await (await Visitor.open(browser, server)).logIn(ADMIN);
const ada = await server.createAccount({ username: "ada", displayName: "Ada Lovelace" });
const grace = await server.createAccount({ username: "grace", displayName: "Grace Hopper" });

test("who is put out of a document is told so, and stays out until the page is loaded again", async () => {
    const id = fresh("minutes");
    const writer = await (await Visitor.open(browser, server)).logIn(ada);
    const other = await (await Visitor.open(browser, server)).logIn(grace);
    await writer.openDocument(id);
    await other.openDocument(id);
    await writer.type("before the end");
    await writer.untilStatus(/saved/i);

    await listed(id, 2);
    await admin.screenshot("admin-live");
    await row("ada").getByRole("button", { name: /^End the connection of ada/ }).click();
    await admin.page.getByText(/^The connection from .+ was ended\.$/).waitFor();

    await banner(writer, /An administrator has ended this connection/);
    assert.match(await writer.status(), /Not shared any more/);
    assert.equal(await writer.text(), "before the end");
    await writer.screenshot("editor-ended");
    await listed(id, 1);
    const sockets = writer.sockets.length;
    // Whatever makes a page look for the server again does not here.
    await writer.page.evaluate(() => dispatchEvent(new Event("online")));
    await other.type("goes on");
    await other.untilStatus(/saved/i);
    await listed(id, 1);
    assert.equal(writer.sockets.length, sockets);
    assert.equal(await writer.text(), "before the end");

    await writer.page.getByRole("button", { name: "Load again" }).click();
    await until("the text is there", async () => /goes on/.test(await writer.text()));
    await listed(id, 2);
    await Promise.all([writer.close(), other.close()]);
});

test("who is put out of a board is told so, and stays out until the page is loaded again", async () => {
    const id = fresh("sketch");
    const painter = await (await Painter.open(browser, server)).logIn(grace);
    await painter.openBoard(id);
    const sockets = painter.sockets.length;
    await listed(id, 1);
    await row("grace").getByRole("button", { name: /^End the connection of grace/ }).click();

    await banner(painter, /An administrator has ended this connection/);
    await painter.screenshot("board-ended");
    await listed(id, 0);
    await painter.page.evaluate(() => dispatchEvent(new Event("online")));
    await listed(id, 0);
    assert.equal(painter.sockets.length, sockets);

    await painter.page.getByRole("button", { name: "Load again" }).click();
    await painter.untilSaved();
    await listed(id, 1);
    await painter.close();
});

test("all connections of a user end with the sign-in", async () => {
    const id = fresh("all");
    const writer = await (await Visitor.open(browser, server)).logIn(ada);
    const painter = await (await Painter.open(browser, server)).logIn(ada);
    await writer.openDocument(id);
    await painter.openBoard(id);
    await listed(id, 2);
    await row("ada").first().getByRole("link", { name: "End all connections of ada" }).click();
    await admin.page.getByText("the user is signed out in every browser").waitFor();
    await admin.screenshot("admin-live-user");
    await admin.page.getByRole("button", { name: "End all connections" }).click();
    await admin.page.getByText("All connections of ada were ended.").waitFor();

    await writer.page.locator("#banner a[href*='login']").waitFor({ state: "visible" });
    await painter.page.locator("#banner").getByText("Your session has ended").waitFor();
    await listed(id, 0);
    await Promise.all([writer.close(), painter.close()]);
});

test("who ends a login in another browser ends what it has open; one's own goes on", async () => {
    const here = await (await Visitor.open(browser, server)).logIn(grace);
    const there = await (await Visitor.open(browser, server)).logIn(grace);
    const id = fresh("two-browsers");
    await there.openDocument(id);
    const own = await here.context.newPage();
    const writer = new Visitor(server, here.context, own);
    await writer.openDocument(id);
    await here.page.goto(`${server.url}/account#logins`);
    await here.page.locator("#logins form[action$='/end'] button").first().click();
    await here.page.getByText("That login has ended.").waitFor();

    await there.page.locator("#banner a[href*='login']").waitFor({ state: "visible" });
    await until("one's own is back", async () => /saved/i.test(await writer.status()));
    await writer.type("still here ");
    await writer.untilStatus(/saved/i);
    await listed(id, 1);
    await Promise.all([here.close(), there.close()]);
});

test("the list fits a phone", async () => {
    const id = fresh("phone");
    const writer = await (await Visitor.open(browser, server)).logIn(grace);
    await writer.openDocument(id);
    await listed(id, 1);
    await admin.page.setViewportSize(PHONE);
    const width = await admin.page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= PHONE.width, `the page is ${width} pixels wide`);
    await admin.screenshot("admin-live-phone");
    await writer.close();
});

/** The administrator sees so many connections that have something of that name open. */
async function listed(name, count) {
    await until(`${count} connections are listed`, async () => {
        await admin.page.goto(`${server.url}/admin/live?q=${name}`);
        return (await admin.page.locator("tbody tr").count()) === count;
    });
}

function row(user) {
    return admin.page.locator("tbody tr").filter({ has: admin.page.getByRole("link", { name: user, exact: true }) });
}

async function banner(visitor, pattern) {
    await until("the banner says it", async () => pattern.test(await visitor.page.locator("#banner").textContent()));
}

// Getting in without a password, in a real browser: by a mailed link, an invitation, and a link from an administrator.

import assert from "node:assert/strict";
import { after } from "node:test";
import { launch, Visitor } from "../harness/browser.mjs";
import { MailCatcher } from "../harness/mail.mjs";
import { ADMIN } from "../harness/server.mjs";
import { suite, test } from "../harness/suite.mjs";

const NEW = "orange-kettle-12";
const mail = await MailCatcher.start();
after(() => mail.close());
const server = await suite({
    ...mail.properties,
    "coterie.public-url": "https://pad.example.org",
    "coterie.sign-up": "open",
});
const browser = await launch();
after(() => browser.close());

const grace = await server.createAccount({ username: "grace", email: "grace@example.org" });

test("who forgot the password sets a new one by a mailed link, which works once", async () => {
    const visitor = await Visitor.open(browser, server);
    await visitor.page.goto(`${server.url}/login`);
    await visitor.page.click("text=Forgotten your password?");
    await visitor.page.fill("#who", "grace");
    await visitor.page.click("main [type=submit]");
    await visitor.page.waitForURL(/sent/);

    const link = await mail.link("grace@example.org");
    await setPassword(visitor, link);
    assert.deepEqual(visitor.complaints, []);
    await visitor.logIn({ username: "grace", password: NEW });
    assert.equal((await visitor.page.goto(here(link))).status(), 410);
    await visitor.close();
});

test("who has an address makes an account", async () => {
    const visitor = await Visitor.open(browser, server);
    await visitor.page.goto(`${server.url}/login`);
    await visitor.page.click("text=Create an account");
    await visitor.page.fill("#email", "ada@example.org");
    await visitor.page.click("main [type=submit]");
    await visitor.page.waitForURL(/sent/);

    await join(visitor, await mail.link("ada@example.org"), "ada");
    await visitor.logIn({ username: "ada", password: NEW });
    await visitor.close();
});

test("who is invited makes an account, who is known gets a link from an administrator", async () => {
    const admin = await Visitor.open(browser, server);
    await admin.logIn(ADMIN);
    await admin.page.goto(`${server.url}/admin/invitations`);
    await admin.page.click("text=Make invitation");
    const invitation = await admin.page.inputValue("#new-link");
    const visitor = await Visitor.open(browser, server);
    await join(visitor, invitation, "guest");
    await visitor.logIn({ username: "guest", password: NEW });
    await visitor.close();

    await admin.page.goto(`${server.url}/admin/users?q=${grace.username}`);
    await admin.page.click("main tbody a");
    await admin.page.waitForURL(/users\/\d+$/);
    await admin.page.goto(`${admin.page.url()}/link`);
    await admin.page.click("main [type=submit]");
    const other = await Visitor.open(browser, server);
    await setPassword(other, await admin.page.inputValue("#new-link"));
    await other.logIn({ username: "grace", password: NEW });
    await other.close();
    await admin.close();
});

/** The same page of the server that there is. */
function here(link) {
    const { origin, pathname, search } = new URL(link);
    assert.equal(origin, "https://pad.example.org");
    return server.url + pathname + search;
}

async function setPassword(visitor, link) {
    await visitor.page.goto(here(link));
    await visitor.page.fill("#password", NEW);
    await visitor.page.fill("#repeated", NEW);
    await visitor.page.click("main [type=submit]");
    await visitor.page.waitForURL(/login\?renewed/);
}

async function join(visitor, link, username) {
    await visitor.page.goto(here(link));
    await visitor.page.fill("#username", username);
    await visitor.page.fill("#password", NEW);
    await visitor.page.fill("#repeated", NEW);
    await visitor.page.click("main [type=submit]");
    await visitor.page.waitForURL(/login\?joined/);
}

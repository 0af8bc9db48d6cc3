// Every page, looked at by axe: in light and dark and on a phone. Screenshots of all are in target/screenshots/pages.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after } from "node:test";
import { DESKTOP, launch, PHONE, Visitor } from "../harness/browser.mjs";
import { LoggedIn } from "../harness/login.mjs";
import { MailCatcher } from "../harness/mail.mjs";
import { Provider } from "../harness/provider.mjs";
import { ADMIN, PROJECT } from "../harness/server.mjs";
import { suite, test } from "../harness/suite.mjs";

const MINUTES = 60_000;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SCREENSHOTS = path.join(PROJECT, "target/screenshots/pages");

const LOOKS = {
    light: { viewport: DESKTOP, colorScheme: "light", locale: "en-GB" },
    dark: { viewport: DESKTOP, colorScheme: "dark", locale: "de-DE" },
    phone: { viewport: PHONE, colorScheme: "light", locale: "de-DE" },
};

const mail = await MailCatcher.start();
const provider = await Provider.start({ sub: "1815", name: "Ada Lovelace", preferred_username: "ada" });
const server = await suite({
    ...mail.properties,
    ...provider.properties,
    "coterie.public-url": "http://localhost:${server.port}",
    "coterie.sign-up": "open",
    "coterie.oidc.logout": true,
});
const browser = await launch();
after(async () => {
    await browser.close();
    mail.close();
    provider.close();
});

const grace = await server.createAccount({
    username: "grace-hopper",
    firstName: "Grace",
    lastName: "Hopper",
    email: "grace.hopper@a-rather-long-domain.example.org",
});
const linus = await server.createAccount({ username: "linus-with-a-name-that-is-long-and-has-no-end" });
const admin = await server.administrator();
await admin.submit(`/admin/users/${grace.id}`, {
    firstName: "Grace",
    lastName: "Hopper",
    email: "grace@example.org",
    active: "on",
    staff: "on",
    permissions: "USERS_VIEW",
});
const group = /groups\/\d+/.exec(
    (await admin.submit("/admin/groups/add", { name: "Editors", permissions: "BOARDS_CHANGE" })).headers.get("location"),
)[0];
await admin.submit(`/admin/${group}`, { username: grace.username }, `/admin/${group}/members`);

const stranger = new LoggedIn(server);
await stranger.submit("/password/forgotten", { who: grace.username });
await stranger.submit("/sign-up", { email: "newcomer@example.org" });

/** What somebody sees who is not signed in. */
const OUTSIDE = {
    login: "/login",
    "login-wrong": "/login?error",
    "login-provider-failed": "/login?oidc=unavailable",
    "editor-stranger": "/",
    missing: "/nothing-here",
    forgotten: "/password/forgotten",
    "forgotten-sent": "/password/forgotten?sent",
    "new-password": pathOf(await mail.link("grace@example.org")),
    "link-invalid": `/password/new?token=${"x".repeat(43)}`,
    "sign-up": "/sign-up",
    "sign-up-sent": "/sign-up?sent",
    join: pathOf(await mail.link("newcomer@example.org")),
};

// The first document and a board begin to exist when somebody opens them.
const opener = await (await Visitor.open(browser, server)).logIn(ADMIN);
await opener.openDocument();
await opener.openDocument("thrown-away");
for (const board of ["pages", "thrown-away"]) {
    await opener.page.goto(`${server.url}/board/${board}`);
    await opener.untilStatus(/saved/i);
}
await opener.close();
const document = await documentOf("getting-started");
for (const list of ["/admin/documents", "/admin/boards"]) {
    const found = await (await admin.get(`${list}?q=thrown-away`)).text();
    await admin.submit(list, { id: /name="id" value="(\d+)"/.exec(found)[1] }, `${list}/batch/delete`);
}
await admin.submit("/account/tokens", { name: "A script of mine", scopes: "token", days: "30" });

// Named long, with rights of a user and of a group, and with history that is not kept.
const collection = new URL(
    (await admin.submit("/admin/collections/add", { name: "minutes-of-meetings-that-were-rather-long" })).headers.get("location"),
    server.url,
).pathname;
const rights = `${collection}/rights`;
await admin.submit(collection, { who: "user", name: linus.username, read: "true", write: "true" }, rights);
await admin.submit(collection, { who: "group", name: "Editors", create: "true", read: "true" }, rights);
await admin.submit(collection, { autoCreate: "true", keepDays: "90", keepVersions: "5000", milestoneEvery: "10000" });

/** What superusers see. Each page that is made belongs in here. */
const INSIDE = {
    editor: "/",
    board: "/board/pages",
    account: "/account",
    "api-tokens": "/account/tokens",
    confirm: "/account/confirm?next=/admin/keys",
    "error-404": "/d/nö",
    admin: "/admin",
    users: "/admin/users",
    "users-filtered": "/admin/users?q=nobody-is-called-so&active=yes",
    "users-add": "/admin/users/add",
    user: `/admin/users/${grace.id}`,
    "user-password": `/admin/users/${grace.id}/password`,
    "user-delete": `/admin/users/${grace.id}/delete`,
    "user-history": `/admin/users/${grace.id}/history`,
    "users-batch": `/admin/users/batch?action=delete&id=1&id=${grace.id}&id=${linus.id}`,
    "user-link": `/admin/users/${grace.id}/link`,
    "user-tokens": "/admin/users/1/tokens",
    "user-identity": `/admin/users/${grace.id}/identity`,
    groups: "/admin/groups",
    "groups-add": "/admin/groups/add",
    group: `/admin/${group}`,
    "group-delete": `/admin/${group}/delete`,
    "group-history": `/admin/${group}/history`,
    "groups-batch": `/admin/groups/batch?action=delete&id=${group.split("/")[1]}`,
    boards: "/admin/boards",
    "board-admin": "/admin/boards/board?name=pages",
    "boards-trash": "/admin/boards?among=trash",
    "board-delete": "/admin/boards/board/delete?name=pages",
    documents: "/admin/documents",
    "documents-trash": "/admin/documents?among=trash",
    document: `/${document}`,
    versions: `/${document}/versions`,
    version: `/${document}/versions/1`,
    collections: "/admin/collections",
    "collections-add": "/admin/collections/add",
    "collections-import": "/admin/collections/import",
    collection,
    "collection-history": `${collection}/history`,
    invitations: "/admin/invitations",
    live: "/admin/live",
    "live-user": `/admin/live/user?user=${ADMIN.username}`,
    keys: "/admin/keys",
    "keys-rotate": "/admin/keys/rotate",
    settings: "/admin/settings",
    throttle: "/admin/throttle",
    log: "/admin/log",
};

/** What staff see who may not do something. */
const REFUSED = { "error-403": "/admin/users/add", "user-read-only": `/admin/users/${grace.id}` };

for (const [look, options] of Object.entries(LOOKS)) {
    test(`all pages, ${look}`, () => lookAtAll(look, options), 10 * MINUTES);
}

for (const [look, options] of Object.entries(LOOKS)) {
    test(`the pages between here and a provider, ${look}`, async () => {
        const context = await browser.newContext({ ...options, bypassCSP: true });
        const visitor = await new Visitor(server, context, await context.newPage()).logIn(grace);
        const findings = await lookAt(visitor, "identity", "/oauth2/authorization/oidc?connect", look);
        await visitor.page.fill("#currentPassword", grace.password);
        await visitor.page.click("button[form=connect]");
        await visitor.page.waitForURL(/account/);
        findings.push(...(await lookAt(visitor, "account-connected", "/account", look)));
        await visitor.page.click("#identity button[type=submit]");
        await visitor.page.waitForURL(/account/);
        await visitor.close();
        assert.deepEqual(findings, []);
    });
}

test("what people write stays text, on every page", async () => {
    const markup = `"'><img class=markup src=x onerror=alert(1)><script class=markup></script>`;
    const hostile = await server.createAccount({
        username: "hostile",
        firstName: markup,
        lastName: markup,
        displayName: markup,
    });
    await admin.submit("/admin/groups/add", { name: markup, permissions: "BOARDS_CHANGE" });
    await admin.submit("/account/profile", { displayName: markup, firstName: markup, lastName: markup }, "/account/profile");
    await admin.submit("/account/tokens", { name: markup, scopes: "token", days: "30" });
    await admin.submit(`/${document}`, { title: markup }, `/${document}/title`);
    const board = "/admin/boards/board?name=pages";
    await admin.submit(board, { name: "pages", title: markup }, "/admin/boards/board/title");
    await admin.submit(board, { name: "pages", user: markup, permissions: "r", lifetime: "DAY" }, "/admin/boards/board/tokens");

    const visitor = await (await Visitor.open(browser, server)).logIn(ADMIN);
    const dialogs = [];
    visitor.page.on("dialog", (dialog) => dialogs.push(dialog.dismiss()));
    const pages = {
        ...INSIDE,
        user: `/admin/users/${hostile.id}`,
        "user-delete": `/admin/users/${hostile.id}/delete`,
        "users-batch": `/admin/users/batch?action=delete&id=${hostile.id}`,
        search: `/admin/users?q=${encodeURIComponent(markup)}`,
        log: `/admin/log?q=${encodeURIComponent(markup)}`,
        missing: `/d/${encodeURIComponent(markup)}`,
        groups: "/admin/groups",
    };
    let shown = 0;
    for (const [name, address] of Object.entries(pages)) {
        await visitor.page.goto(server.url + address);
        assert.equal(await visitor.page.locator(".markup").count(), 0, name);
        shown += (await visitor.page.content()).includes("class=markup") ? 1 : 0;
    }
    assert.ok(shown > 15, `only ${shown} pages show any of it`);
    assert.deepEqual(dialogs, []);
    await visitor.close();
}, 5 * MINUTES);

async function documentOf(name) {
    const list = await (await admin.get(`/admin/documents?q=${name}`)).text();
    return /admin\/documents\/\d+/.exec(list)[0];
}

function pathOf(link) {
    const { pathname, search } = new URL(link);
    return pathname + search;
}

async function lookAtAll(look, options) {
    const findings = [];
    for (const [pages, account] of [
        [OUTSIDE, null],
        [INSIDE, ADMIN],
        [REFUSED, grace],
    ]) {
        const context = await browser.newContext({ ...options, bypassCSP: true });
        const visitor = new Visitor(server, context, await context.newPage());
        if (account) {
            await visitor.logIn(account);
        }
        for (const [name, address] of Object.entries(pages)) {
            visitor.complaints.length = 0;
            findings.push(...(await lookAt(visitor, name, address, look)));
        }
        await visitor.close();
    }
    assert.deepEqual(findings, []);
}

async function lookAt({ page, complaints }, name, address, look) {
    await page.goto(server.url + address);
    const live = page.locator("#status .status__long");
    if ((await live.count()) > 0 && !name.endsWith("stranger")) {
        // Of the two lengths of the status one shows, whatever the width.
        await live.filter({ hasText: /saved|gespeichert/i }).waitFor({ state: "attached" });
    }
    mkdirSync(SCREENSHOTS, { recursive: true });
    await page.screenshot({ path: path.join(SCREENSHOTS, `${name}-${look}.png`), fullPage: true });
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    const unanswered = /Failed to load resource: the server responded with a status of 4(03|04|10)/;
    return [
        ...violations
            .filter(({ impact }) => ["serious", "critical"].includes(impact))
            .map(({ id, nodes }) => `${name}: ${id}: ${nodes.map(({ target }) => target.join(" ")).join(" | ")}`),
        ...complaints.filter((text) => !unanswered.test(text)).map((text) => `${name}: ${text}`),
        ...(width > page.viewportSize().width ? [`${name}: ${width} pixels wide`] : []),
    ];
}

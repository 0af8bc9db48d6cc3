// Every page, looked at by axe: in light and dark and on a phone. Screenshots of all are in target/screenshots/pages.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after } from "node:test";
import { DESKTOP, launch, PHONE, Visitor } from "../harness/browser.mjs";
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

const server = await suite();
const browser = await launch();
after(() => browser.close());

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

/** What somebody sees who is not signed in. */
const OUTSIDE = { login: "/login", "login-wrong": "/login?error", "editor-stranger": "/", missing: "/nothing-here" };

// The first document and a board begin to exist when somebody opens them.
const opener = await (await Visitor.open(browser, server)).logIn(ADMIN);
await opener.openDocument();
await opener.page.goto(`${server.url}/board/pages`);
await opener.untilStatus(/saved/i);
await opener.close();
const documents = await (await admin.get("/admin/documents")).text();
const document = /admin\/documents\/\d+/.exec(documents)[0];

/** What superusers see. Each page that is made belongs in here. */
const INSIDE = {
    editor: "/",
    board: "/board/pages",
    account: "/account",
    "api-tokens": "/account/tokens",
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
    groups: "/admin/groups",
    "groups-add": "/admin/groups/add",
    group: `/admin/${group}`,
    "group-delete": `/admin/${group}/delete`,
    "group-history": `/admin/${group}/history`,
    "groups-batch": `/admin/groups/batch?action=delete&id=${group.split("/")[1]}`,
    boards: "/admin/boards",
    "board-admin": "/admin/boards/board?name=pages",
    "board-delete": "/admin/boards/board/delete?name=pages",
    documents: "/admin/documents",
    document: `/${document}`,
    versions: `/${document}/versions`,
    version: `/${document}/versions/1`,
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
    const unanswered = /Failed to load resource: the server responded with a status of 40[34]/;
    return [
        ...violations
            .filter(({ impact }) => ["serious", "critical"].includes(impact))
            .map(({ id, nodes }) => `${name}: ${id}: ${nodes.map(({ target }) => target.join(" ")).join(" | ")}`),
        ...complaints.filter((text) => !unanswered.test(text)).map((text) => `${name}: ${text}`),
        ...(width > page.viewportSize().width ? [`${name}: ${width} pixels wide`] : []),
    ];
}

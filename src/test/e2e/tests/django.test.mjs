// Moving from Django: its people go on with the passwords that they have.

import assert from "node:assert/strict";
import path from "node:path";
import { after } from "node:test";
import { launch, Visitor } from "../harness/browser.mjs";
import { PROJECT, Server } from "../harness/server.mjs";
import { test } from "../harness/suite.mjs";
import { until } from "../harness/wait.mjs";

const SITE = path.join(PROJECT, "src/test/resources/dev/coterie/account/django/site.sqlite3");
const PASSWORD = "Käse-Brot 2026";
const browser = await launch();
after(() => browser.close());

test("people of a Django site sign in with their old passwords, and type together", async () => {
    const server = await Server.start();
    after(() => server.remove());
    await server.stop();
    assert.equal(await server.tool(["import-django", "--dry-run", SITE]), 1, "somebody has to be left out");
    assert.equal(await server.tool(["import-django", SITE]), 1);
    assert.equal(await server.tool(["listusers", "--search", "ada"]), 0);
    await server.start();

    const ada = await Visitor.open(browser, server);
    await ada.logIn({ username: "ada", password: PASSWORD });
    const juergen = await Visitor.open(browser, server);
    await juergen.logIn({ username: "jürgen.müller", password: PASSWORD });
    await ada.openDocument();
    await juergen.openDocument();
    await ada.caret(0, 0);
    await ada.type("Moved. ");
    await until("the other sees it", async () => (await juergen.text()).startsWith("Moved. "));

    // She was a superuser there, and is here; who was staff there gets no rights by it.
    await ada.page.goto(`${server.url}/admin/users?q=m%C3%BCller`);
    assert.match(await ada.page.locator("main tbody").textContent(), /jürgen\.müller/);
    assert.equal((await juergen.page.goto(`${server.url}/admin/users`)).status(), 403);
    await Promise.all([ada.close(), juergen.close()]);
});

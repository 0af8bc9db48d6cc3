// From the first start to two people who type, as somebody does it who has just unpacked the server.

import assert from "node:assert/strict";
import { after } from "node:test";
import { launch, Visitor } from "../harness/browser.mjs";
import { ADMIN } from "../harness/server.mjs";
import { suite, test } from "../harness/suite.mjs";
import { until } from "../harness/wait.mjs";

const OWN = "lantern-gravel-77-oboe";
const server = await suite({ "coterie.admin.password": "" });
const browser = await launch();
after(() => browser.close());

test("from the password in the server's log to two people who type in one document", async () => {
    const [, password] = /password {3}(\S+)/.exec(server.log);
    const teacher = await Visitor.open(browser, server);
    await teacher.logIn({ username: ADMIN.username, password });

    await teacher.page.goto(`${server.url}/admin`);
    await teacher.page.getByRole("heading", { name: "First steps" }).waitFor();
    await teacher.screenshot("first-steps");
    await teacher.page.click("a[href$='/account#password']");
    await teacher.page.fill("#currentPassword", password);
    await teacher.page.fill("#newPassword", OWN);
    await teacher.page.fill("#repeated", OWN);
    await teacher.page.locator("#newPassword").press("Enter");
    await teacher.page.locator("[role=status]").first().waitFor();

    await teacher.page.goto(`${server.url}/admin`);
    assert.equal(await teacher.page.locator("a[href$='/account#password']").count(), 0, "that step is done");
    await teacher.page.click(".steps a[href$='/admin/users/add']");
    await teacher.page.fill("#username", "pupil");
    await teacher.page.fill("#password", OWN);
    await teacher.page.fill("#repeated", OWN);
    await teacher.page.locator("#repeated").press("Enter");
    await teacher.page.waitForURL(/users\/\d+$/);

    const pupil = await Visitor.open(browser, server);
    await pupil.logIn({ username: "pupil", password: OWN });
    await teacher.openDocument();
    await pupil.openDocument();
    await pupil.caret(0, 0);
    await pupil.type("Good morning! ");
    await teacher.caret(0, 999);
    await teacher.type(" Sit down.");
    await until("both see both", async () => {
        const texts = [await teacher.text(), await pupil.text()];
        return texts.every((text) => text === "Good morning! Hello World Sit down.");
    });
    await until("the name is at the cursor", async () =>
        (await teacher.page.locator(".page, body").first().textContent()).includes("pupil"),
    );

    await teacher.page.goto(`${server.url}/admin`);
    await teacher.page.getByRole("button", { name: "Do not show this again" }).click();
    await teacher.page.goto(`${server.url}/admin`);
    assert.equal(await teacher.page.getByRole("heading", { name: "First steps" }).count(), 0);
    await Promise.all([teacher.close(), pupil.close()]);
});

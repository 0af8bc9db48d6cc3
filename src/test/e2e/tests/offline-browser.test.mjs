// Offline in a real browser, with the client's own storage: IndexedDB.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after } from "node:test";
import { launch } from "../harness/browser.mjs";
import { fresh, people, suite, test, textOf } from "../harness/suite.mjs";
import { until } from "../harness/wait.mjs";

const require = createRequire(import.meta.url);
const scripts = [
    path.join(path.dirname(require.resolve("rxjs/package.json")), "bundles/rxjs.umd.min.js"),
    path.join(path.dirname(require.resolve("@convergence/convergence/package.json")), "convergence.global.min.js"),
].map((file) => readFileSync(file, "utf8"));

const server = await suite();
const browser = await launch();
after(() => browser.close());

/** A page with nothing but the client, whose storage stays when it is loaded again. */
async function page(context, username) {
    const opened = await context.newPage();
    await opened.goto(`${server.url}/login`);
    for (const content of scripts) {
        await opened.addScriptTag({ content });
    }
    await opened.evaluate(
        ({ url, username: name }) => {
            const { ConvergenceDomain, IdbStorageAdapter } = globalThis.Convergence;
            globalThis.domain = new ConvergenceDomain(url, { offline: { storage: new IdbStorageAdapter() } });
            globalThis.said = [];
            globalThis.domain.models().events().subscribe((event) => globalThis.said.push(event.name));
            globalThis.username = name;
        },
        { url: server.domainUrl, username },
    );
    return opened;
}

function connect(opened, username) {
    return opened.evaluate((token) => globalThis.domain.connectWithJwt(token), server.token(username));
}

test("F1 F2 F12 F15 in Chromium: subscribe, lose the network and the page, edit alone, come back", async () => {
    const [other] = await people(server, fresh("other"));
    const username = fresh("browser");
    const id = fresh("kept");
    await other.domain.models().create({ collection: "e2e", id, data: { text: "Hello" } });
    const context = await browser.newContext({ bypassCSP: true });

    const first = await page(context, username);
    await connect(first, username);
    await first.evaluate((model) => globalThis.domain.models().subscribeOffline(model), id);
    await until("it is downloaded", () =>
        first.evaluate(() => globalThis.said.includes("offline_model_downloaded")),
    );
    await first.close();

    const others = await other.domain.models().open(id);
    textOf(others).insert(0, "1 ");
    await until("it is taken", () => others.isCommitted());

    const alone = await page(context, username);
    const seen = await alone.evaluate(
        async ([model, name]) => {
            await globalThis.domain.initializeOffline(name);
            const opened = await globalThis.domain.models().open(model);
            const text = opened.elementAt("text");
            text.insert(text.length(), " there");
            const { models } = { models: globalThis.domain.models() };
            const stored = () => models.getOfflineModelMetaData();
            while (!(await stored()).some(({ uncommitted }) => uncommitted)) {
                await new Promise((resolve) => setTimeout(resolve, 10));
            }
            return text.value();
        },
        [id, username],
    );
    assert.equal(seen, "Hello there");
    await alone.close();

    const back = await page(context, username);
    await connect(back, username);
    await until("it has arrived", () => textOf(others).value() === "1 Hello there");
    await until("the copy is new", () =>
        back.evaluate(async () => {
            const [stored] = await globalThis.domain.models().getOfflineModelMetaData();
            return stored.details.version === 3 && !stored.uncommitted;
        }),
    );
    await context.close();
});

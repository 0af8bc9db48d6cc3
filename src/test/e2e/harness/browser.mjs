import { mkdirSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";
import { PROJECT } from "./server.mjs";
import { until } from "./wait.mjs";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const SCREENSHOTS = path.join(PROJECT, "target/screenshots");
const PAGE_MILLIS = 60_000;
const ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** The system's Chromium, for all tests of a file. */
export function launch() {
    return chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
}

/** One person's browser window: cookies of its own, and a note of everything that goes wrong in it. */
export class Visitor {
    static async open(browser, server, viewport = DESKTOP) {
        const context = await browser.newContext({ viewport });
        return new this(server, context, await context.newPage());
    }

    constructor(server, context, page) {
        this.server = server;
        this.context = context;
        this.page = page;
        this.complaints = [];
        this.requests = [];
        this.sockets = [];
        page.setDefaultTimeout(PAGE_MILLIS);
        page.on("console", (message) => {
            if (["error", "warning"].includes(message.type())) {
                this.complaints.push(message.text());
            }
        });
        page.on("pageerror", (reason) => this.complaints.push(String(reason)));
        page.on("request", (request) => this.requests.push(new URL(request.url()).pathname));
        page.on("websocket", (socket) => this.sockets.push(socket.url()));
    }

    /** Logs in as people do: through the form. */
    async logIn(account) {
        await this.page.goto(`${this.server.url}/login`);
        await this.page.fill("input[name=username]", account.username);
        await this.page.fill("input[name=password]", account.password);
        await Promise.all([this.page.waitForURL(`${this.server.url}/`), this.page.click("form [type=submit]")]);
        return this;
    }

    /** Opens a document and waits until it is shared. */
    async openDocument(id) {
        await this.page.goto(this.server.url + (id ? `/d/${id}` : "/"));
        await this.untilStatus(/saved/i);
        return this;
    }

    async untilStatus(pattern) {
        await until(`the status is ${pattern}`, async () => pattern.test(await this.status()), PAGE_MILLIS);
    }

    status() {
        return this.page.locator("#status .status__long").textContent();
    }

    text() {
        return this.page.evaluate(() => document.querySelector(".ace_editor").env.editor.getValue());
    }

    /** Puts the caret somewhere and the keyboard's focus into the text. */
    caret(row, column) {
        return this.page.evaluate(
            ([line, character]) => {
                const { editor } = document.querySelector(".ace_editor").env;
                editor.focus();
                editor.selection.moveTo(line, character);
            },
            [row, column],
        );
    }

    type(text, delay = 5) {
        return this.page.keyboard.type(text, { delay });
    }

    press(key) {
        return this.page.keyboard.press(key);
    }

    async screenshot(name) {
        mkdirSync(SCREENSHOTS, { recursive: true });
        await this.page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });
    }

    close() {
        return this.context.close();
    }
}

import { text } from "node:stream/consumers";
import { Visitor } from "./browser.mjs";
import { until } from "./wait.mjs";

const COME_BACK_MILLIS = 90_000;

/** Somebody in front of a board: works its tools with mouse and keyboard, and looks at what the page exports. */
export class Painter extends Visitor {
    /** Opens a board and waits until all of it is shown. */
    async openBoard(id) {
        await this.page.goto(`${this.server.url}/board/${id}`);
        return this.untilSaved();
    }

    async untilSaved() {
        await until("all is saved", async () => /saved/i.test(await this.status()), COME_BACK_MILLIS);
        return this;
    }

    async choose(colour) {
        await this.page.getByRole("button", { name: colour, exact: true }).click();
    }

    /** A stroke of the pen through points of the page. */
    async draw(...points) {
        await this.press("p");
        await this.#drag(points);
    }

    async rectangle(from, to) {
        await this.press("r");
        await this.#drag([from, to]);
    }

    async write([x, y], words) {
        await this.press("t");
        await this.page.mouse.click(x, y);
        await this.type(words);
        await this.press("Escape");
    }

    async point([x, y]) {
        await this.page.mouse.move(x, y);
    }

    /** The pointers of the others, as the page shows them. */
    cursors() {
        return this.page.locator("#cursors .board-cursor");
    }

    cursorOf(name) {
        return this.cursors().filter({ has: this.page.getByText(name, { exact: true }) });
    }

    /** The picture, as a file that the page has saved. */
    async download() {
        await this.page.locator(".board-menu:not(.share) > summary").click();
        const [download] = await Promise.all([
            this.page.waitForEvent("download"),
            this.page.locator("#export-svg").click(),
        ]);
        return { name: download.suggestedFilename(), content: await text(await download.createReadStream()) };
    }

    /** The same, kept from becoming a file: browsers do not let a page save many in a row. */
    svg() {
        return this.page.evaluate(() => {
            const { createObjectURL } = URL;
            const { click } = HTMLAnchorElement.prototype;
            let file;
            URL.createObjectURL = (blob) => createObjectURL.call(URL, (file = blob));
            HTMLAnchorElement.prototype.click = () => {};
            try {
                document.getElementById("export-svg").click();
            } finally {
                URL.createObjectURL = createObjectURL;
                HTMLAnchorElement.prototype.click = click;
            }
            return file ? file.text() : Promise.reject(new Error("The page has not made a file"));
        });
    }

    /** Says in the menu who may come without an account: none, view, edit. */
    async share(sharing) {
        await this.page.locator("#share summary").click();
        await this.page.locator(`#share input[value=${sharing}]`).click();
        await this.page.locator(`#share[data-sharing=${sharing}]`).waitFor();
        await this.page.locator("#share summary").click();
    }

    async #drag([[x, y], ...rest]) {
        const { mouse } = this.page;
        await mouse.move(x, y);
        await mouse.down();
        for (const [nextX, nextY] of rest) {
            await mouse.move(nextX, nextY, { steps: 3 });
        }
        await mouse.up();
    }
}

/** Waits until all see one picture with so many shapes, nothing unsaved, and answers it. */
export async function samePicture(painters, shapes) {
    return until(
        `all see the same ${shapes} shapes`,
        async () => {
            await Promise.all(painters.map((painter) => painter.untilSaved()));
            const [first, ...others] = await Promise.all(painters.map((painter) => painter.svg()));
            if (shapesIn(first) !== shapes || others.some((picture) => picture !== first)) {
                throw new Error(`${[first, ...others].map(shapesIn)} shapes; ${painters.map((one) => one.complaints.slice(-2))}`);
            }
            return first;
        },
        COME_BACK_MILLIS,
    );
}

export function shapesIn(picture) {
    return picture.match(/^<(path|text) /gm)?.length ?? 0;
}

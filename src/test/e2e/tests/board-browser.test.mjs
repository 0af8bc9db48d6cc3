// The page of a board, in a real browser: two people are two browser contexts.

import assert from "node:assert/strict";
import { after } from "node:test";
import { DESKTOP, launch, PHONE } from "../harness/browser.mjs";
import { Painter, samePicture, shapesIn } from "../harness/painter.mjs";
import { fresh, suite, test } from "../harness/suite.mjs";
import { until } from "../harness/wait.mjs";

const MINUTES = 60_000;
const SCRIPT = "<script>alert(1)</script>";
const server = await suite(null);
const browser = await launch();
after(() => browser.close());

const grace = await server.createAccount({ username: "grace", displayName: "Grace Hopper" });
const mallory = await server.createAccount({ username: "mallory", displayName: SCRIPT });

test("who has no account gets no token and no connection, but is brought back after signing in", async () => {
    const id = fresh("closed");
    const stranger = await Painter.open(browser, server);
    await stranger.page.goto(`${server.url}/board/${id}`);
    assert.match(stranger.page.url(), /\/login/);
    assert.deepEqual(stranger.requests.filter((path) => path.startsWith("/api/")), []);
    assert.deepEqual(stranger.sockets, []);
    assert.deepEqual(stranger.complaints, []);

    await stranger.page.fill("input[name=username]", grace.username);
    await stranger.page.fill("input[name=password]", grace.password);
    await stranger.page.click("form [type=submit]");
    await stranger.untilSaved();
    assert.equal(new URL(stranger.page.url()).pathname, `/board/${id}`);
    assert.equal(stranger.sockets.length, 1);
    await stranger.screenshot("board-empty");
    await stranger.close();
});

test("two people draw at once and see one picture, and each other's pointers with names", async () => {
    const id = fresh("board");
    const [one, two] = await together(id);
    await two.choose("Red");

    await Promise.all([paint(one, 320, "from Grace"), paint(two, 720, "from <b>the other</b> & co")]);
    const picture = await samePicture([one, two], 6);
    assert.match(picture, />from Grace</);
    assert.match(picture, />from &#60;b&#62;the other&#60;\/b&#62; &#38; co</);
    assert.deepEqual(await one.download(), { name: `${id}.svg`, content: picture });
    assert.equal(picture.match(/^<text /gm).length, 2);
    assert.equal(picture.match(/^<path .*#d93a32/gm).length, 2, "a stroke and a rectangle are red");

    await Promise.all([one.point([480, 330]), two.point([900, 480])]);
    await two.cursorOf("Grace Hopper").waitFor();
    await one.cursorOf(SCRIPT).waitFor();
    assert.equal(await one.cursors().count(), 1, "nobody sees the own one");
    await until("the pointer is where the other points", async () => {
        const { x, y } = await one.cursorOf(SCRIPT).boundingBox();
        return Math.abs(x - 900) < 3 && Math.abs(y - 480) < 3;
    });
    assert.equal(await one.page.locator("#people .people__list > *").count(), 2);
    await one.screenshot("board-two-people");

    const phone = await signedIn(grace, PHONE);
    await phone.openBoard(id);
    assert.equal(await phone.svg(), picture);
    await phone.cursorOf(SCRIPT).waitFor({ state: "attached" });
    const width = await phone.page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= PHONE.width, `the page is ${width} pixels wide`);
    await phone.screenshot("board-phone");

    await two.close();
    await until("who has left points nowhere", async () => (await one.cursorOf(SCRIPT).count()) === 0);
    assert.deepEqual([one, two, phone].flatMap((painter) => painter.complaints), []);
    await Promise.all([one.close(), phone.close()]);
});

test("a stylus draws broader where it is pressed, two fingers zoom and draw nothing", async () => {
    const painter = await (await signedIn(grace)).openBoard(fresh("board"));
    const input = await painter.page.context().newCDPSession(painter.page);
    const finger = (type, ...points) => input.send("Input.dispatchTouchEvent", { type, touchPoints: points });
    await painter.press("p");

    await finger("touchStart", { x: 400, y: 300, id: 1 });
    await finger("touchMove", { x: 420, y: 310, id: 1 });
    await finger("touchMove", { x: 500, y: 340, id: 1 });
    await finger("touchEnd");
    assert.equal(shapesIn(await samePicture([painter], 1)), 1, "one finger draws");
    const zoom = () => painter.page.locator(".board-button--zoom").innerText();
    const before = await zoom();
    await finger("touchStart", { x: 400, y: 300, id: 1 }, { x: 500, y: 300, id: 2 });
    await finger("touchMove", { x: 350, y: 300, id: 1 }, { x: 550, y: 300, id: 2 });
    await finger("touchMove", { x: 300, y: 300, id: 1 }, { x: 600, y: 300, id: 2 });
    await finger("touchEnd");
    assert.notEqual(await zoom(), before);
    await samePicture([painter], 1);

    const breadth = async (left, force) => {
        const pen = (type, x, y) =>
            input.send("Input.dispatchMouseEvent", {
                ...{ type, x, y, force, pointerType: "pen", button: "left", clickCount: 1 },
                buttons: type === "mouseReleased" ? 0 : 1,
            });
        const shapes = shapesIn(await painter.svg());
        await pen("mousePressed", left, 450);
        for (let x = left; x < left + 200; x += 10) {
            await pen("mouseMoved", x, 450);
        }
        await pen("mouseReleased", left + 200, 450);
        const picture = await samePicture([painter], shapes + 1);
        const ys = [...picture.match(/^<path .*$/gm).at(-1).matchAll(/[-\d.]+[ ,]([-\d.]+)/g)].map((pair) => Number(pair[1]));
        return Math.max(...ys) - Math.min(...ys);
    };
    const light = await breadth(250, 0.1);
    const firm = await breadth(550, 0.9);
    assert.ok(firm > 1.5 * light, `${firm} after ${light}`);
    assert.deepEqual(painter.complaints, []);
    await painter.close();
});

test("undo takes back what one has done oneself, and nothing else", async () => {
    const [one, two] = await together(fresh("undo"));
    await one.rectangle([300, 200], [500, 350]);
    const mine = await samePicture([one, two], 1);
    await two.draw([600, 200], [700, 300], [600, 400]);
    const both = await samePicture([one, two], 2);

    await one.press("Control+z");
    const theirs = await samePicture([one, two], 1);
    assert.notEqual(theirs, mine);
    await one.press("Control+z");
    await two.rectangle([750, 200], [850, 350]);
    await samePicture([one, two], 2);
    await two.press("Control+z");
    assert.equal(await samePicture([one, two], 1), theirs, "there was nothing more to take back");

    await one.press("Control+y");
    assert.equal(await samePicture([one, two], 2), both);
    await two.press("Control+z");
    assert.equal(await samePicture([one, two], 1), mine);
    assert.deepEqual([one, two].flatMap((painter) => painter.complaints), []);
    await Promise.all([one.close(), two.close()]);
});

test("a guest looks on as long as the board is shared, and not longer", async () => {
    const id = fresh("shared");
    const owner = await signedIn(grace);
    await owner.openBoard(id);
    await owner.draw([300, 200], [500, 300]);
    await samePicture([owner], 1);
    await owner.share("view");

    const guest = await Painter.open(browser, server);
    await guest.page.goto(`${server.url}/board/${id}`);
    await guest.page.locator("#guest[open]").waitFor();
    assert.deepEqual(guest.sockets, [], "the name is asked first");
    await guest.screenshot("board-guest-name");
    await guest.page.fill("#guest-name", "<i>Guest</i>");
    await guest.press("Enter");
    await guest.untilStatus(/read, not write/);

    await owner.rectangle([600, 200], [800, 400]);
    const picture = await until("the guest sees what is drawn", async () => {
        const seen = await guest.svg();
        return shapesIn(seen) === 2 && seen;
    });
    assert.equal(picture, await owner.svg());
    await guest.point([500, 500]);
    await owner.cursorOf("<i>Guest</i>").waitFor();

    assert.ok(await guest.page.locator("[data-tool=pen]").isHidden());
    await guest.draw([300, 500], [400, 600]);
    assert.equal(await guest.svg(), picture);
    await guest.screenshot("board-guest");
    assert.deepEqual([owner, guest].flatMap((painter) => painter.complaints), []);

    await owner.share("none");
    await guest.page.locator("#banner", { hasText: "You may not open this board" }).waitFor();
    await until("the guest's pointer is gone", async () => (await owner.cursors().count()) === 0);
    await owner.draw([300, 500], [400, 600]);
    await samePicture([owner], 3);
    assert.equal(await guest.svg(), picture);
    await guest.screenshot("board-guest-ended");
    await guest.page.reload();
    assert.match(guest.page.url(), /\/login/);
    assert.deepEqual(guest.complaints.filter((complaint) => !/status of 401/.test(complaint)), []);
    await Promise.all([owner.close(), guest.close()]);
});

test(
    "the server is killed while both draw: the pages come back by themselves, no stroke is lost or doubled",
    async () => {
        const id = fresh("killed");
        const painters = await together(id);
        const doodles = painters.map((painter, i) => new Doodle(painter, i));

        await until("both have drawn", () => doodles.every((doodle) => doodle.strokes > 5));
        await server.kill();
        const before = doodles.map((doodle) => doodle.strokes);
        await until("both have noticed", async () => {
            const statuses = await Promise.all(painters.map((painter) => painter.status()));
            return statuses.every((status) => /reconnecting/i.test(status));
        });
        await until("both go on", () => doodles.every((doodle, i) => doodle.strokes > before[i] + 3));
        await painters[0].screenshot("board-reconnecting");
        await server.start();
        await Promise.all(doodles.map((doodle) => doodle.stop()));

        const strokes = doodles.reduce((sum, doodle) => sum + doodle.strokes, 0);
        const picture = await samePicture(painters, strokes);
        const late = await signedIn(grace);
        await late.openBoard(id);
        assert.equal(await late.svg(), picture);
        await late.screenshot("board-after-restart");

        await painters[0].point([640, 400]);
        await painters[1].cursorOf("Grace Hopper").waitFor();
        const everybody = [...painters, late];
        const complaints = everybody.flatMap((painter) => painter.complaints);
        // Logins end with the process (401), passes to boards do not.
        const expected = /ERR_|WebSocket connection|status of 401/;
        assert.deepEqual(complaints.filter((complaint) => !expected.test(complaint)), []);
        await Promise.all(everybody.map((painter) => painter.close()));
    },
    6 * MINUTES,
);

/** Somebody who draws short strokes, one after the other, until told to stop. */
class Doodle {
    /** Finished ones. */
    strokes = 0;
    #going = true;
    #end;

    constructor(painter, seat) {
        this.#end = this.#draw(painter, seat);
        this.#end.catch(() => {});
    }

    async stop() {
        this.#going = false;
        await this.#end;
    }

    async #draw(painter, seat) {
        while (this.#going) {
            const x = 260 + seat * 380 + (this.strokes % 12) * 30;
            const y = 120 + (Math.floor(this.strokes / 12) % 14) * 30;
            await painter.draw([x, y], [x + 12, y + 18], [x + 22, y + 2]);
            this.strokes++;
        }
    }
}

async function paint(painter, left, words) {
    await painter.draw([left, 180], [left + 80, 240], [left + 160, 170], [left + 240, 230]);
    await painter.rectangle([left, 290], [left + 200, 390]);
    await painter.write([left, 430], words);
}

async function signedIn(account, viewport = DESKTOP) {
    const painter = await Painter.open(browser, server, viewport);
    return painter.logIn(account);
}

/** Both, on one board. */
async function together(id) {
    const painters = await Promise.all([grace, mallory].map((account) => signedIn(account)));
    return Promise.all(painters.map((painter) => painter.openBoard(id)));
}

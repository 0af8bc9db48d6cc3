import { expect, test, vi } from "vitest";
import { NoTicket } from "../../src/board/client.js";
import { Camera } from "../../src/board/camera.js";
import type { Canvas } from "../../src/board/canvas.js";
import { Desk } from "../../src/board/desk.js";
import { Drafts, DraftSender } from "../../src/board/drafts.js";
import { Entrance } from "../../src/board/entrance.js";
import { escape, svg } from "../../src/board/export.js";
import { bounds, dragged, frame, resized, touches, union } from "../../src/board/geometry.js";
import { encode, type Op } from "../../src/board/format.js";
import { History } from "../../src/board/history.js";
import { outline } from "../../src/board/outline.js";
import { peopleOf } from "../../src/board/people.js";
import { Presence } from "../../src/board/presence.js";
import { Picture } from "../../src/board/picture.js";
import type { Settings } from "../../src/board/settings.js";
import { shapeOf } from "../../src/board/shape.js";
import { penShape } from "../../src/board/tools.js";
import { utf8 } from "../../src/board/wire.js";
import { colourOf } from "../../src/people/colours.js";

const measure = (text: string, size: number): number => text.length * size * 0.5;

test("a picture as SVG: every kind of shape, and text that is text", () => {
    const file = svg([
        penShape([0, 0, 0.5, 10, 5, 0.5, 20, 0, 0.5], "#112233", 4),
        shapeOf("rectangle", { w: 30, h: 10, filled: true }),
        shapeOf("ellipse", { w: -30, h: 10 }),
        shapeOf("arrow", { w: 50, h: 0 }),
        shapeOf("line", { w: 5, h: 5 }),
        shapeOf("text", { text: "</text><script>alert('1')</script>\n  a & \"b\" \u0000\ud800 😀" }),
    ]);
    const document = new DOMParser().parseFromString(file, "image/svg+xml");
    expect(document.querySelector("parsererror")).toBeNull();
    expect(document.querySelector("script")).toBeNull();
    expect(document.querySelectorAll("path")).toHaveLength(5);
    const [first, second] = document.querySelectorAll("tspan");
    expect(first!.textContent).toBe("</text><script>alert('1')</script>");
    expect(second!.textContent).toBe('  a & "b" \ufffd\ufffd 😀');
    expect(svg([])).toContain("<svg");
});

test("nothing ends an attribute", () => {
    expect(escape(`"'<>&`)).toBe("&#34;&#39;&#60;&#62;&#38;");
});

test("a stroke keeps its points when it is moved and resized", () => {
    const pen = penShape([100, 100, 0.5, 120, 140, 0.9], "#000000", 4);
    expect(pen).toMatchObject({ x: 100, y: 100, w: 20, h: 40, pw: 20, ph: 40, points: [0, 0, 0.5, 20, 40, 0.9] });
    const larger = { ...pen, ...resized(pen, frame(pen), { x: 0, y: 0, w: 40, h: 40 }) };
    expect(frame(larger)).toEqual({ x: 0, y: 0, w: 40, h: 40 });
    expect(touches(larger, { x: 20, y: 20 }, 1)).toBe(true);
    expect(touches(larger, { x: 35, y: 5 }, 1)).toBe(false);
    expect(outline(larger).path).toMatch(/^M[-\d.]+ [-\d.]+Q.*Z$/);
    expect(outline(penShape([1, 1, 0.5], "#000000", 4)).path).not.toBe("");
});

test("pressure makes a stroke broader", () => {
    const breadth = (pressure: number): number => {
        const points = Array.from({ length: 30 }, (_, i) => [i * 5, 0, pressure]).flat();
        const numbers = outline(penShape(points, "#000000", 10)).path.match(/-?[\d.]+ -?[\d.]+/g)!;
        const heights = numbers.map((pair) => Number(pair.split(" ")[1]));
        return Math.max(...heights) - Math.min(...heights);
    };
    expect(breadth(0.9)).toBeGreaterThan(breadth(0.2) * 1.5);
});

test("outlines are hit on their line, filled shapes inside as well", () => {
    const box = shapeOf("rectangle", { w: 100, h: 100 });
    expect(touches(box, { x: 50, y: 50 }, 2)).toBe(false);
    expect(touches({ ...box, filled: true }, { x: 50, y: 50 }, 2)).toBe(true);
    expect(touches(box, { x: 1, y: 50 }, 2)).toBe(true);
    const round = shapeOf("ellipse", { x: 100, y: 100, w: -100, h: -50 });
    expect(touches(round, { x: 50, y: 51 }, 2)).toBe(true);
    expect(touches(round, { x: 50, y: 75 }, 2)).toBe(false);
    expect(touches(round, { x: 2, y: 52 }, 2)).toBe(false);
    const line = shapeOf("line", { w: 100, h: 100 });
    expect(touches(line, { x: 50, y: 52 }, 2)).toBe(true);
    expect(touches(line, { x: 80, y: 20 }, 2)).toBe(false);
    expect(frame(shapeOf("text", { text: "ab\nabcd", size: 10 }), measure)).toEqual({ x: 0, y: 0, w: 20, h: 26 });
    expect(bounds(box)).toEqual({ x: -4, y: -4, w: 108, h: 108 });
    expect(union([])).toBeNull();
});

test("grips", () => {
    const box = { x: 10, y: 10, w: 100, h: 50 };
    expect(dragged(box, "se", 10, 20, false)).toEqual({ x: 10, y: 10, w: 110, h: 70 });
    expect(dragged(box, "nw", 10, 20, false)).toEqual({ x: 20, y: 30, w: 90, h: 30 });
    expect(dragged(box, "e", -500, 0, false).w).toBe(4);
    expect(dragged(box, "se", 100, 0, true)).toEqual({ x: 10, y: 10, w: 200, h: 100 });
    const text = shapeOf("text", { x: 10, y: 10, size: 20 });
    expect(resized(text, box, { x: 0, y: 0, w: 200, h: 100 })).toEqual({ x: 0, y: 0, size: 40 });
});

test("the camera keeps the point that it zooms at", () => {
    const camera = new Camera(() => {});
    camera.resize(800, 600);
    const before = camera.toBoard({ x: 200, y: 100 });
    camera.zoomTo(3, { x: 200, y: 100 });
    const after = camera.toBoard({ x: 200, y: 100 });
    expect(after.x).toBeCloseTo(before.x);
    expect(after.y).toBeCloseTo(before.y);
    camera.zoomTo(1000);
    expect(camera.zoom).toBe(8);
    camera.fit({ x: 1000, y: 1000, w: 4000, h: 10 });
    const corner = camera.toScreen({ x: 5000, y: 1010 });
    expect(corner.x).toBeLessThan(800);
    expect(camera.toBoard(camera.toScreen({ x: 5, y: 6 })).x).toBeCloseTo(5);
});

test("people come and go with their keys, and nothing of them is believed", () => {
    const sent: string[] = [];
    const changed = vi.fn();
    const presence = new Presence(
        { username: "ada", name: "Ada" },
        "mine",
        (name, value) => sent.push(`${name} ${Buffer.from(value)}`),
        changed,
    );
    presence.joined();
    presence.point({ x: 1.4, y: 2.6 });
    expect(sent[0]).toBe('cursor:mine {"username":"ada","name":"Ada"}');
    const key = (name: string, value: string | object, version = 0) => ({
        name,
        version,
        value: utf8(typeof value === "string" ? value : JSON.stringify(value)),
    });
    presence.receive([
        key("cursor:1", { username: "bob", name: "<b>Bob</b>", x: 1, y: 2 }),
        key("cursor:2", { username: "", name: " ", x: "1", y: null }),
        key("cursor:3", "no JSON"),
        key("cursor:4", { username: 7 }),
        key("cursor:mine", { username: "eve", name: "Eve" }),
        key("other", { username: "eve", name: "Eve" }),
    ]);
    const peers = [...presence.peers];
    expect(peers.map(({ name, at }) => [name, at])).toEqual([
        ["<b>Bob</b>", { x: 1, y: 2 }],
        ["Guest", null],
    ]);
    expect(peers[0]!.colour).toBe(colourOf("bob"));
    const people = peopleOf(
        [...peers, { ...peers[0]!, key: "cursor:9" }, { ...peers[0]!, key: "cursor:8", username: "ada" }],
        { username: "ada", name: "Ada" },
    );
    expect(people.map(({ name, me, sessions }) => [name, me, sessions.length])).toEqual([
        ["Ada", true, 1],
        ["<b>Bob</b>", false, 2],
        ["Guest", false, 1],
    ]);
    presence.receive([key("cursor:1", "", 1)]);
    expect([...presence.peers]).toHaveLength(1);
});

test("a stroke is shown to others while it grows", () => {
    vi.useFakeTimers();
    const drafts = new Drafts(() => {}, Date.now);
    const sizes: number[] = [];
    const sender = new DraftSender(
        (data) => {
            sizes.push(data.length);
            drafts.receive(data);
        },
        () => true,
    );
    const points: number[] = [];
    for (let i = 0; i < 200; i++) {
        points.push(i, i, 0.5);
        sender.show({ id: "d", shape: shapeOf("pen", { points: [...points] }) });
        vi.advanceTimersByTime(10);
    }
    vi.advanceTimersByTime(100);
    expect([...drafts.shapes].map((shape) => shape.points.length)).toEqual([600]);
    expect(Math.max(...sizes)).toBeLessThan(400);
    sender.show(null);
    drafts.drop(["d"]);
    expect([...drafts.shapes]).toEqual([]);
    drafts.receive(utf8("[]"));
    drafts.receive(utf8("null"));
    drafts.receive(utf8('{"draft":"late","shape":{"kind":"pen","x":0,"y":0},"from":30}'));
    expect([...drafts.shapes]).toEqual([]);
    vi.useRealTimers();
});

test("what is drawn is shown whole before it is stored, and stored without what goes without saying", () => {
    const picture = new Picture();
    const saved: Op[] = [];
    const history = new History(
        picture,
        (step) => desk.operation(step),
        (ops) => {
            saved.push(...ops);
            picture.perform(ops);
        },
    );
    const canvas = { instead: new Map(), show() {}, redraw() {}, redrawDrafts() {} } as unknown as Canvas;
    const desk: Desk = new Desk(picture, history, new Camera(() => {}), canvas, { drafted() {}, changed() {} });
    desk.locked = false;
    const drawn = penShape([0, 0, 0.5, 10, 5, 0.5], "#1f2937", 4);
    const id = desk.add(drawn);
    expect(picture.get(id)!.shape).toEqual(drawn);
    expect(svg([picture.get(id)!.shape])).not.toContain("NaN");
    expect(new TextDecoder().decode(encode(saved))).not.toContain("colour");
});

test("a page whose login is gone comes back by the pass that it has", async () => {
    const settings = { signedIn: true, tokenUrl: "/token", socketPath: "/socket" } as Settings;
    const entrance = new Entrance(settings);
    const answer = vi.fn();
    vi.stubGlobal("fetch", answer);
    answer.mockResolvedValueOnce(new Response("", { status: 401 }));
    await expect(entrance.ticket()).rejects.toThrow(NoTicket);
    answer.mockResolvedValueOnce(new Response(JSON.stringify({ token: "one", permissions: "rw" })));
    expect((await entrance.ticket()).name).toBe("one");
    expect(entrance.refusal()).toBe("denied");
    answer.mockResolvedValueOnce(new Response("", { status: 401 }));
    expect((await entrance.ticket()).name).toBe("one");
    expect(entrance.refusal()).toBe("signed-out");
    vi.unstubAllGlobals();
});

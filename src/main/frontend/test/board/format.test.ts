import { expect, test } from "vitest";
import { BoardDocument } from "../../src/board/document.js";
import { encode, HEADER, Lines, type Op, randomId, readLine } from "../../src/board/format.js";
import { History } from "../../src/board/history.js";
import { Picture } from "../../src/board/picture.js";
import { brief, type Change, cleanShape, type Shape, shapeOf } from "../../src/board/shape.js";
import { utf8 } from "../../src/board/wire.js";
import { forSeeds, type Random } from "../random.js";

const rectangle = (extra: Partial<Shape> = {}): Shape => shapeOf("rectangle", { w: 10, h: 20, ...extra });

function add(shape: string, props: Shape = rectangle()): Op {
    return { op: "add", id: randomId(), by: "me", shape, props };
}

function set(shape: string, props: Change): Op {
    return { op: "set", id: randomId(), by: "me", shape, props };
}

function mark(op: "remove" | "restore", shape: string): Op {
    return { op, id: randomId(), by: "me", shape };
}

function lines(text: string | Uint8Array): unknown[] {
    return [...new Lines().add(typeof text === "string" ? utf8(text) : text)];
}

function seen(picture: Picture): [string, Shape][] {
    return [...picture.items()].map(({ id, shape }) => [id, shape]);
}

test("operations survive the way into bytes and back", () => {
    const ops = [
        add("a", rectangle({ filled: true, colour: "#ff0000" })),
        add("b", shapeOf("text", { text: 'ein\n"zwei" \u2028 😀' })),
        set("a", { x: 3, filled: false }),
        mark("remove", "a"),
        mark("restore", "a"),
    ];
    expect(lines(encode(ops))).toEqual(ops);
});

test("a shape is written without what it has anyway", () => {
    expect(brief(rectangle())).toEqual({ kind: "rectangle", x: 0, y: 0, w: 10, h: 20 });
    expect(cleanShape(brief(rectangle()))).toEqual(rectangle());
});

test("lines may be cut anywhere, also within a character", () => {
    const text = encode([add("ä"), add("😀"), set("ä", { x: 1 })]);
    for (let cut = 0; cut <= text.length; cut++) {
        const reader = new Lines();
        const found = [...reader.add(text.subarray(0, cut)), ...reader.add(text.subarray(cut))];
        expect(found).toHaveLength(3);
        expect(found).not.toContain(null);
        expect(reader.open).toBe(false);
    }
});

test("what cannot be an operation means nothing", () => {
    for (const text of [
        "[]",
        "null",
        "7",
        "{}",
        "{",
        '{"op":"add","id":"1","by":"2","shape":"3"}',
        '{"op":"add","id":"1","by":"2","shape":"3","props":{"kind":"virus","x":0,"y":0}}',
        '{"op":"add","id":"1","by":"2","shape":"3","props":{"kind":"line","x":1e999,"y":0}}',
        '{"op":"add","id":"1","by":"2","shape":"3","props":{"kind":"line","x":0,"y":0,"colour":"red;}"}}',
        '{"op":"explode","id":"1","by":"2","shape":"3"}',
        '{"op":"remove","id":1,"by":"2","shape":"3"}',
    ]) {
        expect(readLine(text), text).toBeNull();
    }
    expect(lines(new Uint8Array([0xff, 0xfe, 0x0a, 0x7b, 0x7d, 0x0a]))).toEqual([null, null]);
    expect(readLine('{"op":"set","id":"1","by":"2","shape":"3","props":{"x":"far","y":2,"kind":"pen"}}')).toEqual({
        op: "set",
        id: "1",
        by: "2",
        shape: "3",
        props: { y: 2 },
    });
});

test("tells its own boards from those of others", () => {
    const kindOf = (text: string): string => {
        const document = new BoardDocument();
        document.receive(utf8(text), false);
        return document.kind;
    };
    expect(kindOf("")).toBe("empty");
    expect(kindOf(HEADER)).toBe("ours");
    expect(kindOf('{"format":"coterie-board","version":2}\n')).toBe("newer");
    expect(kindOf("zwibbler3.[{}]")).toBe("foreign");
    expect(kindOf("zwibbler3.[{}]\nmore")).toBe("foreign");
    expect(kindOf(`{"op":"remove"}\n${HEADER}`)).toBe("foreign");
});

test("mends the end of a board that others have written to", () => {
    const document = new BoardDocument();
    expect(Buffer.from(document.joint()).toString()).toBe(HEADER);
    document.receive(utf8(HEADER), false);
    expect(document.joint()).toHaveLength(0);
    document.receive(utf8("half a li"), false);
    expect(Buffer.from(document.joint()).toString()).toBe("\n");
    document.receive(utf8("\n"), false);
    document.receive(encode([add("a")]), false);
    expect(document.strange).toBe(1);
    expect(seen(document.picture)).toHaveLength(1);
});

test("the later one wins, property by property, and a shape comes back where it was", () => {
    const picture = new Picture();
    picture.store([add("a"), add("b"), set("a", { x: 1, y: 1 }), set("a", { x: 2 }), mark("remove", "a")]);
    picture.store([set("a", { y: 5 })]);
    expect(seen(picture).map(([id]) => id)).toEqual(["b"]);
    picture.store([mark("restore", "a"), add("a", rectangle({ x: 99 })), set("nobody", { x: 1 })]);
    expect(seen(picture)).toEqual([
        ["a", rectangle({ x: 2, y: 5 })],
        ["b", rectangle()],
    ]);
});

test("what waits lies over what is stored, and can be given up", () => {
    const picture = new Picture();
    picture.store([add("a")]);
    picture.perform([set("a", { x: 7 }), add("mine")]);
    picture.store([set("a", { x: 1, y: 1 }), add("theirs")]);
    expect(seen(picture).map(([id, { x, y }]) => [id, x, y])).toEqual([
        ["a", 7, 1],
        ["theirs", 0, 0],
        ["mine", 0, 0],
    ]);
    picture.abandon();
    expect(seen(picture).map(([id, { x, y }]) => [id, x, y])).toEqual([
        ["a", 1, 1],
        ["theirs", 0, 0],
    ]);
});

function person(): { picture: Picture; history: History } {
    const picture = new Picture();
    const history: History = new History(
        picture,
        (step) => (step.op === "set" ? set(step.shape, step.props) : mark(step.op, step.shape)),
        (ops) => picture.perform(ops),
    );
    return { picture, history };
}

test("takes back and does again", () => {
    const { picture, history } = person();
    history.run([add("a"), add("b")]);
    history.run([set("a", { x: 5 }), set("b", { x: 6 })]);
    history.run([mark("remove", "a")]);
    expect(history.undo()).toEqual(["a"]);
    expect(picture.get("a")!.removed).toBe(false);
    history.undo();
    expect(seen(picture).map(([, { x }]) => x)).toEqual([0, 0]);
    history.undo();
    expect(seen(picture)).toEqual([]);
    expect(history.canUndo).toBe(false);
    history.redo();
    history.redo();
    expect(seen(picture).map(([, { x }]) => x)).toEqual([5, 6]);
    history.run([set("a", { x: 1 })]);
    history.undo();
    history.redo();
    expect(picture.get("a")!.shape.x).toBe(1);
    history.undo();
    history.run([set("a", { y: 9 })]);
    expect(history.canRedo).toBe(false);
});

test("undo leaves alone what others have changed since, and what they did", () => {
    const { picture, history } = person();
    history.run([add("a")]);
    history.run([set("a", { x: 5, y: 5 })]);
    picture.perform([set("a", { x: 77 }), add("theirs")]);
    history.undo();
    expect(picture.get("a")!.shape).toMatchObject({ x: 77, y: 0 });
    history.run([set("a", { colour: "#ff0000" })]);
    picture.perform([mark("remove", "a")]);
    expect(history.undo()).toEqual([]);
    expect(seen(picture).map(([id]) => id)).toEqual(["theirs"]);
    expect(history.canUndo).toBe(false);
});

test("nothing that changes nothing is kept to be taken back", () => {
    const { history } = person();
    history.run([set("nobody", { x: 1 })]);
    history.run([add("a")]);
    history.run([set("a", { x: 0 })]);
    history.run([mark("restore", "a")]);
    history.undo();
    expect(history.canUndo).toBe(false);
});

/** A page that sends when told to: an append is judged by its offset, as the server does. */
class Page {
    readonly document = new BoardDocument();
    readonly history: History;
    private offset = 0;
    private readonly waiting: { data: Uint8Array; count: number }[] = [];

    constructor(private readonly log: { bytes: Buffer }) {
        this.history = new History(
            this.document.picture,
            (step) => (step.op === "set" ? set(step.shape, step.props) : mark(step.op, step.shape)),
            (ops) => this.waiting.push({ data: this.document.perform(ops), count: ops.length }),
        );
    }

    get ids(): string[] {
        return [...this.document.picture.items()].map(({ id }) => id);
    }

    receive(most = Infinity): void {
        const to = Math.min(this.log.bytes.length, this.offset + most);
        this.document.receive(new Uint8Array(this.log.bytes.subarray(this.offset, to)), false);
        this.offset = to;
    }

    /** False: refused, because there is more in the board than is known here. */
    send(): boolean {
        if (this.offset !== this.log.bytes.length) {
            return false;
        }
        const next = this.waiting.shift();
        if (next) {
            const joint = this.document.joint();
            this.log.bytes = Buffer.concat([this.log.bytes, joint, next.data]);
            this.document.receive(joint, false);
            this.document.receive(next.data, true);
            this.offset = this.log.bytes.length;
        }
        return true;
    }

    settle(): void {
        while (this.waiting.length > 0) {
            this.receive();
            this.send();
        }
    }
}

function act(page: Page, random: Random): void {
    const { history } = page;
    const some = (): string => random.pick(page.ids.length > 0 ? page.ids : ["none"]);
    switch (random.int(7)) {
        case 0:
        case 1:
            return history.run([add(`s${random.int(1e9)}`, rectangle({ x: random.int(100) }))]);
        case 2:
            return history.run([set(some(), { x: random.int(100) }), set(some(), { colour: "#00ff00" })]);
        case 3:
            return history.run([mark("remove", some())]);
        case 4:
            return void history.undo();
        case 5:
            return void history.redo();
        default:
            return page.receive(random.int(400));
    }
}

test("whatever happens at the same time, everybody sees the same picture", () => {
    forSeeds(150, (random) => {
        const log = { bytes: Buffer.alloc(0) };
        const pages = Array.from({ length: 2 + random.int(3) }, () => new Page(log));
        for (let i = 0; i < 60; i++) {
            const page = random.pick(pages);
            act(page, random);
            if (random.chance(0.4)) {
                page.send();
            }
        }
        pages.forEach((page) => page.settle());
        pages.forEach((page) => page.receive());
        const fresh = new BoardDocument();
        fresh.receive(new Uint8Array(log.bytes), false);
        for (const { document } of pages) {
            expect(seen(document.picture)).toEqual(seen(fresh.picture));
            expect(document.picture.unsaved).toBe(0);
        }
        expect(fresh.strange).toBe(0);
    });
});

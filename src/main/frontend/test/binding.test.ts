import type { Ace } from "ace-builds";
import { expect, test, vi } from "vitest";
import { Binding } from "../src/binding/binding.js";
import { ace, newEditor, newSession, range } from "./ace.js";
import { forSeeds, PLAIN, Random, WILD } from "./random.js";
import { Client, Server } from "./server.js";

interface Person {
    session: Ace.EditSession;
    client: Client;
    binding: Binding;
}

function join(server: Server, failed: (reason: unknown) => void = (reason) => {
    throw reason;
}): Person {
    const session = newSession();
    const client = new Client(server);
    const binding = new Binding(session, client, { failed, moved: () => {} });
    return { session, client, binding };
}

/** What a timer does in the page. */
function endOperation(session: Ace.EditSession): void {
    (session as unknown as { endOperation(): void }).endOperation();
}

function settle(server: Server, people: Person[]): void {
    for (let more = true; more; ) {
        more = false;
        for (const person of people) {
            person.binding.flush();
            more ||= person.client.unsent > 0;
            person.client.send();
            person.client.receive();
        }
    }
    for (const { binding, session, client } of people) {
        expect(client.value()).toBe(server.text);
        expect(binding.text()).toBe(server.text);
        expect(binding.length).toBe(server.text.length);
        // What a page opened now would show.
        expect(session.getDocument().getAllLines()).toEqual(server.text.split(/\r\n|\r|\n/));
    }
}

function randomPosition(random: Random, session: Ace.EditSession): Ace.Point {
    const row = random.int(session.getLength());
    return { row, column: random.int(session.getLine(row).length + 1) };
}

function randomEdit(random: Random, session: Ace.EditSession, pieces: readonly string[]): void {
    const start = randomPosition(random, session);
    if (random.chance(0.55)) {
        session.insert(start, random.text(pieces, 4));
    } else {
        const lines = random.int(3);
        const row = Math.min(start.row + lines, session.getLength() - 1);
        const column = random.int(session.getLine(row).length + 1);
        const there = { row, column };
        const [from, to] =
            row > start.row || column >= start.column ? [start, there] : ([there, start] as [Ace.Point, Ace.Point]);
        session.remove(range(from.row, from.column, to.row, to.column));
    }
}

function race(seed: number, random: Random, pieces: readonly string[]): void {
    const server = new Server(random.text(pieces, 30));
    const people = [join(server), join(server), join(server)];
    for (let i = 0; i < 60; i++) {
        const { session, client, binding } = random.pick(people);
        const what = random.next();
        if (what < 0.5) {
            randomEdit(random, session, pieces);
            if (random.chance(0.7)) {
                binding.flush();
            }
        } else if (what < 0.6) {
            session.getUndoManager().undo(session);
        } else if (what < 0.65) {
            session.getUndoManager().redo(session);
        } else if (what < 0.7) {
            binding.startComposition();
        } else if (what < 0.75) {
            binding.endComposition();
        } else if (what < 0.76) {
            binding.flush();
            client.receive();
            if (client.unsent === 0) {
                client.set(random.text(pieces, 20));
            }
        } else if (what < 0.9) {
            client.send();
        } else {
            client.receive(random.int(3) + 1);
        }
    }
    people.forEach(({ binding }) => binding.endComposition());
    settle(server, people);
    void seed;
}

test("editors that race each other end with the same text", () => {
    forSeeds(300, (random, seed) => race(seed, random, PLAIN));
});

test("so they do with every kind of end of line, emoji and lone surrogates", () => {
    forSeeds(500, (random, seed) => race(seed, random, WILD));
});

test("foreign ends of lines do not make indexes drift", () => {
    const server = new Server("one\r\ntwo\rthree\nfour");
    const { session, client, binding } = join(server);
    expect(session.getDocument().getAllLines()).toEqual(["one", "two", "three", "four"]);
    expect(binding.indexOf({ row: 2, column: 1 })).toBe(10);
    session.insert({ row: 3, column: 4 }, "!");
    session.remove(range(0, 3, 1, 0));
    binding.flush();
    expect(client.value()).toBe("onetwo\rthree\nfour!");
    session.insert({ row: 0, column: 6 }, "\r\nnew");
    binding.flush();
    expect(client.value()).toBe("onetwo\nnew\rthree\nfour!");
});

test("a carriage return never joins a line feed that was typed", () => {
    const server = new Server("a\rb");
    const { session, client, binding } = join(server);
    session.insert({ row: 1, column: 0 }, "\n");
    binding.flush();
    expect(session.getLength()).toBe(3);
    expect(client.value()).toBe("a\n\nb");
});

test("half an emoji is not sent", () => {
    const server = new Server("");
    const { session, client, binding } = join(server);
    session.insert({ row: 0, column: 0 }, "a😀b\ud83dc\ude00");
    binding.flush();
    expect(client.value()).toBe("a😀b\ufffdc\ufffd");
    expect(session.getValue()).toBe(client.value());
});

test("ten thousand lines are one operation in and one out", () => {
    const server = new Server("top\nbottom");
    const { session, client, binding } = join(server);
    const lines = Array.from({ length: 10_000 }, (_, i) => `line ${i}`).join("\r\n");
    session.insert({ row: 0, column: 3 }, lines);
    binding.flush();
    expect(client.operations).toBe(1);
    expect(client.value()).toBe(`top${lines.replaceAll("\r\n", "\n")}\nbottom`);
    session.remove(range(0, 3, 9_999, 9));
    binding.flush();
    expect(client.operations).toBe(2);
    expect(client.value()).toBe("top\nbottom");
});

test("replacing everywhere is one operation, however many places there are", () => {
    const text = "some word and another word\n".repeat(4000);
    const server = new Server(text);
    const { session, client, binding } = join(server);
    const { Search } = ace.require("ace/search") as { Search: new () => { set(options: object): { findAll(session: Ace.EditSession): Ace.Range[] } } };
    const ranges = new Search().set({ needle: "word" }).findAll(session);
    for (const found of ranges.reverse()) {
        session.replace(found, "text");
    }
    binding.flush();
    expect(client.operations).toBe(1);
    expect(client.value()).toBe(text.replaceAll("word", "text"));
    session.getUndoManager().undo(session);
    expect(client.operations).toBe(2);
    expect(client.value()).toBe(text);
});

test("what is typed with several cursors is one operation and one step to undo", () => {
    const server = new Server("a\nb\nc");
    const { session, client, binding } = join(server);
    const editor = newEditor(session);
    session.selection.moveTo(0, 0);
    editor.selectMoreLines(1);
    editor.selectMoreLines(1);
    editor.execCommand("insertstring", "x");
    binding.flush();
    expect(client.value()).toBe("xa\nxb\nxc");
    expect(client.operations).toBe(1);
    editor.undo();
    expect(client.value()).toBe("a\nb\nc");
    editor.redo();
    expect(client.value()).toBe("xa\nxb\nxc");
});

test("words are undone as ACE groups them", () => {
    const server = new Server("");
    const { session, client, binding } = join(server);
    const editor = newEditor(session);
    const type = (text: string): void => {
        for (const character of text) {
            editor.execCommand("insertstring", character);
            (session as unknown as { $syncInformUndoManager(): void }).$syncInformUndoManager();
        }
        binding.flush();
    };
    type("hello world");
    editor.undo();
    expect(client.value()).toBe("hello");
    editor.undo();
    expect(client.value()).toBe("");
    editor.redo();
    editor.redo();
    expect(client.value()).toBe("hello world");
    editor.undo();
    type("!");
    expect(session.getUndoManager().canRedo()).toBe(false);
});

test("typing stays one step though others type meanwhile", () => {
    const server = new Server("theirs\n");
    const me = join(server);
    const other = join(server);
    const editor = newEditor(me.session);
    me.session.selection.moveTo(1, 0);
    endOperation(me.session);
    for (const character of "word") {
        editor.execCommand("insertstring", character);
        (me.session as unknown as { $syncInformUndoManager(): void }).$syncInformUndoManager();
        other.session.insert({ row: 0, column: 0 }, "#");
        settle(server, [me, other]);
    }
    expect(server.text).toBe("####theirs\nword");
    editor.undo();
    settle(server, [me, other]);
    expect(server.text).toBe("####theirs\n");
    editor.redo();
    settle(server, [me, other]);
    expect(server.text).toBe("####theirs\nword");
});

test("undo and redo never touch what others wrote", () => {
    // I write lower case and digits, the other one upper case: after all my steps back only the others' edits are left.
    forSeeds(500, (random) => {
        const start = random.text(["-", "=", "\n"], 20);
        const server = new Server(start);
        const me = join(server);
        const other = join(server);
        for (let i = 0; i < 40; i++) {
            const what = random.next();
            if (what < 0.4) {
                me.session.insert(randomPosition(random, me.session), random.text(["a", "b", "1", "\n"], 3));
                me.binding.flush();
                (me.session as unknown as { mergeUndoDeltas: boolean }).mergeUndoDeltas = random.chance(0.3);
            } else if (what < 0.6) {
                other.session.insert(randomPosition(random, other.session), random.text(["A", "B", "Ü"], 3));
                other.binding.flush();
            } else if (what < 0.75) {
                me.session.getUndoManager().undo(me.session);
            } else if (what < 0.8) {
                me.session.getUndoManager().redo(me.session);
            } else {
                random.pick([me, other]).client.send();
            }
        }
        settle(server, [me, other]);
        const theirs = server.text.replace(/[^ABÜ]/g, "");
        while (me.session.getUndoManager().canUndo()) {
            me.session.getUndoManager().undo(me.session);
        }
        settle(server, [me, other]);
        expect(server.text.replace(/[^ABÜ]/g, "")).toBe(theirs);
        expect(server.text.replace(/[ABÜ]/g, "")).toBe(start);
    });
});

test("undoing a removal brings my text back around what others wrote in between", () => {
    const server = new Server("one two three");
    const me = join(server);
    const other = join(server);
    me.session.remove(range(0, 4, 0, 8));
    settle(server, [me, other]);
    other.session.insert({ row: 0, column: 0 }, ">> ");
    settle(server, [me, other]);
    me.session.getUndoManager().undo(me.session);
    settle(server, [me, other]);
    expect(server.text).toBe(">> one two three");
});

test("the selection before an edit comes back with undo, moved by what others wrote", () => {
    const server = new Server("one two three");
    const me = join(server);
    const other = join(server);
    const editor = newEditor(me.session);
    me.session.selection.setRange(range(0, 4, 0, 7));
    endOperation(me.session);
    editor.execCommand("insertstring", "2");
    settle(server, [me, other]);
    other.session.insert({ row: 0, column: 0 }, ">>\n");
    settle(server, [me, other]);
    editor.undo();
    expect(me.session.getTextRange()).toBe("two");
    expect(me.session.selection.getRange().start).toEqual({ row: 1, column: 4 });
});

test("caret and selection stay where they are when others write", () => {
    const server = new Server("one\ntwo\nthree");
    const me = join(server);
    const other = join(server);
    me.session.selection.setRange(range(1, 0, 1, 3));
    other.session.insert({ row: 1, column: 0 }, "<");
    other.session.insert({ row: 1, column: 4 }, ">");
    other.session.insert({ row: 0, column: 0 }, "new\n");
    settle(server, [me, other]);
    expect(me.session.getTextRange()).toBe("two");
    me.session.selection.moveTo(2, 1);
    other.session.insert({ row: 2, column: 1 }, "here");
    settle(server, [me, other]);
    expect(me.session.selection.getCursor()).toEqual({ row: 2, column: 1 });
});

test("the whole text set anew keeps the caret in its line", () => {
    const server = new Server("one\ntwo\nthree");
    const me = join(server);
    me.session.selection.moveTo(2, 3);
    me.client.set("zero\none\nthree!");
    expect(me.binding.text()).toBe("zero\none\nthree!");
    expect(me.session.selection.getCursor()).toEqual({ row: 2, column: 3 });
    settle(server, [me]);
});

test("remote edits wait while a character is composed, and nothing is lost", () => {
    const server = new Server("hello world");
    const me = join(server);
    const other = join(server);
    me.binding.startComposition();
    me.session.insert({ row: 0, column: 5 }, "ni");
    other.session.insert({ row: 0, column: 0 }, ">> ");
    other.session.remove(range(0, 8, 0, 9));
    other.binding.flush();
    other.client.send();
    other.client.send();
    me.binding.flush();
    me.client.receive();
    expect(me.session.getValue()).toBe("helloni world");
    expect(me.binding.indexOf({ row: 0, column: 7 })).toBe(10);
    me.session.remove(range(0, 5, 0, 7));
    me.session.insert({ row: 0, column: 5 }, "你");
    me.binding.flush();
    expect(me.session.getValue()).toBe("hello你 world");
    me.binding.endComposition();
    settle(server, [me, other]);
    expect(server.text.replace(" ", "")).toBe(">>hello你world".replace(" ", ""));
});

test("an edit that is refused is told once, and the text stays", () => {
    const server = new Server("text");
    const failed = vi.fn();
    const me = join(server, failed);
    me.client.refuse = true;
    me.session.insert({ row: 0, column: 4 }, " mine");
    me.binding.flush();
    me.session.insert({ row: 0, column: 9 }, " too");
    me.binding.flush();
    expect(failed).toHaveBeenCalledTimes(1);
    expect(me.session.getValue()).toBe("text mine too");
});

test("an editor that went astray is repaired", () => {
    const server = new Server("one\ntwo");
    const me = join(server);
    expect(me.binding.verify()).toBe(true);
    (me.client as unknown as { data: string }).data = "one\n2\nthree";
    expect(me.binding.verify()).toBe(false);
    expect(me.session.getValue()).toBe("one\n2\nthree");
    expect(me.binding.verify()).toBe(true);
});

test("typing in a document of a megabyte never reads or rebuilds the whole text", () => {
    const server = new Server("const a = 'some line of text';\n".repeat(34_000));
    const me = join(server);
    const other = join(server);
    const whole = [
        vi.spyOn(me.session.getDocument(), "getAllLines"),
        vi.spyOn(me.session.getDocument(), "getValue"),
        vi.spyOn(me.client, "value"),
    ];
    const started = performance.now();
    for (let i = 0; i < 100; i++) {
        me.session.insert({ row: 17_000, column: i }, i % 10 === 9 ? "\n" : "x");
        me.binding.flush();
        other.session.insert({ row: 100, column: 0 }, "y");
        other.binding.flush();
        other.client.send();
        me.client.receive();
        me.binding.indexOf({ row: 30_000, column: 1 });
        me.binding.positionOf(900_000);
    }
    expect((performance.now() - started) / 100).toBeLessThan(100);
    whole.forEach((read) => expect(read).not.toHaveBeenCalled());
    settle(server, [me, other]);
});

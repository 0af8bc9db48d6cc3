import { expect, test } from "vitest";
import {
    apply,
    type Change,
    coarsen,
    compose,
    composeAll,
    insertion,
    invert,
    mapIndex,
    NOTHING,
    removal,
    splice,
    splicesFromEnd,
    transform,
} from "../src/binding/change.js";
import { diff } from "../src/binding/diff.js";
import { forSeeds, PLAIN, Random, WILD } from "./random.js";

function randomSplice(random: Random, text: string): Change {
    const index = random.int(text.length + 1);
    const removed = random.chance(0.5) ? random.int(Math.min(6, text.length - index) + 1) : 0;
    return splice(index, removed, random.chance(0.7) ? random.text(PLAIN, 3) : "");
}

function randomChange(random: Random, text: string): Change {
    let change: Change = NOTHING;
    let now = text;
    for (let i = random.int(4) + 1; i > 0; i--) {
        const next = randomSplice(random, now);
        now = apply(next, now);
        change = compose(change, next);
    }
    return change;
}

test("composing is the same as doing one after the other", () => {
    forSeeds(2000, (random) => {
        const text = random.text(PLAIN, 20);
        const a = randomChange(random, text);
        const b = randomChange(random, apply(a, text));
        const c = randomChange(random, apply(b, apply(a, text)));
        expect(apply(composeAll([a, b, c]), text)).toBe(apply(c, apply(b, apply(a, text))));
        expect(apply(compose(a, compose(b, c)), text)).toBe(apply(compose(compose(a, b), c), text));
    });
});

test("two changes passing each other end in the same text", () => {
    forSeeds(3000, (random) => {
        const text = random.text(PLAIN, 20);
        const a = randomChange(random, text);
        const b = randomChange(random, text);
        const first = random.chance(0.5);
        expect(apply(transform(b, a, !first), apply(a, text))).toBe(apply(transform(a, b, first), apply(b, text)));
    });
});

test("an inverted change takes it back", () => {
    forSeeds(1000, (random) => {
        const text = random.text(WILD, 20);
        const change = randomChange(random, text);
        const inverse = invert(change, (index, length) => text.slice(index, index + length));
        expect(apply(inverse, apply(change, text))).toBe(text);
    });
});

test("an index is moved with the character before or after it", () => {
    forSeeds(2000, (random) => {
        const text = "0123456789abcdef";
        const change = randomChange(random, text);
        const index = random.int(text.length);
        const after = apply(change, text);
        const character = text.charAt(index);
        if (!after.includes(character) || /[xyzab]/.test(character)) {
            return;
        }
        expect(mapIndex(change, index, true)).toBe(after.indexOf(character));
    });
    expect(mapIndex(insertion(3, "abc"), 3, false)).toBe(3);
    expect(mapIndex(insertion(3, "abc"), 3, true)).toBe(6);
    expect(mapIndex(removal(1, 4), 3, false)).toBe(1);
});

test("a change in fewer steps has the same result", () => {
    forSeeds(300, (random) => {
        const text = random.text(WILD, 400);
        const changes: Change[] = [];
        let now = text;
        for (let i = 0; i < 60; i++) {
            changes.push(randomSplice(random, now));
            now = apply(changes.at(-1)!, now);
        }
        const limit = random.int(20) + 1;
        const fewer = coarsen(composeAll(changes), limit, (index, length) => text.substr(index, length));
        expect(splicesFromEnd(fewer).length).toBeLessThanOrEqual(limit);
        expect(apply(fewer, text)).toBe(now);
    });
});

test("a difference leads from one text to the other", () => {
    forSeeds(2000, (random) => {
        const from = random.text(WILD, 40);
        const to = random.chance(0.5) ? apply(randomChange(random, from), from) : random.text(WILD, 40);
        expect(apply(diff(from, to), from)).toBe(to);
    });
});

test("a difference leaves lines alone that did not change", () => {
    const lines = Array.from({ length: 100 }, (_, i) => `line ${i}\n`);
    const from = lines.join("");
    const to = [...lines.slice(0, 10), "new\n", ...lines.slice(10, 50), ...lines.slice(51)].join("");
    expect(splicesFromEnd(diff(from, to))).toEqual([
        { index: from.indexOf("line 50"), removed: 8, inserted: "" },
        { index: from.indexOf("line 10"), removed: 0, inserted: "new\n" },
    ]);
});

test("a difference never tears a surrogate pair apart", () => {
    expect(splicesFromEnd(diff("a😀b", "a😃b"))).toEqual([{ index: 1, removed: 2, inserted: "😃" }]);
});

import { expect, test } from "vitest";
import { cut, endLength, type Line, Lines } from "../src/binding/lines.js";
import { forSeeds, PLAIN, WILD } from "./random.js";

/** The same by walking over all lines. */
class Naive {
    constructor(readonly all: Line[]) {}

    start(row: number): number {
        return this.all.slice(0, row).reduce((n, line) => n + line.length + endLength(line.end), 0);
    }

    position(index: number): { row: number; column: number } {
        for (let row = 0; row < this.all.length; row++) {
            const line = this.all[row]!;
            const whole = line.length + endLength(line.end);
            if (index < whole || row === this.all.length - 1) {
                return { row, column: Math.min(index, line.length) };
            }
            index -= whole;
        }
        throw new Error();
    }
}

test("agrees with walking over all lines", () => {
    forSeeds(60, (random) => {
        const text = random.text(random.chance(0.5) ? WILD : PLAIN, 6000);
        const lines = new Lines(text);
        const naive = new Naive(cut(text));
        for (let i = 0; i < 60; i++) {
            const row = random.int(naive.all.length);
            const removed = random.int(Math.min(naive.all.length - row - 1, random.chance(0.2) ? 3000 : 5) + 1);
            const added = cut(random.text(WILD, random.chance(0.2) ? 5000 : 6)).slice(0, -1);
            naive.all.splice(row, removed, ...added);
            lines.replace(row, removed, added);
            expect(lines.rows).toBe(naive.all.length);
            expect(lines.length).toBe(naive.start(naive.all.length));
            expect(lines.mixed).toBe(naive.all.some((line) => line.end > 1));
            const probe = random.int(naive.all.length);
            expect(lines.start(probe)).toBe(naive.start(probe));
            expect(lines.line(probe)).toEqual(naive.all[probe]);
            const index = random.int(lines.length + 1);
            expect(lines.position(index)).toEqual(naive.position(index));
        }
    });
});

test("index and position are each other's inverse outside of ends of lines", () => {
    forSeeds(300, (random) => {
        const text = random.text(WILD, 60);
        const lines = new Lines(text);
        for (let index = 0; index <= text.length; index++) {
            const within = text.charAt(index - 1) === "\r" && text.charAt(index) === "\n";
            expect(lines.index(lines.position(index))).toBe(within ? index - 1 : index);
        }
    });
});

test("positions outside of the text are moved into it", () => {
    const lines = new Lines("ab\ncd");
    expect(lines.index({ row: 9, column: 9 })).toBe(5);
    expect(lines.index({ row: 0, column: 9 })).toBe(2);
    expect(lines.index({ row: -1, column: -1 })).toBe(0);
    expect(lines.position(99)).toEqual({ row: 1, column: 2 });
    expect(lines.position(-1)).toEqual({ row: 0, column: 0 });
});

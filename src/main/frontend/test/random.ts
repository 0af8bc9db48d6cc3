/** Repeatable random numbers: the seed is printed when a test fails, and `SEED=…` runs it again. */
export class Random {
    private state: number;

    constructor(seed: number) {
        this.state = seed >>> 0 || 1;
    }

    next(): number {
        this.state = (this.state + 0x6d2b79f5) >>> 0;
        let t = this.state;
        t = Math.imul(t ^ (t >>> 15), t | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    }

    /** A whole number from 0 to `below` - 1. */
    int(below: number): number {
        return Math.floor(this.next() * below);
    }

    pick<T>(from: readonly T[]): T {
        return from[this.int(from.length)]!;
    }

    chance(p: number): boolean {
        return this.next() < p;
    }

    text(pieces: readonly string[], most: number): string {
        let text = "";
        for (let i = this.int(most + 1); i > 0; i--) {
            text += this.pick(pieces);
        }
        return text;
    }
}

export const PLAIN = ["a", "b", "xyz", " ", "\n", "Ü"];
export const WILD = ["a", "b", "word", " ", "\n", "\r\n", "\r", "😀", "é", "漢", "\ud83d", "\ude00", "\t"];

/** Runs a check for many seeds; the seed is in the message of a failure. */
export function forSeeds(count: number, check: (random: Random, seed: number) => void): void {
    const fixed = process.env["SEED"];
    const seeds = fixed ? [Number(fixed)] : Array.from({ length: count }, (_, i) => i + 1);
    for (const seed of seeds) {
        try {
            check(new Random(seed), seed);
        } catch (reason) {
            throw new Error(`seed ${seed}: ${(reason as Error).message}`, { cause: reason });
        }
    }
}

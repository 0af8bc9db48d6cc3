import { readFileSync } from "node:fs";

/** Which rows of the feature checklist passed, by the names of the tests: a name begins with the rows it shows. */
export class Rows {
    #groups;
    #impossible;
    #passed = new Set();
    #failed = new Set();

    constructor(file = new URL("../rows.json", import.meta.url)) {
        const { groups, impossible } = JSON.parse(readFileSync(file, "utf8"));
        this.#groups = groups.map(({ number, name, rows }) => ({ number, name, rows: ids(rows) }));
        this.#impossible = impossible;
    }

    passed(test) {
        rowsOf(test).forEach((row) => this.#passed.add(row));
    }

    failed(test) {
        rowsOf(test).forEach((row) => this.#failed.add(row));
    }

    /** A line per group, then every row that does not pass, and why. */
    table() {
        const lines = [line("group", "rows", "passing", "not passing")];
        for (const { number, name, rows } of this.#groups) {
            const passing = rows.filter((row) => this.#passes(row));
            const others = rows.filter((row) => !this.#passes(row)).map((row) => this.#outcome(row));
            lines.push(line(`${number} ${name}`, rows.length, passing.length, others.join(", ")));
        }
        const all = this.#groups.flatMap(({ rows }) => rows);
        lines.push(line("all", all.length, all.filter((row) => this.#passes(row)).length, ""));
        for (const [row, why] of Object.entries(this.#impossible)) {
            lines.push(`${row} cannot pass: ${why}`);
        }
        return `${lines.join("\n")}\n`;
    }

    /** What a test of an impossible row shows is what the client does instead. */
    #passes(row) {
        return this.#passed.has(row) && !this.#failed.has(row) && !(row in this.#impossible);
    }

    #outcome(row) {
        if (this.#failed.has(row)) {
            return `${row} failed`;
        }
        return row in this.#impossible ? `${row} cannot` : `${row} no test`;
    }
}

function ids(rows) {
    return Object.entries(rows).flatMap(([letter, count]) =>
        Array.from({ length: count }, (_, i) => `${letter}${i + 1}`),
    );
}

/** The rows that a name begins with: `M1 M2 create` has two. */
function rowsOf(name) {
    const words = name.split(" ");
    const end = words.findIndex((word) => !/^[A-Z]\d+$/.test(word));
    return words.slice(0, end < 0 ? words.length : end);
}

function line(group, rows, passing, others) {
    return `${String(group).padEnd(28)}${String(rows).padStart(5)}${String(passing).padStart(9)}  ${others}`.trimEnd();
}

// Runs the tests, one file after the other, against one server; some start their own.
//
//   node run.mjs                 everything
//   node run.mjs models browser  only the files whose name has one of the words in it
//
// A run of everything ends with a table of the rows of the feature checklist that pass.

import { readdirSync } from "node:fs";
import path from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { keepClasses } from "./harness/classes.mjs";
import { Rows } from "./harness/rows.mjs";
import { Server } from "./harness/server.mjs";

const MINUTES = 60_000;
const tests = path.join(path.dirname(fileURLToPath(import.meta.url)), "tests");
const words = process.argv.slice(2);
const files = readdirSync(tests)
    .filter((name) => name.endsWith(".test.mjs"))
    .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
    .map((name) => path.join(tests, name));

const everything = words.length === 0;
const forgetClasses = everything ? await keepClasses() : () => {};
const server = await Server.start();
process.env.COTERIE_E2E_SERVER = server.toString();
const rows = new Rows();
const results = run({ files, concurrency: 1, timeout: 15 * MINUTES })
    .on("test:pass", ({ name, skip, todo }) => skip === undefined && todo === undefined && rows.passed(name))
    .on("test:fail", ({ name }) => {
        rows.failed(name);
        process.exitCode = 1;
    })
    .once("end", async () => {
        await server.remove();
        forgetClasses();
    });
const report = results.compose(new spec());
if (everything) {
    report.once("end", () => process.stdout.write(`\n${rows.table()}`));
}
report.pipe(process.stdout);

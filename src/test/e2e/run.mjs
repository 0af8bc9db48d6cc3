// Runs the tests, one file after the other, against one server; some start their own.
//
//   node run.mjs                 everything
//   node run.mjs models browser  only the files whose name has one of the words in it

import { readdirSync } from "node:fs";
import path from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { Server } from "./harness/server.mjs";

const MINUTES = 60_000;
const tests = path.join(path.dirname(fileURLToPath(import.meta.url)), "tests");
const words = process.argv.slice(2);
const files = readdirSync(tests)
    .filter((name) => name.endsWith(".test.mjs"))
    .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
    .map((name) => path.join(tests, name));

const server = await Server.start();
process.env.COTERIE_E2E_SERVER = server.toString();
run({ files, concurrency: 1, timeout: 15 * MINUTES })
    .on("test:fail", () => (process.exitCode = 1))
    .once("end", () => server.remove())
    .compose(new spec())
    .pipe(process.stdout);

// `npm ci`, but only when the lock file has changed since the last time.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = 20;

if (Number(process.versions.node.split(".")[0]) < OLDEST_NODE) {
    console.error(`The front end needs Node ${OLDEST_NODE} or newer to be built; this is ${process.version}.`);
    process.exit(1);
}

const stamp = join(here, "node_modules", ".installed");
const wanted = createHash("sha256")
    .update(readFileSync(join(here, "package-lock.json")))
    .update(`${process.platform} ${process.arch}`)
    .digest("hex");

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
    const { status, error } = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
        cwd: here,
        stdio: "inherit",
        shell: process.platform === "win32",
    });
    if (error || status !== 0) {
        console.error(`npm ci failed${error ? `: ${error.message}` : ""}.`);
        process.exit(1);
    }
    writeFileSync(stamp, wanted);
}

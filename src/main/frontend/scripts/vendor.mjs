// Puts the scripts of others, unchanged and with their licences, beside what Vite has built.

import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { precompile } from "./codegen.mjs";

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(here, "node_modules");
const vendor = join(process.env.COTERIE_STATIC_DIR ?? join(here, "dist"), "vendor");

const version = (name) => JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")).version;

function ship(name, folder, files) {
    const target = join(vendor, folder, version(name));
    mkdirSync(target, { recursive: true });
    for (const file of files) {
        copyFileSync(join(modules, name, file), join(target, file.split("/").pop()));
    }
    return target;
}

rmSync(vendor, { recursive: true, force: true });

const client = ship("@convergence/convergence", "convergence", [
    "convergence.global.min.js",
    "COPYING",
    "COPYING.LESSER",
]);
writeFileSync(
    join(client, "README.txt"),
    `convergence.global.min.js is the Convergence JavaScript client ${version("@convergence/convergence")}, unchanged as
published on npm (@convergence/convergence). It is licensed under the GNU Lesser General Public License, version 3 only:
COPYING.LESSER and COPYING. It contains protobuf.js (BSD-3-Clause).

Source: https://github.com/convergencelabs/convergence-client-javascript

It is a file of its own, so it can be replaced by another version of the client. precompiled.js is generated from it: it
holds the functions that the client would otherwise compile in the browser, and is under the same licence. Without it the
client works where the Content-Security-Policy allows 'unsafe-eval'.
`,
);
writeFileSync(join(client, "precompiled.js"), await precompile(join(client, "convergence.global.min.js")));

ship("rxjs", "rxjs", ["bundles/rxjs.umd.min.js", "LICENSE.txt"]);

// These are within the board's own script; their licences are to be with them.
ship("konva", "konva", ["LICENSE"]);
ship("perfect-freehand", "perfect-freehand", ["LICENSE"]);

// The client's sleeping connection would keep this process alive.
process.exit(0);

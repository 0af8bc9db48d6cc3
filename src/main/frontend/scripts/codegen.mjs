// The Convergence client packs and unpacks its messages with functions that it writes itself at run time, out of
// strings. A page under a strict Content-Security-Policy refuses that. So the client, unchanged, is run here once; what
// it would compile in the browser is written down, and src/realtime/precompiled.ts hands it out there.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import vm from "node:vm";

const require = createRequire(import.meta.url);

/** The script with everything that the client compiles. */
export async function precompile(clientFile) {
    const programs = new Map();
    const types = new Set();
    const RealFunction = Function;
    const recording = new Proxy(RealFunction, {
        apply(target, self, args) {
            programs.set(args.join("\0"), args.map(String));
            const compiled = Reflect.apply(target, self, args);
            return function (...values) {
                for (const value of values.flat()) {
                    if (typeof value?.setup === "function") {
                        types.add(value);
                    }
                }
                return compiled.apply(this, values);
            };
        },
    });

    const sandbox = {
        rxjs: require("rxjs"),
        window: globalThis,
        addEventListener() {},
        removeEventListener() {},
        WebSocket: silentSocket(),
    };
    sandbox.rxjs.operators = require("rxjs/operators");
    const before = Object.getOwnPropertyDescriptors(globalThis);
    Object.assign(globalThis, { Function: recording });
    for (const [name, value] of Object.entries(sandbox)) {
        Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    }
    try {
        vm.runInThisContext(readFileSync(clientFile, "utf8"), { filename: clientFile });
        const { ConvergenceDomain } = vm.runInThisContext("Convergence");
        const domain = new ConvergenceDomain("ws://none/api/realtime/none/none", {});
        const sent = new Promise((resolve) => (sandbox.WebSocket.sent = resolve));
        domain.connectWithJwt(() => Promise.resolve("none")).catch(() => {});
        await sent;
        // Setting one type up shows the types it is made of.
        for (const type of types) {
            type.setup();
            void type.ctor;
        }
    } finally {
        for (const name of ["Function", ...Object.keys(sandbox)]) {
            if (before[name]) {
                Object.defineProperty(globalThis, name, before[name]);
            } else {
                delete globalThis[name];
            }
        }
    }

    const entries = [...programs.values()].map((args) => {
        const body = args.at(-1);
        const parameters = args.slice(0, -1).join(",");
        // Nothing in the client calls a verifier.
        const code = /^return function \w+\$verify\(/.test(body) ? "return function(){return null}" : body;
        return `${JSON.stringify(key(args))}:function(${parameters}){${squeeze(code)}}`;
    });
    return `/* Generated from the Convergence client: what it would compile at run time. See LICENSES beside it. */
var CoteriePrecompiled={
${entries.join(",\n")}
};
`;
}

/** Same as in src/realtime/precompiled.ts. */
export function key(args) {
    let a = 0x811c9dc5;
    let b = 0x1b873593;
    const text = args.join("\0");
    for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        a = Math.imul(a ^ code, 0x01000193);
        b = Math.imul(b ^ code, 0x85ebca6b) ^ (b >>> 13);
    }
    return (a >>> 0).toString(36) + (b >>> 0).toString(36) + text.length.toString(36);
}


function squeeze(code) {
    return code.replace(/^\s+/gm, "");
}

function silentSocket() {
    return class SilentSocket {
        static CONNECTING = 0;
        static OPEN = 1;
        static CLOSING = 2;
        static CLOSED = 3;
        static sent = null;
        readyState = 0;

        constructor() {
            setTimeout(() => {
                this.readyState = 1;
                this.onopen?.({});
            });
        }

        send() {
            SilentSocket.sent?.();
        }

        close() {}
    };
}

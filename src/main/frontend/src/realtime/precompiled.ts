/**
 * The Convergence client packs and unpacks messages with functions that it compiles out of strings, which a strict
 * Content-Security-Policy forbids. The build has written down what it would compile (scripts/codegen.mjs); here it is
 * handed out when the client asks. Any other attempt to compile a string goes where it always went: to the browser,
 * which refuses.
 */
export type Precompiled = Record<string, (...scope: unknown[]) => unknown>;

export function providePrecompiled(programs: Precompiled): void {
    const real = globalThis.Function;
    globalThis.Function = new Proxy(real, {
        apply(target, self, args: unknown[]) {
            const program = programs[key(args)];
            return program ?? (Reflect.apply(target, self, args) as unknown);
        },
    });
}

/**
 * While it loads, the client looks for Node's modules by way of `eval`. It copes with a failure, but the attempt would
 * be reported as a violation.
 */
export async function withoutEval<T>(load: () => Promise<T>): Promise<T> {
    const real = globalThis.eval;
    globalThis.eval = () => {
        throw new EvalError("not here");
    };
    try {
        return await load();
    } finally {
        globalThis.eval = real;
    }
}

/** Same as in scripts/codegen.mjs. */
export function key(args: readonly unknown[]): string {
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

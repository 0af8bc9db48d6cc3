import { setTimeout as pause } from "node:timers/promises";

const MILLIS = 20_000;
const STEP = 15;

/**
 * Waits until a condition holds: returns a truthy value and does not throw. Returns that value.
 * A machine that is busy with other things only makes this slower.
 */
export async function until(what, condition, millis = MILLIS) {
    const end = Date.now() + millis;
    let last;
    for (;;) {
        try {
            const value = await condition();
            if (value) {
                return value;
            }
            last = value;
        } catch (reason) {
            last = reason;
        }
        if (Date.now() > end) {
            const seen = last instanceof Error ? last.message : JSON.stringify(last);
            throw new Error(`Waited ${millis} ms in vain until ${what}; last seen: ${seen}`, { cause: last });
        }
        await pause(STEP);
    }
}

/** The next event of a name that a Convergence object emits. */
export function event(emitter, name, millis = MILLIS) {
    return within(`the event ${name}`, new Promise((resolve) => emitter.once(name, resolve)), millis);
}

/** What a promise brings, or a failure that says what was waited for. */
export async function within(what, promise, millis = MILLIS) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`Waited ${millis} ms in vain for ${what}`)), millis);
    });
    try {
        return await Promise.race([promise, late]);
    } finally {
        clearTimeout(timer);
    }
}

export { pause };

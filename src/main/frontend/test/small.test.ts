import { createRequire } from "node:module";
import { expect, test, vi } from "vitest";
import { colourOf, PALETTE } from "../src/people/colours.js";
import { initialsOf } from "../src/people/names.js";
import { PeopleList } from "../src/people/list.js";
import { peopleOf } from "../src/people/people.js";
import { key, providePrecompiled } from "../src/realtime/precompiled.js";
import { SignedOut, Tokens } from "../src/realtime/tokens.js";
import { wording } from "../src/ui/status.js";

function luminance(colour: string): number {
    const [r, g, b] = [1, 3, 5].map((i) => {
        const c = parseInt(colour.slice(i, i + 2), 16) / 255;
        return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light! + 0.05) / (dark! + 0.05);
}

test("names are readable on every colour, and every colour is visible on dark and light", () => {
    for (const colour of PALETTE) {
        expect(contrast(colour, "#ffffff")).toBeGreaterThan(4.5);
        expect(contrast(colour, "#1d1f21")).toBeGreaterThan(3);
    }
});

test("a person has the same colour always, and people spread over the colours", () => {
    expect(colourOf("ada")).toBe(colourOf("ada"));
    const used = new Set(Array.from({ length: 200 }, (_, i) => colourOf(`user${i}`)));
    expect(used.size).toBe(PALETTE.length);
});

test("initials", () => {
    expect(initialsOf("Ada Lovelace")).toBe("AL");
    expect(initialsOf("ada")).toBe("A");
    expect(initialsOf("jean-luc de la Tour")).toBe("JT");
    expect(initialsOf("李小龍")).toBe("李");
    expect(initialsOf("élan ünlü")).toBe("ÉÜ");
    expect(initialsOf("  ")).toBe("?");
    expect(initialsOf("<script>")).toBe("S");
});

const nowhere = { cursors: [], selections: [], view: null };

test("one person with several pages is one, and I come first", () => {
    const people = peopleOf(
        [
            { session: "1", username: "zoe", name: "Zoe", ...nowhere },
            { session: "2", username: "ada", name: "Ada", ...nowhere },
            { session: "3", username: "zoe", name: "Zoe", ...nowhere },
            { session: "4", username: "me", name: "Me elsewhere", ...nowhere },
        ],
        { username: "me", name: "Me" },
    );
    expect(people.map(({ name, sessions }) => [name, sessions.length])).toEqual([
        ["Me", 1],
        ["Ada", 1],
        ["Zoe", 2],
    ]);
});

test("a name with markup is text", () => {
    document.body.innerHTML =
        '<details id="p"><span class="people__faces"></span><p class="people__count"></p><ul class="people__list"></ul></details>';
    const root = document.getElementById("p") as HTMLDetailsElement;
    const name = "<script>alert(1)</script><img src=x onerror=alert(1)>";
    new PeopleList(root, () => {}).show(
        peopleOf([{ session: "1", username: "x", name, ...nowhere }], { username: "me", name: "Me" }),
    );
    expect(root.querySelector("script, img")).toBeNull();
    expect(root.textContent).toContain(name);
    expect(root.querySelector(".people__count")!.textContent).toBe("2 people are here");
});

test("the status says what matters most", () => {
    const good = { link: "online", unsaved: 0, open: true, writable: true, closed: false } as const;
    expect(wording(good).text).toBe("All changes saved");
    expect(wording({ ...good, unsaved: 1 }).text).toBe("Saving 1 edit…");
    expect(wording({ ...good, link: "offline", unsaved: 3 }).text).toBe("Offline 3 edits kept here");
    expect(wording({ ...good, link: "signed-out", unsaved: 2 }).text).toBe("Signed out, 2 edits not saved");
    expect(wording({ ...good, writable: false }).text).toBe("You may read, not write");
    expect(wording({ ...good, closed: true, unsaved: 2 }).kind).toBe("danger");
    expect(wording({ ...good, open: false }).text).toBe("Connecting…");
});

test("a token is asked for again after a minute, and 401 means signed out", async () => {
    vi.useFakeTimers();
    const answer = { token: "t", expiresAt: "", domainUrl: "ws://x/a/b/c", username: "me" };
    const fetched = vi.fn(() => Promise.resolve(new Response(JSON.stringify(answer))));
    vi.stubGlobal("fetch", fetched);
    const signedOut = vi.fn();
    const tokens = new Tokens("/api/token", signedOut);
    await tokens.get();
    await tokens.get();
    expect(fetched).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(61_000);
    expect((await tokens.get()).token).toBe("t");
    expect(fetched).toHaveBeenCalledTimes(2);
    tokens.forget();
    vi.stubGlobal("fetch", () => Promise.resolve(new Response("", { status: 401 })));
    await expect(tokens.get()).rejects.toThrow(SignedOut);
    expect(signedOut).toHaveBeenCalledTimes(1);
    vi.unstubAllGlobals();
    vi.useRealTimers();
});

test("all that the client compiles is written down by the build", async () => {
    // @ts-expect-error a script of the build, without types
    const { precompile, key: buildKey } = await import("../scripts/codegen.mjs");
    const file = createRequire(import.meta.url).resolve("@convergence/convergence/convergence.global.min.js");
    const script = (await precompile(file)) as string;
    const programs = new Function(`${script}; return CoteriePrecompiled;`)() as Record<string, never>;
    expect(Object.keys(programs).length).toBeGreaterThan(500);
    expect(buildKey(["a", "b"])).toBe(key(["a", "b"]));
    expect(script).toContain("ConvergenceMessage$encode");
    expect(script).toContain("ModelResyncServerCompleteMessage$toObject");
});

test("what is not written down goes to the browser", () => {
    const real = globalThis.Function;
    providePrecompiled({ [key(["a", "return a + 1"])]: (a) => (a as number) + 100 });
    try {
        expect(Function("a", "return a + 1")(1)).toBe(101);
        expect(Function("a", "return a + 2")(1)).toBe(3);
        expect((() => {}) instanceof Function).toBe(true);
    } finally {
        globalThis.Function = real;
    }
});

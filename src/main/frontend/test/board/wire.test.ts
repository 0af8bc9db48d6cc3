import { expect, test } from "vitest";
import {
    Assembler,
    Creation,
    decode,
    encodeAppend,
    encodeBroadcast,
    encodeFleetingKey,
    encodeInit,
    fragment,
    MalformedMessage,
    utf8,
} from "../../src/board/wire.js";
import { forSeeds } from "../random.js";

function hex(bytes: Uint8Array): string {
    return Buffer.from(bytes).toString("hex");
}

function bytes(text: string): Uint8Array {
    return new Uint8Array(Buffer.from(text.replaceAll(" ", ""), "hex"));
}

test("what is sent, byte by byte", () => {
    expect(
        hex(encodeInit({ name: "bö", creation: Creation.Never, offset: 258, contents: utf8("x"), maximum: 1000 })),
    ).toBe("01000003000003e801000000000000000000000102" + "0000000362c3b6" + "78");
    expect(hex(encodeAppend(2 ** 40 + 1, utf8("ab")))).toBe("050000000000" + "0000010000000001" + "6162");
    expect(hex(encodeFleetingKey("k", utf8("v")))).toBe("03000000000000000000000000" + "000000016b" + "0000000176");
    expect(hex(encodeBroadcast(utf8("hi")))).toBe("0400000000026869");
});

test("what is received", () => {
    expect(decode(bytes("0500 00000000 0000000000000102 6162"))).toEqual({
        kind: "append",
        offset: 258,
        data: utf8("ab"),
    });
    expect(decode(bytes("8100 0000 0000000000000010"))).toEqual({ kind: "answer", answer: 0, length: 16 });
    expect(decode(bytes("8200 00000007 00000001 6b 00000000 00000001 00000000 00000002 7676"))).toEqual({
        kind: "keys",
        keys: [
            { name: "k", version: 7, value: utf8("") },
            { name: "", version: 1, value: utf8("vv") },
        ],
    });
    expect(decode(bytes("8300 0001 0203"))).toEqual({ kind: "key-answer", set: true, request: 0x203 });
    expect(decode(bytes("0400 00000002 6869"))).toEqual({ kind: "broadcast", data: utf8("hi") });
    expect(decode(bytes("8000 0004 6e6f"))).toEqual({ kind: "error", code: 4, text: "no" });
    expect(decode(bytes("8400"))).toEqual({ kind: "unknown", type: 0x84 });
});

test("what is too short or impossible is refused", () => {
    for (const text of ["05 00 00", "8100 0001 00", "8200 00000001 00000005 6b", "0400 00000009 68", "80", "83000001"]) {
        expect(() => decode(bytes(text))).toThrow(MalformedMessage);
    }
    expect(() => decode(bytes("0500 00000000 ffffffffffffffff"))).toThrow(MalformedMessage);
    const within = new Assembler();
    within.add(bytes("0501 00"));
    expect(() => within.add(bytes("8100"))).toThrow(MalformedMessage);
    expect(() => new Assembler().add(bytes("05"))).toThrow(MalformedMessage);
});

test("messages of the maximum stay whole, and longer ones come together again", () => {
    expect(fragment(encodeAppend(0, new Uint8Array(2)), 16)).toHaveLength(1);
    expect(fragment(encodeAppend(0, new Uint8Array(3)), 16).map((part) => part.length)).toEqual([16, 3]);
    forSeeds(200, (random) => {
        const data = Uint8Array.from({ length: random.int(300) }, () => random.int(256));
        const message = encodeAppend(random.int(1000), data);
        const maximum = 3 + random.int(100);
        const parts = fragment(message.slice(), maximum);
        expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(maximum);
        const assembler = new Assembler();
        const whole = parts.map((part) => assembler.add(part));
        expect(whole.slice(0, -1).every((part) => part === null)).toBe(true);
        expect(hex(whole.at(-1)!.slice(2))).toBe(hex(message.slice(2)));
    });
});

test("an empty last part ends a message", () => {
    const assembler = new Assembler();
    expect(assembler.add(bytes("0501 00000000 0000000000000000 61"))).toBeNull();
    expect(decode(assembler.add(bytes("ff00"))!)).toEqual({ kind: "append", offset: 0, data: utf8("a") });
});

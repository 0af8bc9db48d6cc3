/**
 * The messages of the whiteboard protocol, version 3: big-endian numbers, strings with their length in bytes before them.
 * Pure: nothing here knows of a socket.
 */

const INIT = 0x01;
const SET_KEY = 0x03;
const BROADCAST = 0x04;
const APPEND = 0x05;
const ERROR = 0x80;
const APPEND_ANSWER = 0x81;
const KEYS = 0x82;
const KEY_ANSWER = 0x83;
const CONTINUATION = 0xff;

const VERSION = 3;

/** Bytes of the longest web socket message, when the client asks for nothing else. */
export const DEFAULT_MAXIMUM = 102_400;

/** What a board is to be opened with. */
export enum Creation {
    Possibly = 0,
    Never = 1,
    Always = 2,
}

/** Why the server refuses a board. */
export enum ErrorCode {
    Unspecified = 0,
    DoesNotExist = 1,
    AlreadyExists = 2,
    InvalidOffset = 3,
    AccessDenied = 4,
}

/** The text beside {@link ErrorCode.AccessDenied} when an administrator ended the connection. */
export const ENDED = "ended by an administrator";

export enum Answer {
    Refused = 0,
    Stored = 1,
    NotAllowed = 2,
}

export interface Key {
    readonly name: string;
    readonly version: number;
    /** Empty: the key is gone. */
    readonly value: Uint8Array;
}

export type ServerMessage =
    | { readonly kind: "append"; readonly offset: number; readonly data: Uint8Array }
    | { readonly kind: "answer"; readonly answer: Answer; readonly length: number }
    | { readonly kind: "keys"; readonly keys: readonly Key[] }
    | { readonly kind: "key-answer"; readonly set: boolean; readonly request: number }
    | { readonly kind: "broadcast"; readonly data: Uint8Array }
    | { readonly kind: "error"; readonly code: number; readonly text: string }
    | { readonly kind: "unknown"; readonly type: number };

/** A message that is not what the protocol says. */
export class MalformedMessage extends Error {}

export interface Init {
    readonly name: string;
    readonly creation: Creation;
    /** Bytes of the board that are here already. */
    readonly offset: number;
    /** The first bytes, if this message creates the board. */
    readonly contents: Uint8Array;
    /** Bytes of the longest message that the server may send; 0: {@link DEFAULT_MAXIMUM}. */
    readonly maximum?: number;
}

export function encodeInit({ name, creation, offset, contents, maximum = 0 }: Init): Uint8Array<ArrayBuffer> {
    const text = utf8(name);
    const out = new Writer(25 + text.length + contents.length);
    out.u8(INIT).u8(0).u16(VERSION).u32(maximum).u8(creation).u32(0).u64(offset).u32(text.length);
    return out.bytes(text).bytes(contents).done();
}

export function encodeAppend(offset: number, data: Uint8Array): Uint8Array<ArrayBuffer> {
    return new Writer(14 + data.length).u8(APPEND).u8(0).u32(0).u64(offset).bytes(data).done();
}

/** A key that goes when this client does, set without asking for an answer: the versions are equal. */
export function encodeFleetingKey(name: string, value: Uint8Array): Uint8Array<ArrayBuffer> {
    const text = utf8(name);
    const out = new Writer(21 + text.length + value.length);
    out.u8(SET_KEY).u8(0).u16(0).u8(0).u32(0).u32(0);
    return out.u32(text.length).bytes(text).u32(value.length).bytes(value).done();
}

export function encodeBroadcast(data: Uint8Array): Uint8Array<ArrayBuffer> {
    return new Writer(6 + data.length).u8(BROADCAST).u8(0).u32(data.length).bytes(data).done();
}

/** Reads one whole message. */
export function decode(message: Uint8Array): ServerMessage {
    const reader = new Reader(message);
    const type = reader.u8();
    reader.u8();
    switch (type) {
        case APPEND: {
            reader.u32();
            return { kind: "append", offset: reader.u64(), data: reader.rest() };
        }
        case APPEND_ANSWER:
            return { kind: "answer", answer: reader.u16(), length: reader.u64() };
        case KEYS: {
            const keys: Key[] = [];
            while (!reader.atEnd) {
                const version = reader.u32();
                keys.push({ version, name: reader.text(reader.u32()), value: reader.take(reader.u32()) });
            }
            return { kind: "keys", keys };
        }
        case KEY_ANSWER:
            return { kind: "key-answer", set: reader.u16() === 1, request: reader.u16() };
        case BROADCAST:
            return { kind: "broadcast", data: reader.take(reader.u32()) };
        case ERROR: {
            const code = reader.u16();
            return { kind: "error", code, text: new TextDecoder().decode(reader.rest()) };
        }
        default:
            return { kind: "unknown", type };
    }
}

/** Cuts a message into web socket messages of at most that many bytes. */
export function fragment(message: Uint8Array<ArrayBuffer>, maximum = DEFAULT_MAXIMUM): Uint8Array<ArrayBuffer>[] {
    if (message.length <= maximum) {
        return [message];
    }
    const first = message.slice(0, maximum);
    first[1] = 1;
    const parts = [first];
    for (let at = maximum; at < message.length; at += maximum - 2) {
        const piece = message.subarray(at, at + maximum - 2);
        const part = new Uint8Array(piece.length + 2);
        part[0] = CONTINUATION;
        part[1] = at + piece.length < message.length ? 1 : 0;
        part.set(piece, 2);
        parts.push(part);
    }
    return parts;
}

/** Puts the parts of long messages together again. Confined to one connection. */
export class Assembler {
    private parts: Uint8Array[] = [];

    /** The whole message, when this part was its last. */
    add(part: Uint8Array): Uint8Array | null {
        if (part.length < 2) {
            throw new MalformedMessage("a part without a header");
        }
        const more = part[1] !== 0;
        if (this.parts.length === 0) {
            if (!more) {
                return part;
            }
            this.parts.push(part);
            return null;
        }
        if (part[0] !== CONTINUATION) {
            throw new MalformedMessage("a message within another");
        }
        this.parts.push(part.subarray(2));
        if (more) {
            return null;
        }
        const whole = concat(this.parts);
        this.parts = [];
        return whole;
    }
}

export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
        whole.set(part, at);
        at += part.length;
    }
    return whole;
}

export function utf8(text: string): Uint8Array<ArrayBuffer> {
    return new Uint8Array(new TextEncoder().encode(text));
}

class Writer {
    private readonly out: Uint8Array<ArrayBuffer>;
    private readonly view: DataView;
    private at = 0;

    constructor(size: number) {
        this.out = new Uint8Array(size);
        this.view = new DataView(this.out.buffer);
    }

    u8(value: number): this {
        this.view.setUint8(this.at, value);
        this.at += 1;
        return this;
    }

    u16(value: number): this {
        this.view.setUint16(this.at, value);
        this.at += 2;
        return this;
    }

    u32(value: number): this {
        this.view.setUint32(this.at, value);
        this.at += 4;
        return this;
    }

    u64(value: number): this {
        this.view.setBigUint64(this.at, BigInt(value));
        this.at += 8;
        return this;
    }

    bytes(value: Uint8Array): this {
        this.out.set(value, this.at);
        this.at += value.length;
        return this;
    }

    done(): Uint8Array<ArrayBuffer> {
        return this.out;
    }
}

class Reader {
    private readonly view: DataView;
    private at = 0;

    constructor(private readonly message: Uint8Array) {
        this.view = new DataView(message.buffer, message.byteOffset, message.byteLength);
    }

    get atEnd(): boolean {
        return this.at === this.message.length;
    }

    u8(): number {
        return this.view.getUint8(this.next(1));
    }

    u16(): number {
        return this.view.getUint16(this.next(2));
    }

    u32(): number {
        return this.view.getUint32(this.next(4));
    }

    /** Lengths of boards; none is longer than a number can say exactly. */
    u64(): number {
        const value = this.view.getBigUint64(this.next(8));
        if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
            throw new MalformedMessage("a length that no board has");
        }
        return Number(value);
    }

    text(length: number): string {
        return new TextDecoder().decode(this.take(length));
    }

    take(length: number): Uint8Array {
        const from = this.next(length);
        return this.message.subarray(from, from + length);
    }

    rest(): Uint8Array {
        return this.take(this.message.length - this.at);
    }

    private next(size: number): number {
        const from = this.at;
        if (size > this.message.length - from) {
            throw new MalformedMessage("a message that is too short");
        }
        this.at += size;
        return from;
    }
}

import {
    Answer,
    Assembler,
    concat,
    Creation,
    decode,
    encodeAppend,
    encodeBroadcast,
    encodeFleetingKey,
    encodeInit,
    ENDED,
    ErrorCode,
    fragment,
    type Key,
    type ServerMessage,
} from "./wire.js";

export type Link = "connecting" | "connected" | "offline" | "closed";

/** Why a board is shut for good: nothing is tried again. */
export type Shut = "denied" | "deleted" | "replaced" | "signed-out" | "ended" | "failed";

/** What a client needs to get in: fetched anew for every attempt, because it does not last. */
export interface Ticket {
    /** The name to give: a token, or that of the board. */
    readonly name: string;
    readonly url: string;
}

/** No ticket will be had by asking again. */
export class NoTicket extends Error {
    constructor(readonly reason: Shut) {
        super(reason);
    }
}

export interface Listener {
    link(link: Link, shut: Shut | null): void;
    /** Bytes that come next in the board. `own`: they are what {@link Client.append} was given, in that order. */
    bytes(data: Uint8Array, own: boolean): void;
    /** All that was stored when this connection began is here. Called for every connection. */
    joined(): void;
    keys(keys: readonly Key[]): void;
    broadcast(data: Uint8Array): void;
    /** The board may be read only: what waited to be stored is given back, not to be sent again. */
    refused(data: Uint8Array): void;
    /** The number of bytes that wait to be stored has changed. */
    unsaved(): void;
}

export interface Options {
    /** The first bytes of a board that does not exist yet. */
    readonly contents: Uint8Array;
    readonly ticket: () => Promise<Ticket>;
    readonly socket?: (url: string) => WebSocket;
    readonly random?: () => number;
    readonly firstPauseMillis?: number;
    readonly longestPauseMillis?: number;
    /** Put before what is appended at this end of the board, to mend it; mostly nothing. */
    readonly joint?: () => Uint8Array;
}

interface Flight {
    readonly data: Uint8Array;
    /** An earlier connection sent it and ended before the answer came: it may be stored. */
    lost: boolean;
}

const OPEN = 1;
const NOTHING = new Uint8Array();

/** Bytes that may wait in the socket before fleeting messages are left out. */
const FLEETING_LIMIT = 64 * 1024;

/**
 * One board, kept open: comes back by itself, at the byte where it was, with pauses that grow. At most one append is
 * under way; what is added meanwhile goes with the next one. An append that lost a race is sent again once the bytes that
 * were faster are here. One whose answer was lost is looked for in what comes, so that nothing is stored twice.
 */
export class Client {
    private link: Link = "connecting";
    private shut: Shut | null = null;
    private socket: WebSocket | null = null;
    private connection = 0;
    private attempts = 0;
    private timer: ReturnType<typeof setTimeout> | undefined;
    private opened = false;
    private live = false;
    private length = 0;
    private waiting: Uint8Array[] = [];
    private flight: Flight | null = null;
    private joint: Uint8Array = NOTHING;
    /** An answer of this connection is due. */
    private answerDue = false;
    /** The board's length that a refusal named: until then there is nothing to be sent. */
    private catchUp = 0;

    constructor(
        private readonly listener: Listener,
        private readonly options: Options,
    ) {}

    /** Bytes of the board that are here. */
    get offset(): number {
        return this.length;
    }

    /** Bytes that are not stored yet, as far as is known. */
    get unsaved(): number {
        return (this.flight?.data.length ?? 0) + this.waiting.reduce((sum, data) => sum + data.length, 0);
    }

    open(): void {
        this.clear();
        void this.connect();
    }

    /** Tries at once, for instance because the network is back. */
    retry(): void {
        if (this.link === "offline") {
            this.attempts = 0;
            this.open();
        }
    }

    close(reason: Shut | null = null): void {
        this.clear();
        this.shut = reason;
        this.leave();
        this.tell("closed");
    }

    /** Goes on after {@link close}: what waited is still there. */
    reopen(): void {
        this.shut = null;
        this.attempts = 0;
        this.link = "offline";
        this.open();
    }

    append(data: Uint8Array): void {
        if (this.link === "closed") {
            return;
        }
        this.waiting.push(data);
        this.listener.unsaved();
        this.send();
    }

    /** Sets a key that ends with this connection; left out when there is none, or when it is behind. */
    set(name: string, value: Uint8Array): void {
        this.fleeting(() => encodeFleetingKey(name, value));
    }

    broadcast(data: Uint8Array): void {
        this.fleeting(() => encodeBroadcast(data));
    }

    private fleeting(message: () => Uint8Array<ArrayBuffer>): void {
        if (this.live && this.socket?.readyState === OPEN && this.socket.bufferedAmount < FLEETING_LIMIT) {
            this.write(message());
        }
    }

    private async connect(): Promise<void> {
        const connection = ++this.connection;
        if (this.attempts === 0) {
            this.tell("connecting");
        }
        let ticket: Ticket;
        try {
            ticket = await this.options.ticket();
        } catch (reason) {
            if (connection === this.connection) {
                if (reason instanceof NoTicket) {
                    this.close(reason.reason);
                } else {
                    this.again();
                }
            }
            return;
        }
        if (connection !== this.connection) {
            return;
        }
        const socket = (this.options.socket ?? ((url) => new WebSocket(url)))(ticket.url);
        const assembler = new Assembler();
        socket.binaryType = "arraybuffer";
        this.socket = socket;
        const mine = (): boolean => this.socket === socket;
        socket.onopen = () => {
            if (mine()) {
                this.write(
                    encodeInit({
                        name: ticket.name,
                        creation: this.opened ? Creation.Never : Creation.Possibly,
                        offset: this.length,
                        contents: this.opened ? NOTHING : this.options.contents,
                    }),
                );
            }
        };
        socket.onmessage = ({ data }) => {
            if (!mine()) {
                return;
            }
            try {
                const message = assembler.add(new Uint8Array(data as ArrayBuffer));
                if (message) {
                    this.receive(decode(message));
                }
            } catch (reason) {
                console.error("The connection is given up:", reason);
                this.leave();
                this.again();
            }
        };
        socket.onclose = () => {
            if (mine()) {
                this.leave();
                this.again();
            }
        };
    }

    private receive(message: ServerMessage): void {
        switch (message.kind) {
            case "append":
                if (this.live) {
                    this.appended(message.offset, message.data);
                } else {
                    this.joined(message.offset, message.data);
                }
                break;
            case "answer":
                this.answered(message.answer, message.length);
                break;
            case "keys":
                this.listener.keys(message.keys);
                break;
            case "broadcast":
                this.listener.broadcast(message.data);
                break;
            case "error":
                this.failed(message.code, message.text);
                break;
            case "key-answer":
            case "unknown":
                break;
        }
    }

    private joined(offset: number, data: Uint8Array): void {
        const { contents } = this.options;
        const created = !this.opened && offset > 0 && offset === contents.length && data.length === 0;
        if (!created && offset !== this.length) {
            this.close("replaced");
            return;
        }
        this.opened = true;
        this.live = true;
        this.attempts = 0;
        this.catchUp = 0;
        this.take(created ? contents : data);
        if (this.link === "closed") {
            return;
        }
        this.tell("connected");
        this.listener.joined();
        this.send();
    }

    private appended(offset: number, data: Uint8Array): void {
        if (offset !== this.length) {
            throw new Error("bytes are missing");
        }
        this.take(data);
        this.send();
    }

    /** Bytes of the server; in them may be what an earlier connection sent and never heard of again. */
    private take(data: Uint8Array): void {
        const own = this.flight?.lost ? this.flight.data : null;
        const at = own ? indexOf(data, own) : -1;
        if (!own || at < 0) {
            this.pass(data, false);
            return;
        }
        this.flight = null;
        this.pass(data.subarray(0, at), false);
        this.pass(own, true);
        this.pass(data.subarray(at + own.length), false);
        this.listener.unsaved();
    }

    private answered(answer: Answer, length: number): void {
        if (!this.answerDue) {
            throw new Error("an answer to nothing");
        }
        this.answerDue = false;
        const flight = this.flight;
        if (answer === Answer.Refused) {
            this.catchUp = length;
        } else if (!flight) {
            throw new Error("an append was stored twice");
        } else if (answer === Answer.Stored) {
            this.flight = null;
            this.pass(this.joint, false);
            this.pass(flight.data, true);
            if (this.length !== length) {
                throw new Error("the board has another length");
            }
            this.listener.unsaved();
        } else {
            const kept = concat([flight.data, ...this.waiting]);
            this.flight = null;
            this.waiting = [];
            this.listener.refused(kept);
            this.listener.unsaved();
        }
        this.send();
    }

    private pass(data: Uint8Array, own: boolean): void {
        this.length += data.length;
        if (data.length > 0) {
            this.listener.bytes(data, own);
        }
    }

    private send(): void {
        if (!this.live || this.answerDue || this.length < this.catchUp || this.socket?.readyState !== OPEN) {
            return;
        }
        if (!this.flight) {
            if (this.waiting.length === 0) {
                return;
            }
            const data = concat(this.waiting);
            this.waiting = [];
            this.flight = { data, lost: false };
        }
        this.joint = this.options.joint?.() ?? NOTHING;
        this.answerDue = true;
        this.write(encodeAppend(this.length, concat([this.joint, this.flight.data])));
    }

    private write(message: Uint8Array<ArrayBuffer>): void {
        for (const part of fragment(message)) {
            this.socket!.send(part);
        }
    }

    /** Who was in and is put out asks for a new ticket: only that says whether somebody was signed out. */
    private failed(code: number, text: string): void {
        if (code === ErrorCode.AccessDenied && text === ENDED) {
            this.close("ended");
        } else if (code === ErrorCode.AccessDenied && !this.live) {
            this.close("denied");
        } else if (code === ErrorCode.DoesNotExist) {
            this.close("deleted");
        } else if (code === ErrorCode.InvalidOffset) {
            this.close("replaced");
        } else {
            this.leave();
            this.again();
        }
    }

    private leave(): void {
        const socket = this.socket;
        this.socket = null;
        this.live = false;
        if (this.flight && this.answerDue) {
            this.flight.lost = true;
        }
        this.answerDue = false;
        this.connection++;
        socket?.close();
    }

    private again(): void {
        if (this.link === "closed") {
            return;
        }
        this.tell("offline");
        const { firstPauseMillis = 500, longestPauseMillis = 30_000, random = Math.random } = this.options;
        const most = Math.min(firstPauseMillis * 2 ** this.attempts++, longestPauseMillis);
        // After a restart of the server not everybody comes at once.
        this.clear();
        this.timer = setTimeout(() => void this.connect(), most * (0.5 + random() / 2));
    }

    private clear(): void {
        clearTimeout(this.timer);
    }

    private tell(link: Link): void {
        if (this.link !== link || link === "connecting") {
            this.link = link;
            this.listener.link(link, this.shut);
        }
    }
}

/** Where the bytes begin, -1 if they are not in there. */
export function indexOf(data: Uint8Array, sought: Uint8Array): number {
    if (sought.length === 0) {
        return -1;
    }
    const last = data.length - sought.length;
    for (let at = data.indexOf(sought[0]!); at >= 0 && at <= last; at = data.indexOf(sought[0]!, at + 1)) {
        let same = 1;
        while (same < sought.length && data[at + same] === sought[same]) {
            same++;
        }
        if (same === sought.length) {
            return at;
        }
    }
    return -1;
}

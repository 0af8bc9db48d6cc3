import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";
import { Assembler, concat, fragment } from "../../src/board/wire.js";

/** A whiteboard server of boards in memory: as much of the protocol as the page speaks, and some mischief. */
export class FakeServer {
    readonly boards = new Map<string, { bytes: Buffer; clients: Set<Client> }>();
    /** Called before an append is judged: what it does comes first. */
    beforeAppend: (client: Client) => void = () => {};
    /** Whether the answer to a stored append is to be lost, and the connection with it. */
    losesAnswers = false;
    appends = 0;

    private constructor(private readonly sockets: WebSocketServer) {
        sockets.on("connection", (socket) => new Client(this, socket));
    }

    static start(port = 0): Promise<FakeServer> {
        return new Promise((resolve) => {
            const sockets: WebSocketServer = new WebSocketServer({ port, host: "127.0.0.1" }, () =>
                resolve(new FakeServer(sockets)),
            );
        });
    }

    get url(): string {
        return `ws://127.0.0.1:${(this.sockets.address() as AddressInfo).port}`;
    }

    text(board: string): string {
        return this.boards.get(board)?.bytes.toString() ?? "";
    }

    /** As if somebody had appended that. */
    append(board: string, text: string | Uint8Array): void {
        const found = this.boards.get(board)!;
        const offset = found.bytes.length;
        const data = Buffer.from(text);
        found.bytes = Buffer.concat([found.bytes, data]);
        found.clients.forEach((client) => client.send(append(offset, data)));
    }

    delete(board: string): void {
        const found = this.boards.get(board)!;
        this.boards.delete(board);
        found.clients.forEach((client) => client.fail(1));
    }

    dropAll(): void {
        this.sockets.clients.forEach((socket) => socket.terminate());
    }

    stop(): Promise<void> {
        this.dropAll();
        return new Promise((resolve) => this.sockets.close(() => resolve()));
    }
}

export class Client {
    board = "";
    private mayWrite = true;
    private readonly keys = new Map<string, Buffer>();

    constructor(
        private readonly server: FakeServer,
        readonly socket: WebSocket,
    ) {
        const assembler = new Assembler();
        socket.on("message", (data: Buffer) => {
            const message = assembler.add(new Uint8Array(data));
            if (message) {
                this.receive(Buffer.from(message));
            }
        });
        socket.on("close", () => this.leave());
    }

    send(message: Buffer): void {
        fragment(new Uint8Array(message), 4096).forEach((part) => this.socket.send(part));
    }

    fail(code: number, text = ""): void {
        this.send(Buffer.concat([Buffer.from([0x80, 0, 0, code]), Buffer.from(text)]));
        this.socket.close();
    }

    private receive(message: Buffer): void {
        switch (message[0]) {
            case 0x01:
                return this.init(message);
            case 0x05:
                return this.append(Number(message.readBigUInt64BE(6)), message.subarray(14));
            case 0x03: {
                const name = message.toString("utf8", 17, 17 + message.readUInt32BE(13));
                const value = Buffer.from(message.subarray(21 + message.readUInt32BE(13)));
                this.keys.set(name, value);
                return this.others().forEach((other) => other.send(keys([[name, 0, value]])));
            }
            case 0x04:
                return this.others().forEach((other) => other.send(message));
        }
    }

    private init(message: Buffer): void {
        const named = message.toString("utf8", 25, 25 + message.readUInt32BE(21));
        this.board = named.replace(/^read:/, "");
        this.mayWrite = this.board === named;
        let offset = Number(message.readBigUInt64BE(13));
        let found = this.server.boards.get(this.board);
        if (named === "forbidden") {
            return this.fail(4);
        }
        if (!found) {
            if (message[8] === 1) {
                return this.fail(1);
            }
            found = { bytes: Buffer.from(message.subarray(25 + message.readUInt32BE(21))), clients: new Set() };
            this.server.boards.set(this.board, found);
            offset = found.bytes.length;
        }
        if (offset > found.bytes.length) {
            return this.fail(3);
        }
        this.send(append(offset, found.bytes.subarray(offset)));
        const known = [...found.clients].flatMap((client) => [...client.keys]);
        if (known.length > 0) {
            this.send(keys(known.map(([name, value]) => [name, 0, value])));
        }
        found.clients.add(this);
    }

    private append(offset: number, data: Buffer): void {
        this.server.appends++;
        this.server.beforeAppend(this);
        const found = this.server.boards.get(this.board);
        if (!found) {
            return this.fail(1);
        }
        if (offset !== found.bytes.length) {
            return this.send(answer(0, found.bytes.length));
        }
        if (!this.mayWrite) {
            return this.send(answer(2, offset));
        }
        found.bytes = Buffer.concat([found.bytes, data]);
        this.others().forEach((other) => other.send(append(offset, data)));
        if (this.server.losesAnswers) {
            this.socket.terminate();
        } else {
            this.send(answer(1, found.bytes.length));
        }
    }

    private leave(): void {
        this.server.boards.get(this.board)?.clients.delete(this);
        for (const name of this.keys.keys()) {
            this.others().forEach((other) => other.send(keys([[name, 1, Buffer.alloc(0)]])));
        }
    }

    private others(): Client[] {
        return [...(this.server.boards.get(this.board)?.clients ?? [])].filter((client) => client !== this);
    }
}

function append(offset: number, data: Buffer): Buffer {
    return Buffer.concat([Buffer.from([5, 0, 0, 0, 0, 0]), u64(offset), data]);
}

function answer(code: number, length: number): Buffer {
    return Buffer.concat([Buffer.from([0x81, 0, 0, code]), u64(length)]);
}

function keys(entries: [string, number, Buffer][]): Buffer {
    const parts = entries.flatMap(([name, version, value]) => [
        u32(version),
        u32(Buffer.byteLength(name)),
        Buffer.from(name),
        u32(value.length),
        value,
    ]);
    return Buffer.from(concat([Buffer.from([0x82, 0]), ...parts]));
}

function u32(value: number): Buffer {
    const buffer = Buffer.alloc(4);
    buffer.writeUInt32BE(value);
    return buffer;
}

function u64(value: number): Buffer {
    const buffer = Buffer.alloc(8);
    buffer.writeBigUInt64BE(BigInt(value));
    return buffer;
}

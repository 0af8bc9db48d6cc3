import path from "node:path";
import protobuf from "protobufjs";
import { PROJECT } from "./server.mjs";

const PROTO = path.join(PROJECT, "src/main/proto");
const BODY_NUMBER = { requestId: 1, responseId: 2 };

const root = new protobuf.Root();
root.resolvePath = (origin, target) => (target.startsWith("google/") ? target : path.join(PROTO, target));
root.loadSync("coterie/convergence/envelope.proto", { keepCase: true });

const Message = root.lookupType("coterie.convergence.ConvergenceMessage");

/** Reads one frame of either side: `{ requestId?, responseId?, body, content }`. */
export function decode(bytes) {
    const message = Message.decode(new Uint8Array(bytes));
    const plain = Message.toObject(message, { longs: Number, arrays: true, objects: true });
    const body = Object.keys(plain).find((name) => !(name in BODY_NUMBER));
    return {
        requestId: message.requestId ? message.requestId.value : undefined,
        responseId: message.responseId ? message.responseId.value : undefined,
        body,
        content: plain[body],
    };
}

/** Writes one frame, for instance `encode({ ping: {} })`. */
export function encode(message) {
    return Message.encode(Message.fromObject(message)).finish();
}

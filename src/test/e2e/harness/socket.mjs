/**
 * A web socket that is open until the moment its end is announced. The client throws when it sends on a socket that is
 * closing, and from then on forgets every edit of that text; so it must never see one in that state. What is sent in
 * between is lost, as everything is that a dying connection still took: the client sends it again when it is back.
 */
export class SteadySocket {
    static CONNECTING = 0;
    static OPEN = 1;
    static CLOSING = 2;
    static CLOSED = 3;

    readyState = SteadySocket.CONNECTING;
    onopen;
    onmessage;
    onerror;
    onclose;
    #socket;

    constructor(socket) {
        this.#socket = socket;
        socket.binaryType = "arraybuffer";
        socket.addEventListener("open", (event) => {
            this.readyState = SteadySocket.OPEN;
            this.onopen?.(event);
        });
        socket.addEventListener("message", (event) => {
            if (this.readyState === SteadySocket.OPEN) {
                this.onmessage?.(event);
            }
        });
        socket.addEventListener("error", (event) => this.onerror?.(event));
        socket.addEventListener("close", ({ code, reason }) => this.#end(code, reason));
    }

    send(data) {
        if (this.#socket.readyState === SteadySocket.OPEN) {
            this.#socket.send(data);
        }
    }

    close(code, reason) {
        this.#socket.close(code, reason);
        this.#end(code, reason);
    }

    #end(code, reason) {
        if (this.readyState !== SteadySocket.CLOSED) {
            this.readyState = SteadySocket.CLOSED;
            queueMicrotask(() => this.onclose?.({ code, reason }));
        }
    }
}

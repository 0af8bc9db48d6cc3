import { createServer } from "node:net";
import { until } from "./wait.mjs";

/** An SMTP server that keeps what it gets. */
export class MailCatcher {
    #server;
    #letters = [];

    static async start() {
        const catcher = new MailCatcher();
        await new Promise((resolve) => catcher.#server.listen(0, "127.0.0.1", resolve));
        return catcher;
    }

    constructor() {
        this.#server = createServer((socket) => this.#talk(socket));
    }

    /** What a server needs to mail by it. */
    get properties() {
        const { address, port } = this.#server.address();
        return { "spring.mail.host": address, "spring.mail.port": port, "coterie.mail.from": "coterie@example.org" };
    }

    /** The link in the first letter to an address; that letter is gone then. */
    async link(address) {
        const letter = await until(`there is a letter to ${address}`, async () =>
            this.#letters.find((sent) => sent.includes(`To: ${address}`)),
        );
        this.#letters.splice(this.#letters.indexOf(letter), 1);
        return letter.match(/https?:\S+token=[\w-]{43}/)[0];
    }

    close() {
        this.#server.close();
    }

    #talk(socket) {
        let received = "";
        let letter = null;
        socket.on("error", () => {});
        socket.write("220 catcher\r\n");
        socket.on("data", (data) => {
            received += data;
            for (let end = received.indexOf("\r\n"); end >= 0; end = received.indexOf("\r\n")) {
                const line = received.slice(0, end);
                received = received.slice(end + 2);
                if (letter !== null && line !== ".") {
                    letter += `${line}\n`;
                } else if (letter !== null) {
                    this.#letters.push(letter);
                    letter = null;
                    socket.write("250 ok\r\n");
                } else {
                    letter = line === "DATA" ? "" : null;
                    socket.write(line === "DATA" ? "354 go on\r\n" : line === "QUIT" ? "221 bye\r\n" : "250 ok\r\n");
                }
            }
        });
    }
}

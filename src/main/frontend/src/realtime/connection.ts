import type { ConvergenceDomain, IConvergenceOptions } from "@convergence/convergence";
import type { Client } from "./loader.js";
import { SignedOut, type Tokens } from "./tokens.js";

export type Link = "connecting" | "online" | "reconnecting" | "offline" | "signed-out" | "ended";

const LONGEST_PAUSE_SECONDS = 30;

/** With what the server closes a connection that an administrator ended. */
const ENDED = 4001;

/**
 * The connection to the realtime server, kept up for as long as the page is open. The client itself reconnects with the
 * token that the server gave it; when that is refused it asks us for a fresh one, and when it gives up we start it anew. A
 * connection that an administrator ended stays closed.
 */
export class Connection {
    private domain: ConvergenceDomain | null = null;
    private link: Link = "connecting";
    private once = false;
    private attempts = 0;
    private timer: ReturnType<typeof setTimeout> | undefined;

    constructor(
        private readonly loading: () => Promise<Client>,
        private readonly tokens: Tokens,
        private readonly onLink: (link: Link) => void,
        private readonly random: () => number = Math.random,
    ) {
        addEventListener("online", () => {
            if (!this.givenUp()) {
                this.retry();
            }
        });
    }

    /** The domain, once it was reached for the first time; tries until then. */
    async open(): Promise<ConvergenceDomain> {
        for (;;) {
            try {
                const [token, client] = await Promise.all([this.tokens.get(), this.loading()]);
                this.domain = new client.ConvergenceDomain(token.domainUrl, this.options());
                this.listen(this.domain);
                await this.domain.connectWithJwt(() => this.jwt());
                return this.domain;
            } catch (reason) {
                if (reason instanceof SignedOut || this.link === "ended") {
                    throw reason;
                }
                console.warn("Not connected:", reason);
                this.tell(this.once ? "reconnecting" : "connecting");
                await this.dispose();
                await this.pause();
            }
        }
    }

    /** To be called when somebody may have signed in again. */
    retry(): void {
        this.tokens.forget();
        if (this.link === "signed-out") {
            this.link = "reconnecting";
            this.onLink(this.link);
        }
        if (this.domain?.isDisconnected()) {
            clearTimeout(this.timer);
            void this.restart(this.domain);
        }
    }

    signedOut(): void {
        this.tell("signed-out");
        clearTimeout(this.timer);
        this.domain?.disconnect().catch(() => {});
    }

    private ended(): void {
        this.tell("ended");
        clearTimeout(this.timer);
        // First the client has to notice by itself that the socket is closed.
        setTimeout(() => void this.domain?.disconnect().catch(() => {}));
    }

    private givenUp(): boolean {
        return this.link === "signed-out" || this.link === "ended";
    }

    private listen(domain: ConvergenceDomain): void {
        domain.on("connected", () => {
            this.once = true;
            this.attempts = 0;
            clearTimeout(this.timer);
            this.tell("online");
        });
        domain.on("interrupted", () => this.tell("reconnecting"));
        domain.on("connection_failed", () => this.tell(navigator.onLine ? "reconnecting" : "offline"));
        domain.on("connection_scheduled", () => this.tell(navigator.onLine ? "reconnecting" : "offline"));
        domain.on("disconnected", () => {
            if (domain !== this.domain || this.givenUp() || !this.once) {
                return;
            }
            this.tell(navigator.onLine ? "reconnecting" : "offline");
            // Leaves the client the time to try with a fresh token by itself.
            clearTimeout(this.timer);
            this.timer = setTimeout(() => void this.restart(domain), this.seconds() * 1000);
        });
    }

    private async restart(domain: ConvergenceDomain): Promise<void> {
        if (domain !== this.domain || this.link === "ended" || !domain.isDisconnected()) {
            return;
        }
        this.tell("reconnecting");
        try {
            await this.tokens.get();
            await domain.connectWithJwt(() => this.jwt());
        } catch (reason) {
            if (!(reason instanceof SignedOut)) {
                console.warn("Not connected:", reason);
                clearTimeout(this.timer);
                this.timer = setTimeout(() => void this.restart(domain), this.seconds() * 1000);
            }
        }
    }

    private async jwt(): Promise<string> {
        if (this.link === "ended") {
            throw new Error("ended");
        }
        return this.tokens.get().then((token) => token.token);
    }

    private options(): IConvergenceOptions {
        return {
            webSocket: { factory: (url) => this.socket(url) },
            reconnect: {
                autoReconnect: true,
                autoReconnectOnInitial: true,
                // After a restart of the server not everybody comes at once.
                reconnectIntervals: [0, 1, 2, 4, 8, 15, 30].map((s) => s * (0.5 + this.random() / 2)),
                fallbackAuth: (challenge) => {
                    this.tokens.forget();
                    // A refused promise would never end; the pause above takes over instead.
                    challenge.jwt(this.jwt().catch(() => "none"));
                },
            },
        };
    }

    /** The client tells nobody with what code its socket was closed. */
    private socket(url: string): WebSocket {
        const socket = new WebSocket(url);
        socket.addEventListener("close", ({ code }) => {
            if (code === ENDED) {
                this.ended();
            }
        });
        return socket;
    }

    private seconds(): number {
        const most = Math.min(2 ** this.attempts++, LONGEST_PAUSE_SECONDS);
        return 1 + most * (0.5 + this.random() / 2);
    }

    private pause(): Promise<void> {
        return new Promise((resolve) => setTimeout(resolve, this.seconds() * 1000));
    }

    private async dispose(): Promise<void> {
        const domain = this.domain;
        this.domain = null;
        try {
            await domain?.dispose();
        } catch {
            // It is gone either way.
        }
    }

    private tell(link: Link): void {
        if (this.link === "ended" || (this.link === "signed-out" && link !== "online")) {
            return; // what the connection does while it is being given up tells nobody anything
        }
        if (this.link !== link) {
            this.link = link;
            this.onLink(link);
        }
    }
}

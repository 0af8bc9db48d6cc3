import { NoTicket, type Ticket } from "./client.js";
import type { Settings, Sharing } from "./settings.js";

export interface Pass {
    readonly token: string;
    /** Letters of the protocol: r, w, a. */
    readonly permissions: string;
}

/** Gets passes to the board from our server, and tells it who may have one. */
export class Entrance {
    /** What the last pass allows. */
    mayWrite = false;
    private last: Pass | null = null;
    private reused = false;

    constructor(private readonly settings: Settings) {}

    get url(): string {
        const { protocol, host } = location;
        return `${protocol === "https:" ? "wss" : "ws"}://${host}${this.settings.socketPath}`;
    }

    /**
     * Logins end with the server's process, passes outlive it: a page whose login is gone comes back by the pass that it
     * has, for as long as that is good.
     */
    async ticket(): Promise<Ticket> {
        this.reused = false;
        try {
            this.last = await this.pass();
        } catch (failure) {
            if (!this.last || !(failure instanceof NoTicket)) {
                throw failure;
            }
            this.reused = true;
        }
        const { token, permissions } = this.last;
        this.mayWrite = permissions.includes("w");
        return { name: token, url: this.url };
    }

    /** Why the board's server refused the ticket. */
    refusal(): "denied" | "signed-out" {
        return this.reused && this.settings.signedIn ? "signed-out" : "denied";
    }

    async pass(): Promise<Pass> {
        const response = await fetch(this.settings.tokenUrl, {
            method: "POST",
            headers: { Accept: "application/json", "X-Requested-With": "board" },
            credentials: "same-origin",
            cache: "no-store",
            redirect: "manual",
        });
        if (response.status === 401 || response.type === "opaqueredirect") {
            throw new NoTicket(this.settings.signedIn ? "signed-out" : "denied");
        }
        if (response.status === 403) {
            throw new NoTicket("denied");
        }
        if (!response.ok) {
            throw new Error(`no pass: ${response.status}`);
        }
        return (await response.json()) as Pass;
    }

    async share(sharing: Sharing): Promise<void> {
        const { sharingUrl, csrfHeader, csrfToken } = this.settings;
        const response = await fetch(sharingUrl!, {
            method: "POST",
            headers: {
                "Content-Type": "application/json",
                "X-Requested-With": "board",
                ...(csrfHeader && csrfToken ? { [csrfHeader]: csrfToken } : {}),
            },
            body: JSON.stringify({ sharing }),
            credentials: "same-origin",
            redirect: "manual",
        });
        if (!response.ok) {
            throw new Error(`not shared: ${response.status}`);
        }
    }
}

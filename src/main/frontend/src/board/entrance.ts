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

    constructor(private readonly settings: Settings) {}

    get url(): string {
        const { protocol, host } = location;
        return `${protocol === "https:" ? "wss" : "ws"}://${host}${this.settings.socketPath}`;
    }

    async ticket(): Promise<Ticket> {
        const { token, permissions } = await this.pass();
        this.mayWrite = permissions.includes("w");
        return { name: token, url: this.url };
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

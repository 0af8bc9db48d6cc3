export interface Token {
    readonly token: string;
    readonly expiresAt: string;
    readonly domainUrl: string;
    readonly username: string;
}

/** Nobody is signed in in this browser any more. */
export class SignedOut extends Error {}

const FRESH_MILLIS = 60_000;

/** Gets tokens from our server; one is used again for a minute, so that a row of attempts is not a row of requests. */
export class Tokens {
    private latest: { token: Token; at: number } | null = null;

    constructor(
        private readonly url: string,
        private readonly onSignedOut: () => void,
    ) {}

    async get(): Promise<Token> {
        if (this.latest && Date.now() - this.latest.at < FRESH_MILLIS) {
            return this.latest.token;
        }
        const response = await fetch(this.url, {
            headers: { Accept: "application/json" },
            credentials: "same-origin",
            cache: "no-store",
            redirect: "manual",
        });
        if (response.status === 401 || response.type === "opaqueredirect") {
            this.onSignedOut();
            throw new SignedOut("signed out");
        }
        if (!response.ok) {
            throw new Error(`no token: ${response.status}`);
        }
        const token = (await response.json()) as Token;
        this.latest = { token, at: Date.now() };
        return token;
    }

    forget(): void {
        this.latest = null;
    }
}

import { createSign, generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";

const CLIENT = { id: "coterie", secret: "a secret of forty characters and a few more" };

/** A small provider of OpenID Connect: everybody who comes is the same person, and is sent back at once. */
export class Provider {
    #server;
    #codes = new Map();
    #keys = generateKeyPairSync("rsa", { modulusLength: 2048 });

    /** @param person claims, for instance `{ sub, name, email, preferred_username }` */
    static async start(person) {
        const provider = new Provider(person);
        await new Promise((resolve) => provider.#server.listen(0, "127.0.0.1", resolve));
        return provider;
    }

    constructor(person) {
        this.person = person;
        this.#server = createServer((request, response) => this.#answer(request, response));
    }

    get issuer() {
        return `http://localhost:${this.#server.address().port}`;
    }

    /** What a server needs to let people sign in here. */
    get properties() {
        return {
            "coterie.oidc.issuer": this.issuer,
            "coterie.oidc.client-id": CLIENT.id,
            "coterie.oidc.client-secret": CLIENT.secret,
            "coterie.oidc.name": "Example ID",
        };
    }

    close() {
        this.#server.close();
        this.#server.closeAllConnections();
    }

    #answer(request, response) {
        const { pathname, searchParams } = new URL(request.url, this.issuer);
        switch (pathname) {
            case "/.well-known/openid-configuration":
                return json(response, {
                    issuer: this.issuer,
                    authorization_endpoint: `${this.issuer}/authorize`,
                    token_endpoint: `${this.issuer}/token`,
                    jwks_uri: `${this.issuer}/keys`,
                    end_session_endpoint: `${this.issuer}/end`,
                    response_types_supported: ["code"],
                    subject_types_supported: ["public"],
                    id_token_signing_alg_values_supported: ["RS256"],
                });
            case "/keys":
                return json(response, {
                    keys: [{ ...this.#keys.publicKey.export({ format: "jwk" }), kid: "one", alg: "RS256", use: "sig" }],
                });
            case "/authorize":
                return this.#sendBack(searchParams, response);
            case "/token":
                return this.#token(request, response);
            default:
                return response.writeHead(200, { "Content-Type": "text/plain" }).end("Signed out there as well.");
        }
    }

    #sendBack(asked, response) {
        const code = randomBytes(16).toString("hex");
        this.#codes.set(code, asked.get("nonce"));
        const back = new URL(asked.get("redirect_uri"));
        back.searchParams.set("code", code);
        back.searchParams.set("state", asked.get("state"));
        response.writeHead(302, { Location: back.href }).end();
    }

    async #token(request, response) {
        let body = "";
        for await (const part of request) {
            body += part;
        }
        const nonce = this.#codes.get(new URLSearchParams(body).get("code"));
        const now = Math.floor(Date.now() / 1000);
        const claims = { iss: this.issuer, aud: CLIENT.id, iat: now, exp: now + 300, nonce, ...this.person };
        const content = [{ alg: "RS256", kid: "one" }, claims]
            .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
            .join(".");
        const signature = createSign("RSA-SHA256").update(content).sign(this.#keys.privateKey);
        json(response, {
            access_token: "of no use",
            token_type: "Bearer",
            expires_in: 300,
            id_token: `${content}.${signature.toString("base64url")}`,
        });
    }
}

function json(response, content) {
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(content));
}

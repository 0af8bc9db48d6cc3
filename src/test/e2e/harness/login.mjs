/** Somebody's browser, as far as cookies and forms are concerned. */
export class LoggedIn {
    #cookies = new Map();

    constructor(server) {
        this.server = server;
    }

    /** Logs in through the form. */
    static async as(server, username, password) {
        const login = new LoggedIn(server);
        const answer = await login.submit("/login", { username, password });
        if (answer.status !== 302 || /[?&]error/.test(answer.headers.get("location"))) {
            throw new Error(`${username} could not log in: ${answer.status} ${answer.headers.get("location")}`);
        }
        return login;
    }

    async get(path, headers = {}) {
        return this.#request(path, { headers });
    }

    /** Fetches a page for its hidden fields, and sends a form from there. */
    async submit(path, fields, to = path) {
        const page = await this.get(path);
        const csrf = /name="_csrf"[^>]*value="([^"]+)"/.exec(await page.text())?.[1] ?? "";
        return this.#request(to, {
            method: "POST",
            body: new URLSearchParams({ ...fields, _csrf: csrf }),
        });
    }

    /** The same, with a file in the form. */
    async upload(path, field, content, fileName) {
        const page = await this.get(path);
        const csrf = /name="_csrf"[^>]*value="([^"]+)"/.exec(await page.text())?.[1] ?? "";
        const form = new FormData();
        form.set("_csrf", csrf);
        form.set(field, new Blob([content]), fileName);
        return this.#request(path, { method: "POST", body: form });
    }

    /** What `/api/token` says. */
    async token() {
        const answer = await this.get("/api/token");
        if (!answer.ok) {
            throw new Error(`No token: ${answer.status}`);
        }
        return answer.json();
    }

    async #request(path, options) {
        const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
        const answer = await fetch(this.server.url + path, {
            ...options,
            headers: { ...options.headers, cookie },
            redirect: "manual",
        });
        for (const line of answer.headers.getSetCookie()) {
            const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
            this.#cookies.set(name, value);
        }
        return answer;
    }
}

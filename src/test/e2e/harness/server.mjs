import { spawn } from "node:child_process";
import { createSign, randomBytes } from "node:crypto";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { LoggedIn } from "./login.mjs";
import { until, within } from "./wait.mjs";

export const PROJECT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../../..");
export const KEY_ID = "Django collab App";

export const JAVA = process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, "bin/java") : "java";
export const JVM_OPTIONS = ["-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"];

const START_MILLIS = 180_000;
const STOP_MILLIS = 30_000;

/** The server that is tested. */
export function jar() {
    return process.env.COTERIE_JAR ?? path.join(PROJECT, "target/coterie.jar");
}

/** The superuser of every test server. */
export const ADMIN = { username: "admin", password: "vantage-sorrel-41-ladder" };

/** A server of its own process, with data of its own, that can be killed and started again on the same port. */
export class Server {
    #directory;
    #properties;
    #process = null;
    #administrator = null;

    /** @param properties settings beside the usual ones, for instance `{ "coterie.convergence.anonymous": true }` */
    static async start(properties = {}) {
        if (!existsSync(jar())) {
            throw new Error(`There is no ${jar()}: build it first, or name another one in COTERIE_JAR`);
        }
        const server = new Server(await freePort(), mkdtempSync(path.join(tmpdir(), "coterie-e2e-")), properties);
        await server.start();
        return server;
    }

    /** The server that somebody else has started and described by toString(). */
    static shared(description) {
        const { port, directory } = JSON.parse(description);
        return new Server(port, directory, {});
    }

    constructor(port, directory, properties) {
        this.port = port;
        this.#directory = directory;
        this.#properties = properties;
    }

    toString() {
        return JSON.stringify({ port: this.port, directory: this.#directory });
    }

    get url() {
        return `http://localhost:${this.port}`;
    }

    /** Where the Convergence client connects to. */
    get domainUrl() {
        return `${this.url}/api/realtime/convergence/default`;
    }

    /** Everything that the server has printed, over all its lives. */
    get log() {
        return readFileSync(this.#logFile, "utf8");
    }

    async start() {
        const settings = {
            "server.port": this.port,
            "coterie.data-dir": path.join(this.#directory, "data"),
            "coterie.jwt.key-file": this.#keyFile,
            ...this.#properties,
        };
        const child = this.#run(Object.entries(settings).map(([name, value]) => `--${name}=${value}`));
        this.#process = child;
        const ended = new Promise((_, reject) =>
            child.once("exit", (code, signal) => reject(new Error(`The server has ended: ${signal ?? code}`))),
        );
        ended.catch(() => {});
        try {
            const ready = until("the server is ready", () => this.#isReady(), START_MILLIS);
            await Promise.race([ready, ended]);
        } catch (reason) {
            child.kill("SIGKILL");
            throw new Error(`${reason.message}\n${this.#lastLines()}`);
        }
    }

    /** As a power cut does, as far as the process is concerned. */
    async kill() {
        await this.#end("SIGKILL");
    }

    /** As an administrator does. */
    async stop() {
        await this.#end("SIGTERM");
    }

    /** Lets it stand still, as a machine does that swaps or sleeps, until thaw(). */
    freeze() {
        this.#process.kill("SIGSTOP");
    }

    thaw() {
        this.#process.kill("SIGCONT");
    }

    /** Ends it for good. */
    async remove() {
        await this.stop();
        rmSync(this.#directory, { recursive: true, force: true });
    }

    /** Runs a command-line tool on the data of this server, which must not be running. */
    async tool(args, environment = {}) {
        const child = this.#run(args, { COTERIE_DATA_DIR: path.join(this.#directory, "data"), ...environment });
        return new Promise((resolve) => child.on("exit", (code) => resolve(code)));
    }

    /** A token that our own key has signed, for a user of any name: the account is made when it is first shown. */
    token(username, claims = {}, header = {}) {
        const now = Math.floor(Date.now() / 1000);
        const payload = { sub: username, aud: "Convergence", iat: now, exp: now + 3600, ...claims };
        const content = [{ alg: "RS256", kid: KEY_ID, ...header }, payload].map(encoded).join(".");
        const signature = createSign("RSA-SHA256").update(content).sign(readFileSync(this.#keyFile));
        return `${content}.${signature.toString("base64url")}`;
    }

    /** The administrator's login, made once. */
    async administrator() {
        this.#administrator ??= await LoggedIn.as(this, ADMIN.username, ADMIN.password);
        return this.#administrator;
    }

    /** Makes an account with a password through the admin site. */
    async createAccount(account) {
        const { username, password = randomBytes(12).toString("hex"), firstName = "", lastName = "" } = account;
        const admin = await this.administrator();
        const answer = await admin.submit("/admin/users/add", {
            username,
            password,
            repeated: password,
            firstName,
            lastName,
            displayName: account.displayName ?? "",
            email: account.email ?? "",
            // What a browser sends for a box that is not ticked.
            _staff: "on",
            _superuser: "on",
        });
        const list = await admin.get(`/admin/users?q=${encodeURIComponent(username)}`);
        const id = /\/admin\/users\/(\d+)/.exec(await list.text())?.[1];
        if (answer.status !== 302 || !id) {
            throw new Error(`The admin site did not make ${username}: ${answer.status}\n${await answer.text()}`);
        }
        return { id, username, password };
    }

    get #logFile() {
        return path.join(this.#directory, "server.log");
    }

    get #keyFile() {
        return path.join(this.#directory, "jwt-key");
    }

    #run(args, environment = {}) {
        const output = openSync(this.#logFile, "a");
        const classes = process.env.COTERIE_CLASSES ? [`-XX:SharedArchiveFile=${process.env.COTERIE_CLASSES}`] : [];
        const child = spawn(JAVA, [...JVM_OPTIONS, ...classes, "-jar", jar(), ...args], {
            cwd: this.#directory,
            env: {
                ...process.env,
                COTERIE_ADMIN_USERNAME: ADMIN.username,
                COTERIE_ADMIN_PASSWORD: ADMIN.password,
                ...environment,
            },
            stdio: ["ignore", output, output],
        });
        closeSync(output);
        running.add(child);
        child.on("exit", () => running.delete(child));
        return child;
    }

    async #end(signal) {
        const child = this.#process;
        this.#process = null;
        if (!child || child.exitCode !== null || child.signalCode !== null) {
            return;
        }
        const exited = new Promise((resolve) => child.once("exit", resolve));
        child.kill(signal);
        await within("the end of the server", exited, STOP_MILLIS).catch((reason) => {
            child.kill("SIGKILL");
            throw reason;
        });
    }

    async #isReady() {
        const answer = await fetch(`${this.url}/actuator/health/readiness`);
        return answer.ok;
    }

    #lastLines() {
        return this.log.split("\n").slice(-60).join("\n");
    }
}

const running = new Set();

process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

function encoded(value) {
    return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function freePort() {
    return new Promise((resolve, reject) => {
        const probe = createServer();
        probe.once("error", reject);
        probe.listen(0, "127.0.0.1", () => {
            const { port } = probe.address();
            probe.close(() => resolve(port));
        });
    });
}

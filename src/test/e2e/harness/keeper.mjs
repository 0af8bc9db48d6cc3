import { Disk } from "./disk.mjs";
import { Person } from "./person.mjs";
import { until } from "./wait.mjs";

/** Somebody whose client keeps models for when it is offline, on a disk that outlives the client. */
export class Keeper extends Person {
    /** What the client's model service has said, as `{ name, ... }`. */
    events = [];

    /** Connects, with what is on the disk. */
    static async connect(server, username, disk = new Disk(), options = {}) {
        const keeper = new Keeper(server, username, disk, options);
        await keeper.connect();
        return keeper;
    }

    /** Starts without a connection. */
    static async alone(server, username, disk = new Disk(), options = {}) {
        const keeper = new Keeper(server, username, disk, options);
        await keeper.domain.initializeOffline(username);
        return keeper;
    }

    constructor(server, username, disk, options) {
        super(server, username);
        this.disk = disk;
        this.unconnected({ offline: { storage: disk.storage(), ...options } });
        this.domain.models().events().subscribe((event) => this.events.push(event));
    }

    get models() {
        return this.domain.models();
    }

    /** Connects and waits until all stored edits are sent and the subscriptions are renewed. */
    async connect() {
        const mark = this.frames.length;
        await this.domain.connectWithJwt(() => Promise.resolve(this.server.token(this.username)));
        await this.#renewed(mark);
    }

    /** Is connected again, as far as that. */
    async online() {
        const mark = this.frames.length;
        await super.online();
        await this.#renewed(mark);
    }

    /** The client is gone from one moment to the next; the disk stays. */
    async crash() {
        this.disk.storage();
        this.cut();
        this.sockets.forEach((socket) => socket.terminate());
        await this.leave();
        return this.disk;
    }

    /** The client is gone, and a new one connects with its disk. */
    async restart() {
        return Keeper.connect(this.server, this.username, await this.crash());
    }

    said(name, modelId) {
        return this.events.filter((event) => event.name === name && (!modelId || event.id === modelId || event.modelId === modelId));
    }

    async hears(name, modelId, already = 0) {
        await until(`${this.username} hears ${name}`, () => this.said(name, modelId).length > already);
        return this.said(name, modelId).at(-1);
    }

    /** Waits until a model is stored in the form of a test. */
    stored(modelId, test) {
        return until(`${modelId} is stored`, () => {
            const model = this.disk.models.get(modelId);
            return model && test(model);
        });
    }

    #renewed(mark) {
        return until(
            `${this.username} has renewed the subscriptions`,
            () => this.sent("modelOfflineSubscriptionChange", mark).some(({ all }) => all),
        );
    }
}

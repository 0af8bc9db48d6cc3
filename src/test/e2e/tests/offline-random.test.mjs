// Three people who come and go at random, each with a disk that outlives the client, and edit one model all the time.
// The seed of a failure is in its message; COTERIE_SEED runs it again.

import assert from "node:assert/strict";
import { Keeper } from "../harness/keeper.mjs";
import { agreed, fresh, people, suite, test } from "../harness/suite.mjs";
import { pause, until } from "../harness/wait.mjs";

const ROUNDS = 3;
const STEPS = 120;
const server = await suite({
    "coterie.convergence.offline.update-interval": "100ms",
    "coterie.convergence.model.idle-time": "1s",
    "coterie.convergence.model.recent-operations": "10",
});
const first = Number(process.env.COTERIE_SEED ?? Date.now() % 1_000_000);

for (let seed = first; seed < first + (process.env.COTERIE_SEED ? 1 : ROUNDS); seed++) {
    test(`three come and go at random, seed ${seed}`, () => round(seed), 300_000);
}

/** Whole numbers below a limit, the same ones for the same seed. */
function randomOf(seed) {
    let state = seed >>> 0;
    return (limit) => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return Math.floor((state / 2 ** 32) * limit);
    };
}

async function round(seed) {
    const random = randomOf(seed);
    const [witness] = await people(server, fresh("witness"));
    const id = fresh("random");
    const data = { text: "start", list: [1, 2, 3], object: { a: 1 } };
    await witness.domain.models().create({ collection: "e2e", id, data });
    const travellers = [];
    for (let i = 0; i < 3; i++) {
        travellers.push(await Traveller.start(id, random));
    }
    for (let step = 0; step < STEPS; step++) {
        await travellers[random(travellers.length)].step();
        await pause(random(20));
    }
    for (const traveller of travellers) {
        await traveller.arrive();
    }
    const models = travellers.map(({ model }) => model);
    const everywhere = await agreed(models, 60_000);
    assert.deepEqual((await witness.domain.models().open(id)).root().value(), everywhere, `seed ${seed}`);
    const lives = travellers.map(({ lives }) => lives);
    console.log(`seed ${seed}: ${models[0].version()} versions, ${lives} clients`);
}

class Traveller {
    lives = 1;
    #away = false;

    static async start(id, random) {
        const traveller = new Traveller();
        Object.assign(traveller, { id, random });
        traveller.keeper = await Keeper.connect(server, fresh("traveller"), undefined, { modelSnapshotInterval: 1e6 });
        await traveller.keeper.models.subscribeOffline(id);
        traveller.model = await traveller.keeper.models.open(id);
        return traveller;
    }

    async step() {
        const choice = this.random(100);
        if (choice < 70) {
            this.#edit();
        } else if (choice < 78) {
            await this.#leave();
        } else if (choice < 86) {
            await this.arrive();
        } else if (choice < 90) {
            this.keeper.socket?.pause();
        } else if (choice < 94) {
            await this.#freshen();
        } else {
            await this.#restart();
        }
    }

    async arrive() {
        if (this.#away === "alone") {
            await this.keeper.connect();
        } else if (this.#away) {
            await this.keeper.online();
        }
        this.#away = false;
        this.keeper.socket.resume();
    }

    /** Closes and opens the model: what is stored of it is right then, whatever came in between. */
    async #freshen() {
        await this.arrive();
        await until("all is taken", () => this.model.isCommitted() && this.model.isOpen());
        await this.model.close();
        this.model = await this.keeper.models.open(this.id);
    }

    async #leave() {
        if (!this.#away) {
            await this.keeper.offline();
            this.#away = "offline";
        }
    }

    /** The client is thrown away and made anew, offline first. */
    async #restart() {
        const stored = () => this.keeper.disk.models.get(this.id);
        await this.#leave();
        // All of it is on the disk, and in a form that the client can read again.
        await until("it is stored", () => this.model.isCommitted() === (stored().localOperations.length === 0));
        if (!readable(stored())) {
            return;
        }
        const before = this.model.root().value();
        const disk = await this.keeper.crash();
        this.keeper = await Keeper.alone(server, this.keeper.username, disk, { modelSnapshotInterval: 1e6 });
        this.#away = "alone";
        this.model = await this.keeper.models.open(this.id);
        this.lives++;
        assert.deepEqual(this.model.root().value(), before);
    }

    #edit() {
        const { model, random } = this;
        const [text, list, object] = ["text", "list", "object"].map((name) => model.elementAt(name));
        const edits = [
            () => text.insert(random(text.length() + 1), "abcdefgh"[random(8)].repeat(1 + random(3))),
            () => text.length() > 0 && text.remove(random(text.length()), 1),
            () => text.length() > 3 && text.splice(random(text.length() - 2), 2, "XY"),
            () => list.insert(random(list.length() + 1), { n: random(100) }),
            () => list.length() > 1 && list.remove(random(list.length())),
            () => list.length() > 1 && list.reorder(random(list.length()), random(list.length())),
            () => list.length() > 0 && list.set(random(list.length()), random(100)),
            () => object.set("abcdef"[random(6)], random(100)),
            () => object.hasKey("a") && object.remove("a"),
            () => random(15) === 0 && object.value({ a: 1, z: "z" }),
        ];
        edits[random(edits.length)]();
    }
}

/**
 * The client cannot read what it has stored when one of several edits that were made on one version is acknowledged and
 * the others are not, which stay on a version that is over; nor, rightly, when something of others came while its own was
 * under way.
 */
function readable({ details, localOperations, overtaken }) {
    return !overtaken && localOperations.every(({ contextVersion }) => contextVersion === details.version);
}

// The server is killed while people type, and started again. Every character that anybody has typed is there exactly
// once: those that were acknowledged before, and those typed while there was no server.

import assert from "node:assert/strict";
import { afterEach, beforeEach } from "node:test";
import { Person } from "../harness/person.mjs";
import { agreed, fresh, people, sharing, suite, test, textOf } from "../harness/suite.mjs";
import { pause, until } from "../harness/wait.mjs";

const server = await suite(null);

/** Characters of one UTF-16 unit, each only once in a test. */
const alphabet = {
    next: 0,
    reset() {
        this.next = 0x3400;
    },
    take() {
        assert.ok(this.next < 0xd800, "this test types more than there are characters");
        return String.fromCharCode(this.next++);
    },
};

/** Types characters that nobody else types, at random places, until it is told to stop. */
class Typist {
    static #all = [];
    typed = [];
    #typing = true;

    constructor(model, pauseMillis = 20) {
        this.model = model;
        this.done = this.#type(pauseMillis);
        Typist.#all.push(this);
    }

    static async stopAll() {
        await Promise.all(Typist.#all.map((typist) => typist.stop()));
        Typist.#all = [];
    }

    /** How many of its operations the server has acknowledged. */
    static acknowledged(person) {
        return person.received("operationAck").length;
    }

    stop() {
        this.#typing = false;
        return this.done;
    }

    async #type(pauseMillis) {
        while (this.#typing) {
            const character = alphabet.take();
            this.typed.push(character);
            const text = textOf(this.model);
            text.insert(Math.floor(Math.random() * (text.length() + 1)), character);
            await pause(Math.random() * 2 * pauseMillis);
        }
    }
}

beforeEach(() => alphabet.reset());
afterEach(() => Typist.stopAll());

function sorted(characters) {
    return [...characters].sort().join("");
}

function difference(typists, text) {
    const lost = typists.map((typist) => typist.typed.filter((character) => !text.includes(character)).length);
    return `of ${typists.map((typist) => typist.typed.length)} typed, lost ${lost}; ${text.length} there`;
}

async function assertAllThere(models, typists) {
    const { text } = await agreed(models, 120_000);
    const typed = sorted(typists.flatMap((typist) => typist.typed));
    assert.ok(sorted(text) === typed, `a character is lost or doubled: ${difference(typists, text)}`);
    const fresher = await Person.connect(server, fresh("late"));
    const opened = await fresher.domain.models().open(models[0].modelId());
    assert.deepEqual(Buffer.from(textOf(opened).value()), Buffer.from(text));
    for (const model of models) {
        assert.deepEqual(Buffer.from(textOf(model).value()), Buffer.from(text));
    }
    return text;
}

async function allBack(everybody) {
    for (const person of everybody) {
        await until(`${person.username} is back`, () => person.domain.isConnected(), 120_000);
    }
}

test("kill -9 under four people who type, twice", async () => {
    const everybody = await people(server, "ada", "bob", "eve", "dan");
    const models = await sharing(everybody, "");
    const typists = models.map((model) => new Typist(model));
    for (let round = 0; round < 2; round++) {
        // Of everybody: a client whose connection breaks while it resynchronises throws where nobody can catch it.
        const before = everybody.map((person) => Typist.acknowledged(person));
        await until("some edits of everybody are acknowledged", () =>
            everybody.every((person, i) => Typist.acknowledged(person) > before[i] + 30),
        );
        await pause(Math.random() * 200);
        await server.kill();
        await pause(200 + Math.random() * 500);
        await server.start();
        await allBack(everybody);
    }
    await pause(500);
    await Promise.all(typists.map((typist) => typist.stop()));

    await assertAllThere(models, typists);

    for (const person of everybody) {
        const requests = person.sent("connectionRequest");
        assert.ok(requests.length >= 3, "everybody has come back by themselves");
        assert.ok(requests.slice(1).every((request) => request.reconnect?.token), "and by their token");
    }
    // And whoever came to look at the text.
    const names = (model) => model.collaborators().map((collaborator) => collaborator.user.username);
    await until("everybody sees everybody", () =>
        models.every((model) => everybody.every((person) => names(model).includes(person.username))),
    );
});

test("kill -9, and nobody who typed comes back: what was acknowledged is there", async () => {
    const everybody = await people(server, "ada", "bob");
    const models = await sharing(everybody, "");
    const id = models[0].modelId();
    const typists = models.map((model) => new Typist(model, 2));
    await until("enough is acknowledged", () => everybody.every((person) => Typist.acknowledged(person) > 200));
    await server.kill();
    const acknowledged = everybody.map((person) => Typist.acknowledged(person));
    await Promise.all(typists.map((typist) => typist.stop()));
    await Promise.all(everybody.map((person) => person.leave()));

    await server.start();

    const [eve] = await people(server, "eve");
    const text = textOf(await eve.domain.models().open(id)).value();
    assert.equal(new Set(text).size, [...text].length, "a character is doubled");
    typists.forEach((typist, i) => {
        const missing = typist.typed.slice(0, acknowledged[i]).filter((character) => !text.includes(character));
        assert.deepEqual(missing, [], `lost of ${acknowledged[i]} acknowledged`);
    });
});

test("kill -9 while somebody is alone in several models", async () => {
    const [ada] = await people(server, "ada");
    const models = [];
    for (let i = 0; i < 5; i++) {
        models.push((await sharing([ada], ""))[0]);
    }
    const typists = models.map((model) => new Typist(model));
    await until("some edits are acknowledged", () => Typist.acknowledged(ada) > 200);
    await server.kill();
    await server.start();
    await allBack([ada]);
    await Promise.all(typists.map((typist) => typist.stop()));

    for (const [i, model] of models.entries()) {
        await assertAllThere([model], [typists[i]]);
    }
});

test("a stop and a start as an administrator does them", async () => {
    const everybody = await people(server, "ada", "bob");
    const models = await sharing(everybody, "");
    const typists = models.map((model) => new Typist(model));
    await until("some edits are acknowledged", () => Typist.acknowledged(everybody[0]) > 50);

    await server.stop();
    await server.start();

    await allBack(everybody);
    await Promise.all(typists.map((typist) => typist.stop()));
    await assertAllThere(models, typists);
});

test("kill -9 in the middle of batches, removals and replaced texts: everybody agrees afterwards", async () => {
    const everybody = await people(server, "ada", "bob", "eve");
    const models = await sharing(everybody, "0123456789".repeat(20));
    let editing = true;
    const done = models.map(async (model, n) => {
        for (let i = 0; editing; i++) {
            const text = textOf(model);
            model.startBatch();
            text.insert(Math.floor(Math.random() * (text.length() + 1)), `<${n}.${i}>`);
            if (text.length() > 20) {
                text.remove(Math.floor(Math.random() * (text.length() - 10)), 5);
            }
            if (i % 50 === 49) {
                text.value("again");
            }
            model.completeBatch();
            await pause(5);
        }
    });
    await until("some edits are acknowledged", () => Typist.acknowledged(everybody[0]) > 50);
    await server.kill();
    await server.start();
    await allBack(everybody);
    await pause(500);
    editing = false;
    await Promise.all(done);

    await agreed(models, 120_000);
});

test("the server stands still until everybody has given it up, and goes on", async () => {
    const everybody = await people(server, "ada", "bob");
    const models = await sharing(everybody, "");
    const typists = models.map((model) => new Typist(model, 50));
    await until("some edits are acknowledged", () => Typist.acknowledged(everybody[0]) > 20);

    server.freeze();
    await until("the clients have noticed", () => everybody.every((person) => person.sockets.length > 1), 60_000);
    server.thaw();

    await allBack(everybody);
    await Promise.all(typists.map((typist) => typist.stop()));
    await assertAllThere(models, typists);
});

import assert from "node:assert/strict";
import { after, afterEach, test as nodeTest } from "node:test";
import { randomBytes } from "node:crypto";
import convergence from "@convergence/convergence";
import { everybodyLeaves, Person } from "./person.mjs";
import { Server } from "./server.mjs";
import { until } from "./wait.mjs";

convergence.Convergence.configureLogging({ root: convergence.LogLevel.SILENT });

const TEST_MILLIS = 120_000;

/** A test that ends, one way or the other. */
export function test(name, body, millis = TEST_MILLIS) {
    return nodeTest(name, { timeout: millis }, body);
}

/**
 * A server for all tests of a file: the one of the whole run, or one of its own when it is to be killed (`null`) or has
 * settings. Everybody who connected in a test leaves at its end, and a failed test is followed
 * by what the server said meanwhile.
 */
export async function suite(properties = {}) {
    const shared = process.env.COTERIE_E2E_SERVER;
    const own = !shared || properties === null || Object.keys(properties).length > 0;
    const server = own ? await Server.start(properties ?? {}) : Server.shared(shared);
    let read = server.log.length;
    afterEach(async (context) => {
        await everybodyLeaves();
        const said = server.log.slice(read);
        read = server.log.length;
        if (context.passed === false && said) {
            console.error(`--- what the server said during "${context.name}"\n${said}---`);
        }
    });
    after(async () => {
        if (own) {
            await server.remove();
        }
        // A client that still tries to connect must not keep the process.
        setTimeout(() => process.exit(), 1000).unref();
    });
    return server;
}

/** A name that nobody has used. */
export function fresh(prefix) {
    return `${prefix}-${randomBytes(5).toString("hex")}`;
}

/** Several people, connected. */
export function people(server, ...usernames) {
    return Promise.all(usernames.map((username) => Person.connect(server, username)));
}

/** Opens the same new model for several people: it holds one string, `text`. */
export function sharing(everybody, text = "", id = fresh("model")) {
    return holding(everybody, { text }, id);
}

/** Opens the same new model for several people: it holds some data. */
export async function holding(everybody, data, id = fresh("model")) {
    const models = [await everybody[0].domain.models().openAutoCreate({ collection: "e2e", id, data })];
    for (const person of everybody.slice(1)) {
        models.push(await person.domain.models().open(id));
    }
    return models;
}

/**
 * Two people edit one model without having seen what the other does; the server takes the first one's edit first.
 * Answers what both see in the end.
 */
export async function crossing([ada, bob], [first, second], edit, later) {
    await agreed([first, second]);
    bob.socket.pause();
    try {
        edit(first);
        await until(`${ada.username}'s edit is taken`, () => first.isCommitted());
        later(second);
    } finally {
        bob.socket.resume();
    }
    return agreed([first, second]);
}

/** A promise that the server refuses with a code. */
export async function fails(promise, code) {
    await assert.rejects(promise, (reason) => {
        assert.ok(reason instanceof convergence.ConvergenceServerError, String(reason));
        assert.equal(reason.code, code);
        return true;
    });
}

export function textOf(model) {
    return model.elementAt("text");
}

/** Waits until everybody has everybody's edits, and answers what all see. */
export async function agreed(models, millis) {
    await until(
        "all edits have arrived everywhere",
        () => {
            const states = models.map((model) => stateOf(model.root().value()));
            const versions = models.map((model) => model.version());
            return (
                models.every((model) => model.isOpen() && model.isCommitted()) &&
                new Set(versions).size === 1 &&
                (new Set(states).size === 1 || diverged(states, versions))
            );
        },
        millis,
    );
    return models[0].root().value();
}

/** The same text for the same content, whatever order its properties came in. */
function stateOf(value) {
    return JSON.stringify(value, (_, part) =>
        part !== null && part.constructor === Object ? Object.fromEntries(Object.entries(part).sort()) : part,
    );
}

function diverged(states, versions) {
    throw new Error(`Diverged at version ${versions[0]}: ${states.join(" | ").slice(0, 2000)}`);
}

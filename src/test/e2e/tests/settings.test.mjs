// Rows of the feature checklist that need a server with other settings.

import assert from "node:assert/strict";
import convergence from "@convergence/convergence";
import WebSocket from "ws";
import { Person } from "../harness/person.mjs";
import { Server } from "../harness/server.mjs";
import { fresh, people, suite, test } from "../harness/suite.mjs";
import { event, pause, until } from "../harness/wait.mjs";
import { decode, encode } from "../harness/wire.mjs";

const { Convergence } = convergence;

const server = await suite({
    "coterie.convergence.anonymous": true,
    "coterie.convergence.ping-after": "1s",
    "coterie.convergence.pong-within": "1s",
    "coterie.convergence.handshake-timeout": "1s",
    "coterie.convergence.model.ephemeral-grace": "1s",
});

test("C4 connect anonymously, no name", async () => {
    const { domain } = await new Person(server, "anonymous").with((url, options) =>
        Convergence.connectAnonymously(url, undefined, options),
    );
    const user = domain.session().user();
    assert.equal(user.userType, "anonymous");
    assert.ok(user.username);
});

test("C5 connect anonymously with a display name", async () => {
    for (const name of ["A guest", () => Promise.resolve("A guest")]) {
        const { domain } = await new Person(server, "anonymous").with((url, options) =>
            Convergence.connectAnonymously(url, name, options),
        );
        assert.equal(domain.session().user().displayName, "A guest");
    }
});

test("C5 two anonymous people are two people, and see each other's names", async () => {
    const [one, two] = await Promise.all(
        ["One", "Two"].map((name) =>
            new Person(server, name).with((url, options) => Convergence.connectAnonymously(url, name, options)),
        ),
    );
    assert.notEqual(one.domain.session().user().username, two.domain.session().user().username);
    const options = { collection: "e2e", id: `anonymous-${one.sessionId}`, data: { text: "" } };
    const model = await one.domain.models().openAutoCreate(options);
    await two.domain.models().openAutoCreate(options);

    await until("One sees Two", () =>
        model.collaborators().some((somebody) => somebody.user.displayName === "Two"),
    );
});

test("C10 an anonymous person reconnects as the same person", async () => {
    const guest = await new Person(server, "anonymous").with((url, options) =>
        Convergence.connectAnonymously(url, "Guest", options),
    );
    const { username } = guest.domain.session().user();
    const { sessionId } = guest;

    guest.drop();

    await until("the guest is back", () => guest.domain.isConnected() && guest.sessionId !== sessionId);
    assert.equal(guest.domain.session().user().username, username);
});

test("C22 heartbeat of the server: a silent client is pinged, and lives on when it answers", async () => {
    const guest = new Person(server, "silent");
    const domain = guest.unconnected({ protocol: { heartbeat: { enabled: false } } });
    await domain.connectAnonymously();

    await until("the server has pinged three times", () => guest.received("ping").length >= 3);

    assert.ok(guest.sent("pong").length >= 2);
    assert.ok(domain.isConnected());
    assert.equal(guest.sockets.length, 1);
});

test("C22 heartbeat of the server: a client that does not answer is disconnected", async () => {
    const socket = new WebSocket(server.domainUrl.replace("http", "ws"));
    const heard = [];
    socket.on("message", (data) => heard.push(decode(data).body));
    await new Promise((resolve) => socket.once("open", resolve));
    socket.send(
        encode({
            requestId: { value: 0 },
            connectionRequest: { client: "e2e", clientVersion: "0", anonymous: {} },
        }),
    );

    await until("the server has closed", () => socket.readyState === WebSocket.CLOSED);

    assert.ok(heard.includes("connectionResponse"));
    assert.ok(heard.includes("ping"));
});

test("a client that says nothing at all is disconnected", async () => {
    const socket = new WebSocket(server.domainUrl.replace("http", "ws"));
    await until("the server has closed", () => socket.readyState === WebSocket.CLOSED);
});

test("M17 an ephemeral model goes after the last close", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const options = { collection: "e2e", id: fresh("m17"), data: { text: "soon gone" }, ephemeral: true };
    const first = await ada.domain.models().openAutoCreate(options);
    const second = await bob.domain.models().openAutoCreate(options);
    await first.close();
    await pause(2000);
    second.elementAt("text").insert(0, "not yet: ");
    await until("it is committed", () => second.isCommitted());

    await second.close();

    await until("the model is gone", async () => {
        // Looking keeps it for another while.
        await pause(2000);
        return bob.domain.models().open(options.id).then(
            (model) => model.close().then(() => false),
            (reason) => reason.code === "model_not_found",
        );
    });
});

test("M17 an ephemeral model outlives a connection that breaks", async () => {
    const [ada] = await people(server, "ada");
    const options = { collection: "e2e", id: fresh("m17"), data: { text: "x" }, ephemeral: true };
    const model = await ada.domain.models().openAutoCreate(options);
    const { sessionId } = ada;

    const interrupted = event(ada.domain, "interrupted");
    ada.drop();
    await interrupted;
    model.elementAt("text").insert(1, "y");

    await until("ada is back", () => ada.domain.isConnected() && ada.sessionId !== sessionId);
    await until("it is committed", () => model.isCommitted());
    assert.equal(model.elementAt("text").value(), "xy");
});

test("C13 an unavailable domain", async () => {
    const maintained = await Server.start({ "coterie.convergence.maintenance": true });
    try {
        const patient = new Person(maintained, "ada");
        const failures = [];
        const waiting = patient.unconnected();
        waiting.on("connection_failed", ({ code }) => failures.push(code));
        waiting.connectWithJwt(maintained.token("ada")).catch(() => {});
        await until("it has tried three times", () => failures.length >= 3);
        assert.deepEqual([...new Set(failures)], ["domain_unavailable"]);
        const [answer] = patient.received("connectionResponse");
        assert.equal(answer.failure.retryOk, true);
        await patient.leave();
    } finally {
        await maintained.remove();
    }
});

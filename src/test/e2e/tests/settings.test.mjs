// Rows of the feature checklist that need a server with other settings.

import assert from "node:assert/strict";
import { test } from "node:test";
import convergence from "@convergence/convergence";
import WebSocket from "ws";
import { Person } from "../harness/person.mjs";
import { suite } from "../harness/suite.mjs";
import { until } from "../harness/wait.mjs";
import { decode, encode } from "../harness/wire.mjs";

const { Convergence } = convergence;

const server = await suite({
    "coterie.convergence.anonymous": true,
    "coterie.convergence.ping-after": "1s",
    "coterie.convergence.pong-within": "1s",
    "coterie.convergence.handshake-timeout": "1s",
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

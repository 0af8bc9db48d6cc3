// Connection and domain: rows C1 to C42 of the feature checklist, but those that need a server with other settings
// (settings.test.mjs) or a store for offline (offline.test.mjs).

import assert from "node:assert/strict";
import { createServer } from "node:net";
import convergence from "@convergence/convergence";
import WebSocket from "ws";
import { Person } from "../harness/person.mjs";
import { fresh, people, suite, test } from "../harness/suite.mjs";
import { event, until } from "../harness/wait.mjs";

const { CancellationToken, Convergence, ConvergenceDomain, ConvergenceError, ConvergenceServerError } = convergence;

const server = await suite();
const ada = await server.createAccount({ username: fresh("ada"), firstName: "Ada", lastName: "Lovelace" });

function person(username = ada.username) {
    return new Person(server, username);
}

/** Expects that a promise fails with an error of a code. */
async function fails(promise, code, type = ConvergenceError) {
    await assert.rejects(promise, (reason) => {
        assert.ok(reason instanceof type, String(reason));
        assert.equal(reason.code, code);
        return true;
    });
}

test("C1 connect with user name and password", async () => {
    const { domain } = await person().with((url, options) =>
        Convergence.connect(url, ada.username, ada.password, options),
    );

    const user = domain.session().user();
    assert.equal(user.username, ada.username);
    assert.equal(user.firstName, "Ada");
    assert.equal(user.lastName, "Lovelace");
    assert.equal(user.displayName, "Ada Lovelace");
    assert.equal(user.userType, "normal");
});

test("C2 connect with a credentials object", async () => {
    const { domain } = await person().with((url, options) =>
        Convergence.connectWithPassword(url, { username: ada.username, password: ada.password }, options),
    );
    assert.ok(domain.isConnected());
});

test("C3 connect with a credentials callback", async () => {
    const { domain } = await person().with((url, options) =>
        Convergence.connectWithPassword(
            url,
            () => Promise.resolve({ username: ada.username, password: ada.password }),
            options,
        ),
    );
    assert.ok(domain.isConnected());
});

test("C6 anonymous refused when disabled", async () => {
    await fails(
        person().with((url, options) => Convergence.connectAnonymously(url, "Somebody", options)),
        "anonymous_auth_disabled",
    );
});

test("C7 connect with a JWT", async () => {
    const username = fresh("new");
    const token = server.token(username, {
        displayName: "New <b>one</b>",
        firstName: "New",
        lastName: "One",
        email: "new@example.org",
    });

    const { domain } = await person().with((url, options) => Convergence.connectWithJwt(url, token, options));

    const user = domain.session().user();
    assert.deepEqual(
        [user.username, user.displayName, user.firstName, user.lastName, user.email],
        [username, "New <b>one</b>", "New", "One", "new@example.org"],
    );
});

test("C7 connect with the token that the server hands out", async () => {
    const { LoggedIn } = await import("../harness/login.mjs");
    const issued = await (await LoggedIn.as(server, ada.username, ada.password)).token();
    assert.equal(issued.domainUrl, server.domainUrl);
    assert.equal(issued.username, ada.username);

    const { domain } = await person().with((_, options) =>
        Convergence.connectWithJwt(issued.domainUrl, issued.token, options),
    );

    assert.equal(domain.session().user().displayName, "Ada Lovelace");
});

test("C8 connect with a JWT callback, asked before each attempt", async () => {
    let asked = 0;
    const { domain } = await person().with((url, options) =>
        Convergence.connectWithJwt(
            url,
            () => {
                asked++;
                return Promise.resolve(server.token(ada.username));
            },
            options,
        ),
    );
    assert.ok(domain.isConnected());
    assert.equal(asked, 1);
});

test("C9 JWT with unknown key, bad signature, wrong audience, other algorithm, expired, or none at all", async () => {
    const now = Math.floor(Date.now() / 1000);
    const good = server.token(ada.username);
    const [header, claims, signature] = good.split(".");
    const none = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
    const refused = {
        "unknown key": server.token(ada.username, {}, { kid: "another" }),
        "no key id": server.token(ada.username, {}, { kid: undefined }),
        "bad signature": `${header}.${claims}.${signature.split("").reverse().join("")}`,
        "wrong audience": server.token(ada.username, { aud: "Elsewhere" }),
        "algorithm none": `${none}.${claims}.`,
        expired: server.token(ada.username, { exp: now - 60 }),
        "not valid yet": server.token(ada.username, { nbf: now + 600 }),
        "no subject": server.token(undefined),
        garbage: "no token at all",
        "huge garbage": "x".repeat(15_000),
    };
    for (const [what, token] of Object.entries(refused)) {
        await fails(
            person().with((url, options) => Convergence.connectWithJwt(url, token, options)),
            "authentication_failed",
        ).catch((reason) => assert.fail(`${what}: ${reason.message}`));
    }
});

test("C10 reconnect with a stored token", async () => {
    const first = await Person.connect(server, ada.username);
    const { sessionId } = first;
    const token = first.domain.session().reconnectToken();
    assert.ok(token.length >= 16);
    await first.leave();

    const { domain } = await person().with((url, options) => Convergence.reconnect(url, token, options));

    assert.equal(domain.session().user().username, ada.username);
    assert.notEqual(domain.session().sessionId(), sessionId);
    assert.equal(domain.session().reconnectToken(), token);
});

test("C10 an unknown token is refused", async () => {
    const domain = person().unconnected();
    const failed = event(domain, "connection_failed");
    domain.reconnect("unknown".repeat(5)).catch(() => {});
    assert.equal((await failed).code, "authentication_failed");
});

test("C11 wrong password", async () => {
    for (const [username, password] of [[fresh("nobody"), "x"], [ada.username, "wrong"]]) {
        await fails(
            person().with((url, options) => Convergence.connect(url, username, password, options)),
            "authentication_failed",
        );
    }
});

test("C12 unknown domain", async () => {
    for (const path of ["convergence/missing", "missing/default"]) {
        await fails(
            person().with((_, options) =>
                Convergence.connectWithJwt(`${server.url}/api/realtime/${path}`, server.token("ada"), options),
            ),
            "domain_not_found",
        );
    }
});

test("C14 construct, then connect", async () => {
    const domain = person().unconnected();
    assert.ok(domain.isDisconnected());

    await domain.connectWithJwt(server.token(ada.username));

    assert.ok(domain.isConnected());
});

test("C15 reconnect an existing domain", async () => {
    const { domain } = await Person.connect(server, ada.username);
    const sessionId = domain.session().sessionId();
    await domain.disconnect();

    await domain.reconnect();

    assert.ok(domain.isConnected());
    assert.notEqual(domain.session().sessionId(), sessionId);
});

test("C16 disconnect, state queries", async () => {
    const { domain } = await Person.connect(server, ada.username);
    assert.deepEqual([domain.isConnected(), domain.isDisconnected()], [true, false]);

    await domain.disconnect();

    assert.deepEqual([domain.isConnected(), domain.isDisconnected()], [false, true]);
});

test("C17 dispose", async () => {
    const ada1 = await Person.connect(server, ada.username);
    const { socket } = ada1;
    assert.equal(ada1.domain.isDisposed(), false);

    await ada1.domain.dispose();

    assert.equal(ada1.domain.isDisposed(), true);
    await until("the socket is closed", () => socket.readyState === WebSocket.CLOSED);
});

test("C18 cancel a pending connect", async () => {
    const mute = await listening(() => {});
    const token = CancellationToken.create();
    assert.equal(token.isBound(), false);
    const url = `http://localhost:${mute.address().port}/api/realtime/convergence/default`;
    const pending = Convergence.connectWithJwt(url, "token", impatient(), token);
    assert.equal(token.isBound(), true);

    token.cancel();

    await assert.rejects(pending);
    mute.close();
});

test("C19 domain facts", async () => {
    const { domain } = await Person.connect(server, ada.username);
    assert.equal(domain.url(), server.domainUrl);
    assert.equal(domain.namespace(), "convergence");
    assert.equal(domain.id(), "default");
    assert.equal(domain.options().reconnect.autoReconnect, true);
});

test("C20 session facts", async () => {
    const { domain } = await Person.connect(server, ada.username);
    const session = domain.session();
    assert.ok(session.sessionId());
    assert.ok(session.reconnectToken());
    assert.equal(session.user().username, ada.username);
    assert.equal(session.domain(), domain);
    assert.ok(session.isConnected());
    session.assertOnline();
});

test("C20 session ids differ between connections of one user", async () => {
    const same = await people(server, ada.username, ada.username, ada.username);
    assert.equal(new Set(same.map((one) => one.sessionId)).size, 3);
});

test("C21 server time", async () => {
    const { domain } = await Person.connect(server, ada.username);
    const before = Date.now();

    const time = await domain.serverTime();

    assert.ok(time.getTime() >= before - 1000 && time.getTime() <= Date.now() + 1000);
});

test("C22 heartbeat of the client", async () => {
    const ada1 = person();
    const options = { protocol: { heartbeat: { enabled: true, pingInterval: 1, pongTimeout: 20 } } };
    await ada1.unconnected(options).connectWithJwt(server.token(ada.username));

    await until("the server has answered two pings", () => ada1.received("pong").length >= 2);

    assert.ok(ada1.sent("ping").length >= 2);
    assert.ok(ada1.domain.isConnected());
});

test("C23 automatic reconnect after a drop", async () => {
    const ada1 = await Person.connect(server, ada.username);
    const { sessionId } = ada1;
    const seen = eventsOf(ada1.domain);

    ada1.drop();

    await until("ada is back", () => ada1.domain.isConnected() && ada1.sessionId !== sessionId);
    assert.deepEqual(seen, ["interrupted", "connecting", "authenticating", "connected"]);
    assert.ok(await ada1.domain.serverTime());
});

test("C24 retry of a failed first connect", async () => {
    const ada1 = person();
    const domain = ada1.unconnected();
    ada1.cut();
    const scheduled = event(domain, "connection_scheduled");
    const connecting = domain.connectWithJwt(() => Promise.resolve(server.token(ada.username)));
    await scheduled;

    await ada1.online();

    await connecting;
});

test("C24 no retry of a failed first connect when that is not wanted", async () => {
    const ada1 = person();
    const domain = ada1.unconnected({ reconnect: { autoReconnectOnInitial: false } });
    ada1.cut();
    await fails(domain.connectWithJwt(server.token(ada.username)), "initial_connection_failed");
});

test("C25 fallback authentication when the token is refused", async () => {
    const eve = await server.createAccount({ username: fresh("eve") });
    const eve1 = person(eve.username);
    let challenges = 0;
    const options = {
        reconnect: {
            reconnectIntervals: [0, 0.1],
            fallbackAuth: (challenge) => {
                challenges++;
                challenge.password(eve.password);
            },
        },
    };
    await eve1.unconnected(options).connectWithPassword({ username: eve.username, password: eve.password });
    const { sessionId } = eve1;
    const reconnected = new Promise((resolve) => eve1.domain.on("connected", resolve));

    await logOutEverywhere(eve);

    await reconnected;
    assert.equal(challenges, 1);
    assert.notEqual(eve1.sessionId, sessionId);
});

test("C26 a server that takes the connection and says nothing", async () => {
    const mute = await listening(() => {});
    const url = `http://localhost:${mute.address().port}/api/realtime/convergence/default`;
    await fails(new ConvergenceDomain(url, impatient()).connectWithJwt("token"), "initial_connection_failed");
    mute.close();
});

test("C27 custom socket; every frame is binary and one message", async () => {
    const ada1 = await Person.connect(server, ada.username);
    assert.equal(ada1.sockets.length, 1);
    assert.equal(ada1.received("connectionResponse").length, 1);
});

test("C28 C29 C30 C34 events connecting, authenticating, connected, disconnected", async () => {
    const domain = person().unconnected();
    const seen = eventsOf(domain);

    await domain.connectWithJwt(server.token(ada.username));
    await domain.disconnect();

    assert.deepEqual(seen, ["connecting", "authenticating", "connected", "disconnected"]);
});

test("C31 C32 events connection_failed and connection_scheduled", async () => {
    const ada1 = person();
    const domain = ada1.unconnected();
    ada1.cut();
    const failed = event(domain, "connection_failed");
    const scheduled = event(domain, "connection_scheduled");
    domain.connectWithJwt(server.token(ada.username)).catch(() => {});

    assert.equal((await failed).code, "server_connection_failed");
    assert.equal(typeof (await scheduled).delay, "number");
    await ada1.online();
});

test("C33 event interrupted", async () => {
    const ada1 = await Person.connect(server, ada.username);
    const interrupted = event(ada1.domain, "interrupted");

    ada1.drop();

    await interrupted;
});

test("C36 logging", async () => {
    Convergence.configureLogging({ root: convergence.LogLevel.SILENT, loggers: {} });
});

test("C37 emitter API", async () => {
    const { domain } = await Person.connect(server, ada.username);
    const seen = [];
    const always = () => seen.push("always");
    domain.on("disconnected", always);
    domain.once("disconnected", () => seen.push("once"));
    const unwanted = () => seen.push("unwanted");
    domain.addListener("disconnected", unwanted);
    domain.off("disconnected", unwanted);
    const subscription = domain.events().subscribe((one) => seen.push(`observed ${one.name}`));

    await domain.disconnect();

    assert.deepEqual(new Set(seen), new Set(["always", "once", "observed disconnected"]));
    subscription.unsubscribe();
    domain.removeAllListeners();
});

test("C38 server error mapping", async () => {
    const { domain } = await Person.connect(server, ada.username);
    const id = fresh("missing");
    await assert.rejects(domain.models().open(id), (reason) => {
        assert.ok(reason instanceof ConvergenceServerError);
        assert.equal(reason.code, "model_not_found");
        assert.equal(reason.details.id, id);
        assert.ok(reason.message.length > 0);
        return true;
    });
});

test("C39 request timeout mapping", async () => {
    const ada1 = person();
    const domain = ada1.unconnected({ protocol: { defaultRequestTimeout: 0.3, heartbeat: { enabled: false } } });
    await domain.connectWithJwt(server.token(ada.username));
    ada1.socket.pause();

    await fails(domain.serverTime(), "request_timeout");

    ada1.socket.resume();
    assert.ok(await until("the server answers again", () => domain.serverTime()));
});

test("C40 offline guard", async () => {
    const { domain } = await Person.connect(server, ada.username);
    await domain.disconnect();

    assert.throws(() => domain.session().assertOnline(), { code: "offline" });
    await fails((async () => domain.presence().presence("ada"))(), "offline");
});

test("C42 module-level shortcuts", async () => {
    const { connect, connectWithJwt, connectWithPassword, reconnect } = convergence;
    const { username, password } = ada;
    const ways = [
        (url, options) => connect(url, username, password, options),
        (url, options) => connectWithPassword(url, { username, password }, options),
        (url, options) => connectWithJwt(url, server.token(username), options),
    ];
    for (const way of ways) {
        assert.ok((await person().with(way)).domain.isConnected());
    }
    const gone = await Person.connect(server, username);
    const token = gone.domain.session().reconnectToken();
    await gone.leave();
    assert.ok((await person().with((url, options) => reconnect(url, token, options))).domain.isConnected());
});

/** Options of somebody who tries once, and not for long. */
function impatient() {
    return { ...person().options(), connection: { timeout: 0.3 }, reconnect: { autoReconnectOnInitial: false } };
}

function eventsOf(domain) {
    const seen = [];
    domain.events().subscribe((one) => seen.push(one.name));
    return seen;
}

async function logOutEverywhere(account) {
    const admin = await server.administrator();
    const answer = await admin.submit(`/admin/users/${account.id}`, {}, `/admin/users/${account.id}/logout`);
    assert.equal(answer.status, 302);
}

function listening(onConnection) {
    return new Promise((resolve) => {
        const listener = createServer(onConnection).listen(0, "127.0.0.1", () => resolve(listener));
    });
}

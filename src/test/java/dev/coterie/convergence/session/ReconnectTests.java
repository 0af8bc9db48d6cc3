package dev.coterie.convergence.session;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.coterie.account.AccessRevoked;
import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.identity.UserType;
import dev.coterie.convergence.model.ModelCommand;
import dev.coterie.convergence.model.SessionEvent;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.ErrorCode;
import dev.coterie.convergence.wire.Frames;
import dev.coterie.convergence.wire.core.ConnectionResponseMessage.ConnectionSuccessData;
import dev.coterie.convergence.wire.model.ModelPermissionsData;
import dev.coterie.convergence.wire.model.ModelResyncRequestMessage;

import static org.assertj.core.api.Assertions.assertThat;

class ReconnectTests {

    private final TestNode node = new TestNode();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void theTokenStaysAndTheSessionIsNew() {
        TestClient first = node.connect();
        ConnectionSuccessData before = first.logIn("ann");
        first.drop();
        first.awaitEnd();

        ConnectionSuccessData after = node.connect().reconnect(before.getReconnectToken());

        assertThat(after.getReconnectToken()).isEqualTo(before.getReconnectToken());
        assertThat(after.getSessionId()).isNotEqualTo(before.getSessionId());
        assertThat(after.getUser()).isEqualTo(before.getUser());
    }

    @Test
    void aResyncKnowsTheFormerSessions() {
        TestClient first = node.connect();
        ConnectionSuccessData a = first.logIn("ann");
        TestClient second = node.connect();
        ConnectionSuccessData b = second.reconnect(a.getReconnectToken());
        TestClient third = node.connect();
        third.reconnect(a.getReconnectToken());
        resync(third, "m");

        assertThat(node.told("m", ModelCommand.Resync.class).formerSessionIds())
                .containsExactly(a.getSessionId(), b.getSessionId());
    }

    @Test
    void theOldSessionEndsBeforeTheNewOneBegins() {
        TestClient old = node.connect();
        ConnectionSuccessData before = old.logIn("ann");
        old.open("open");
        node.told("open", ModelCommand.Open.class);
        old.session.tell(new SessionEvent.ModelOpened(
                1, "open", ModelPermissionsData.getDefaultInstance(), Frames.error(1, ErrorCode.UNKNOWN, "a reply")));
        old.open("opening");
        node.told("opening", ModelCommand.Open.class);

        TestClient young = node.connect();
        young.reconnect(before.getReconnectToken());
        resync(young, "open");

        assertThat(node.models.receiveSeveralMessages(3, Duration.ofSeconds(10)))
                .satisfiesExactlyInAnyOrder(
                        told -> assertThat(told)
                                .isEqualTo(new TestNode.Told(
                                        "open", new ModelCommand.Disconnected(before.getSessionId()))),
                        told -> assertThat(told)
                                .isEqualTo(new TestNode.Told(
                                        "opening", new ModelCommand.Disconnected(before.getSessionId()))),
                        told -> assertThat(told.command()).isInstanceOf(ModelCommand.Resync.class))
                .last()
                .satisfies(told -> assertThat(told.command()).isInstanceOf(ModelCommand.Resync.class));
        assertThat(old.connection.closedWith()).isEqualTo(1000);
        old.awaitEnd();
        assertThat(node.connected.count()).isOne();
    }

    @Test
    void manyAtOnceWithOneTokenLeaveOne() {
        TestClient first = node.connect();
        String token = first.logIn("ann").getReconnectToken();
        TestClient[] rivals = new TestClient[20];
        for (int rival = 0; rival < rivals.length; rival++) {
            rivals[rival] = node.connect();
            rivals[rival].request(ConvergenceMessage.newBuilder().setConnectionRequest(TestClient.withToken(token)));
        }
        TestClient last = node.connect();
        last.reconnect(token);
        first.awaitEnd();
        for (TestClient rival : rivals) {
            if (rival != rivals[rivals.length - 1] || !rival.connection.isOpen()) {
                rival.awaitEnd();
            }
        }
        assertThat(node.connected.count()).isOne();
    }

    @Test
    void tokensSurviveARestart() {
        TestClient client = node.connect();
        ConnectionSuccessData before = client.logIn("ann");
        try (TestNode restarted = new TestNode(false, node.records, node.accounts)) {
            TestClient again = restarted.connect();
            assertThat(again.reconnect(before.getReconnectToken()).getUser()).isEqualTo(before.getUser());
            resync(again, "m");
            assertThat(restarted.told("m", ModelCommand.Resync.class).formerSessionIds())
                    .containsExactly(before.getSessionId());
        }
    }

    @Test
    void tokensEndADayAfterTheirLastUse() {
        String token = node.connect().logIn("ann").getReconnectToken();
        node.nanos.addAndGet(Duration.ofHours(23).toNanos());
        node.connect().reconnect(token);
        node.nanos.addAndGet(Duration.ofHours(23).toNanos());
        node.connect().reconnect(token);
        node.nanos.addAndGet(Duration.ofHours(25).toNanos());
        assertRefused(node, token);
    }

    @Test
    void aDeactivatedOrDeletedAccountDoesNotComeBack() {
        String ann = node.connect().logIn("ann").getReconnectToken();
        String bob = node.connect().logIn("bob").getReconnectToken();
        node.accounts.deactivate("ann");
        node.accounts.delete("bob");
        assertRefused(node, ann);
        assertRefused(node, bob);
        node.accounts.add("bob", "Another Bob");
        assertRefused(node, bob);
    }

    @Test
    void loggingOutEverywhereEndsTokens() {
        String token = node.connect().logIn("ann").getReconnectToken();
        node.accounts.logOutEverywhere("ann", node.clock.instant());
        assertRefused(node, token);
    }

    @Test
    void revokedAccessEndsSessionsAndTokens() {
        TestClient one = node.connect();
        String token = one.logIn("ann").getReconnectToken();
        TestClient two = node.connect();
        two.logIn("ann");
        TestClient other = node.connect();
        other.logIn("bob");

        new AccessRevokedListener(node.connected, node.tokens).revoked(new AccessRevoked("ann"));

        assertThat(one.connection.closedWith()).isEqualTo(1008);
        assertThat(two.connection.closedWith()).isEqualTo(1008);
        one.awaitEnd();
        two.awaitEnd();
        assertThat(other.connection.isOpen()).isTrue();
        assertThat(node.connected.count()).isOne();
        assertRefused(node, token);
    }

    @Test
    void anAdministratorEndsOneConnection() {
        TestClient one = node.connect();
        ConnectionSuccessData success = one.logIn("ann");
        TestClient two = node.connect();
        two.logIn("ann");

        assertThat(node.connected.end("nobody")).isFalse();
        assertThat(node.connected.end(success.getSessionId())).isTrue();

        assertThat(one.connection.closedWith()).isEqualTo(4001);
        one.awaitEnd();
        assertThat(two.connection.isOpen()).isTrue();
        assertThat(node.connected.end(success.getSessionId())).isFalse();
        assertRefused(node, success.getReconnectToken());
        assertThat(node.connect().logIn("ann").getSessionId()).isNotEmpty();
    }

    @Test
    void aConnectionEndsAlsoWhenItsTokenCannotBeForgotten() {
        TestClient one = node.connect();
        String id = one.logIn("ann").getSessionId();
        node.records.failCommits();
        node.connected.end(id);
        assertThat(one.connection.closedWith()).isEqualTo(4001);
    }

    @Test
    void accessRevokedWhileAuthenticatingIsNotGranted() {
        ConnectedSession session = new ConnectedSession(
                "s",
                new UserKey(UserType.NORMAL, "ann"),
                "Ann",
                new FakeConnection(),
                new OpenModels(1000),
                node.clock.instant());
        TestClient client = node.connect();

        node.connected.revoke("ann");
        assertThat(node.connected.add(session, client.session, node.clock.instant()))
                .isFalse();
        node.nanos.incrementAndGet();
        assertThat(node.connected.add(session, client.session, node.clock.instant()))
                .isTrue();
    }

    @Test
    void anonymousUsersComeBackAsWhoTheyWere() {
        try (TestNode open = new TestNode(true)) {
            ConnectionSuccessData before = open.connect().success(TestClient.anonymously("Guest"));
            assertThat(open.connect().reconnect(before.getReconnectToken()).getUser())
                    .isEqualTo(before.getUser());
            try (TestNode closed = new TestNode(false, open.records, open.accounts)) {
                assertRefused(closed, before.getReconnectToken());
            }
        }
    }

    private static void assertRefused(TestNode node, String token) {
        assertThat(node.connect().failure(TestClient.withToken(token)).getCode())
                .isEqualTo("authentication_failed");
    }

    private static void resync(TestClient client, String modelId) {
        client.request(ConvergenceMessage.newBuilder()
                .setModelResyncRequest(ModelResyncRequestMessage.newBuilder()
                        .setModelId(modelId)
                        .setContextVersion(3)));
    }
}

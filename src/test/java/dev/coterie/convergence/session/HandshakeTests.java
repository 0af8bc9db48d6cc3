package dev.coterie.convergence.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.core.ConnectionRequestMessage;
import dev.coterie.convergence.wire.core.ConnectionResponseMessage.ConnectionFailureData;
import dev.coterie.convergence.wire.core.ConnectionResponseMessage.ConnectionSuccessData;
import dev.coterie.convergence.wire.core.DomainUserTypeData;
import dev.coterie.convergence.wire.core.GetServerTimeRequestMessage;
import dev.coterie.convergence.wire.core.PingMessage;
import dev.coterie.convergence.wire.presence.PresenceClearStateMessage;

import static org.assertj.core.api.Assertions.assertThat;

class HandshakeTests {

    private final TestNode node = new TestNode();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void aTokenLetsInAndMakesTheAccount() {
        TestClient client = node.connect();
        ConnectionSuccessData success = client.logIn("ann");

        assertThat(success.getNamespace()).isEqualTo("convergence");
        assertThat(success.getDomainId()).isEqualTo("default");
        assertThat(success.getUser().getUserId().getUsername()).isEqualTo("ann");
        assertThat(success.getUser().getDisplayName().getValue()).isEqualTo("Shown ann");
        assertThat(success.getSessionId()).isNotEmpty();
        assertThat(success.getReconnectToken()).hasSizeGreaterThanOrEqualTo(32);
        assertThat(success.getPresenceStateMap()).isEmpty();
        assertThat(client.connection.maxMessageBytes()).isEqualTo(4 * 1024 * 1024);
        assertThat(node.connected.count()).isOne();
        assertThat(node.connected.all()).first().satisfies(session -> {
            assertThat(session.id()).isEqualTo(success.getSessionId());
            assertThat(session.shownName()).isEqualTo("Shown ann");
            assertThat(session.address()).isEqualTo("192.0.2.1");
        });
    }

    @Test
    void sessionIdsDiffer() {
        assertThat(node.connect().logIn("ann").getSessionId())
                .isNotEqualTo(node.connect().logIn("ann").getSessionId());
    }

    @Test
    void aPasswordLetsIn() {
        node.accounts.add("ann", "Ann");
        assertThat(node.connect()
                        .logInWithPassword("ann", "secret")
                        .getUser()
                        .getDisplayName()
                        .getValue())
                .isEqualTo("Ann");
    }

    @Test
    void wrongCredentialsAreRefusedForGood() {
        node.accounts.add("ann", "Ann");
        node.accounts.add("bob", "Bob");
        node.accounts.deactivate("bob");

        assertRefused(TestClient.withPassword("ann", "wrong"), "authentication_failed", false);
        assertRefused(TestClient.withPassword("nobody", "secret"), "authentication_failed", false);
        assertRefused(TestClient.withPassword("bob", "secret"), "authentication_failed", false);
        assertRefused(TestClient.withToken("unknown"), "authentication_failed", false);
        assertRefused(TestClient.withToken(""), "authentication_failed", false);
        assertRefused(jwt("forged"), "authentication_failed", false);
        assertRefused(jwt(""), "authentication_failed", false);
        assertRefused(jwt("token-of-bob"), "authentication_failed", false);
    }

    @Test
    void anonymousUsersAreRefusedUnlessAllowed() {
        assertRefused(TestClient.anonymously("x"), "anonymous_auth_disabled", false);
    }

    @Test
    void anonymousUsersHaveTheNameTheyGive() {
        try (TestNode open = new TestNode(true)) {
            ConnectionSuccessData named = open.connect().success(TestClient.anonymously("Guest"));
            ConnectionSuccessData other = open.connect()
                    .success(ConnectionRequestMessage.newBuilder()
                            .setAnonymous(ConnectionRequestMessage.AnonymousAuthRequestData.getDefaultInstance()));

            assertThat(named.getUser().getUserId().getUserType()).isEqualTo(DomainUserTypeData.ANONYMOUS);
            assertThat(named.getUser().getDisplayName().getValue()).isEqualTo("Guest");
            assertThat(other.getUser().hasDisplayName()).isFalse();
            assertThat(other.getUser().getUserId().getUsername())
                    .isNotEmpty()
                    .isNotEqualTo(named.getUser().getUserId().getUsername());
        }
    }

    @Test
    void noWayToAuthenticateIsRefused() {
        assertRefused(ConnectionRequestMessage.newBuilder(), "invalid_auth_method", false);
    }

    @Test
    void anUnknownDomainIsToldInTheHandshake() {
        TestClient client = node.connectElsewhere();
        ConnectionFailureData failure = client.failure(jwt("token-of-ann"));

        assertThat(failure.getCode()).isEqualTo("domain_not_found");
        assertThat(failure.getRetryOk()).isFalse();
        assertThat(client.connection.closedWith()).isEqualTo(1000);
    }

    @Test
    void aBrokenDatabaseIsAReasonToTryAgain() {
        node.records.failCommits();
        assertRefused(jwt("token-of-ann"), "domain_error", true);
        node.accounts.breakDown();
        assertRefused(TestClient.withPassword("ann", "secret"), "domain_error", true);
    }

    @Test
    void silenceIsEnded() {
        TestClient client = node.connect();
        client.say(ping());
        assertThat(client.next().hasPong()).isTrue();
        node.pass(Duration.ofMillis(9_900));
        assertThat(client.connection.isOpen()).isTrue();
        node.pass(Duration.ofMillis(200));
        assertThat(client.connection.closedWith()).isEqualTo(1008);
        client.awaitEnd();
    }

    @Test
    void nothingIsHeardBeforeTheHandshake() {
        TestClient request = node.connect();
        request.request(
                ConvergenceMessage.newBuilder().setServerTimeRequest(GetServerTimeRequestMessage.getDefaultInstance()));
        assertThat(request.connection.closedWith()).isEqualTo(1002);

        TestClient notice = node.connect();
        notice.say(
                ConvergenceMessage.newBuilder().setPresenceClearState(PresenceClearStateMessage.getDefaultInstance()));
        assertThat(notice.connection.closedWith()).isEqualTo(1002);

        TestClient garbage = node.connect();
        garbage.session.tell(new SessionCommand.ReceivedIllegal("garbage"));
        assertThat(garbage.connection.closedWith()).isEqualTo(1002);
        garbage.awaitEnd();
        assertThat(garbage.connection.nothingWaits()).isTrue();
    }

    @Test
    void aClientConnectsOnce() {
        TestClient client = node.connect();
        client.logIn("ann");
        client.request(ConvergenceMessage.newBuilder().setConnectionRequest(jwt("token-of-bob")));
        assertThat(client.connection.closedWith()).isEqualTo(1002);
        client.awaitEnd();
        assertThat(node.connected.count()).isZero();
    }

    @Test
    void secretsAreNotStored() {
        ReconnectToken token = new ReconnectToken(node.connect().logIn("ann").getReconnectToken());
        assertThat(stored(token.secret())).isEmpty();
        assertThat(stored(token.hash()))
                .get()
                .satisfies(record -> assertThat(record)
                        .asString(StandardCharsets.ISO_8859_1)
                        .contains("ann")
                        .doesNotContain(token.secret()));
        assertThat(token).asString().doesNotContain(token.secret());
    }

    @Test
    void aServerThatDoesNotFindOutInTimeSaysSo() {
        node.records.holdCommits();
        TestClient client = node.connect();
        client.request(ConvergenceMessage.newBuilder().setConnectionRequest(jwt("token-of-ann")));
        awaitCommits();
        node.pass(Duration.ofSeconds(21));

        ConvergenceMessage reply = client.next();
        assertThat(reply.hasResponseId()).isTrue();
        assertThat(reply.getError().getCode()).isEqualTo("timeout");
        assertThat(client.connection.closedWith()).isEqualTo(1000);
        client.awaitEnd();
        node.records.releaseCommits();
        assertThat(node.connected.count()).isZero();
    }

    @Test
    void accessRevokedMeanwhileIsNotGranted() {
        node.records.holdCommits();
        TestClient client = node.connect();
        client.request(ConvergenceMessage.newBuilder().setConnectionRequest(jwt("token-of-ann")));
        awaitCommits();
        node.connected.revoke("ann");
        node.records.releaseCommits();

        assertThat(client.next().getConnectionResponse().getFailure().getCode()).isEqualTo("authentication_failed");
        client.awaitEnd();
        assertThat(node.connected.count()).isZero();
    }

    @Test
    void aClientThatLeavesMeanwhileLeavesNothing() {
        node.records.holdCommits();
        TestClient client = node.connect();
        client.request(ConvergenceMessage.newBuilder().setConnectionRequest(jwt("token-of-ann")));
        awaitCommits();
        client.drop();
        client.awaitEnd();
        node.records.releaseCommits();
        assertThat(node.connected.count()).isZero();
        assertThat(client.connection.nothingWaits()).isTrue();
    }

    private void awaitCommits() {
        Awaitility.await().until(() -> node.records.heldCommits() == 2);
    }

    private Optional<byte[]> stored(String key) {
        return node.records
                .get("convergence-reconnect-token", key)
                .toCompletableFuture()
                .join();
    }

    private void assertRefused(ConnectionRequestMessage.Builder request, String code, boolean retryOk) {
        TestClient client = node.connect();
        ConnectionFailureData failure = client.failure(request);
        assertThat(failure.getCode()).isEqualTo(code);
        assertThat(failure.getRetryOk()).isEqualTo(retryOk);
        assertThat(client.connection.closedWith()).isEqualTo(1000);
        client.awaitEnd();
        assertThat(node.connected.count()).isZero();
    }

    private static ConnectionRequestMessage.Builder jwt(String token) {
        return ConnectionRequestMessage.newBuilder()
                .setJwt(ConnectionRequestMessage.JwtAuthRequestData.newBuilder().setJwt(token));
    }

    private static ConvergenceMessage.Builder ping() {
        return ConvergenceMessage.newBuilder().setPing(PingMessage.getDefaultInstance());
    }
}

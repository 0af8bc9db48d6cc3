package dev.coterie.omnibus;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import dev.coterie.token.PublicSigningKey;
import dev.coterie.token.SigningKeyReplaced;
import dev.coterie.token.SigningKeys;
import dev.coterie.token.TestKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(30)
@ExtendWith(OutputCaptureExtension.class)
class OmnibusRegistrarTests {

    private static final PublicSigningKey KEY = new PublicSigningKey("Django collab App", TestKeys.publicKey());
    private final SigningKeys keys = TestKeys.signingKeys("Django collab App");
    private static final String KEY_PATH = "Django%20collab%20App";
    private static final Duration TIMEOUT = Duration.ofMillis(300);

    private FakeOmnibus omnibus = new FakeOmnibus(0);
    private final StatusBoard board = new StatusBoard(omnibus.url(), Clock.systemUTC());
    private final OmnibusRegistrar registrar = registrar(omnibus.url());

    @AfterEach
    void stop() {
        registrar.stop();
        omnibus.close();
    }

    @Test
    void registersANewKey() {
        registrar.start();

        awaitState(OmnibusState.READY);
        assertThat(omnibus.calls)
                .startsWith(
                        "POST /api/rest/auth/login",
                        "GET /api/rest/domains/convergence/default",
                        "PUT /api/rest/domains/convergence/default/jwtKeys/Django%20collab%20App",
                        "POST /api/rest/domains/convergence/default/jwtKeys");
        JsonNode key = omnibus.keys.getOrDefault(KEY_PATH, MissingNode.getInstance());
        assertThat(key.path("id").asString()).isEqualTo("Django collab App");
        assertThat(key.path("key").asString()).isEqualTo(KEY.toPem());
        assertThat(key.path("enabled").asBoolean()).isTrue();
    }

    @Test
    void replacesAKeyThatIsThere() {
        omnibus.keys.put(KEY_PATH, MissingNode.getInstance());

        registrar.start();

        awaitState(OmnibusState.READY);
        assertThat(registered()).isEqualTo(KEY.toPem());
        assertThat(omnibus.calls).element(2).asString().startsWith("PUT ");
    }

    @Test
    void givesWayToSomebodyFaster() {
        omnibus.somebodyIsFaster = true;

        registrar.start();

        awaitState(OmnibusState.READY);
        assertThat(registered()).isEqualTo(KEY.toPem());
        assertThat(omnibus.calls).element(4).asString().startsWith("PUT ");
    }

    @Test
    void doesNotDelayTheStartOfTheServer() {
        omnibus.hanging = true;
        long before = System.nanoTime();

        registrar.start();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(TIMEOUT);
    }

    @Test
    void waitsForAServerThatLeavesCallsUnanswered(CapturedOutput output) {
        omnibus.hanging = true;
        registrar.start();
        await().until(() -> omnibus.calls.size() >= 3);
        assertThat(board.current().state()).isEqualTo(OmnibusState.WAITING_FOR_SERVER);
        assertThat(board.current().problem()).startsWith("no answer");

        omnibus.hanging = false;

        awaitState(OmnibusState.READY);
        assertThat(output.toString().lines().filter(line -> line.contains(omnibus.url() + ": waiting for server")))
                .hasSize(1);
    }

    @Test
    void waitsForAServerThatIsNotThereYet() {
        int port = omnibus.port();
        omnibus.close();
        registrar.start();
        await().until(() -> board.current().problem().contains("ConnectException"));

        omnibus = new FakeOmnibus(port);

        awaitState(OmnibusState.READY);
    }

    @Test
    void waitsUntilTheDomainIsReady() {
        omnibus.domainStatus = "initializing";
        registrar.start();
        await().until(() -> board.current().problem().equals("domain is initializing"));
        assertThat(board.current().state()).isEqualTo(OmnibusState.WAITING_FOR_SERVER);
        assertThat(omnibus.calls).noneMatch(call -> call.contains("jwtKeys"));

        omnibus.domainStatus = "ready";

        awaitState(OmnibusState.READY);
    }

    @Test
    void saysThatThePasswordIsWrong(CapturedOutput output) {
        omnibus.password = "another";
        registrar.start();
        awaitState(OmnibusState.WRONG_ADMIN_PASSWORD);
        await().until(() -> omnibus.calls.size() >= 3);
        assertThat(health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health().getDetails()).containsEntry("state", "wrong admin password");

        omnibus.password = FakeOmnibus.PASSWORD;

        awaitState(OmnibusState.READY);
        assertThat(output.toString().lines().filter(line -> line.contains(omnibus.url() + ": wrong admin password")))
                .hasSize(1);
    }

    @Test
    void triesAgainWhenTheKeyIsNotTaken() {
        omnibus.failingKeys = true;
        registrar.start();
        await().until(() -> board.current().problem().equals("key answered with status 500"));
        assertThat(health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health().getDetails()).containsEntry("state", "registering");

        omnibus.failingKeys = false;

        awaitState(OmnibusState.READY);
        assertThat(health().getStatus()).isEqualTo(Status.UP);
        assertThat(health().getDetails()).containsOnlyKeys("state", "since");
    }

    @Test
    void bringsTheKeyAgainWhenTheServerLostIt() {
        registrar.start();
        awaitState(OmnibusState.READY);

        omnibus.keys.clear();

        await().untilAsserted(() -> assertThat(omnibus.keys).containsKey(KEY_PATH));
    }

    @Test
    void bringsANewKeyAtOnce() {
        OmnibusRegistrar patient = registrar(omnibus.url(), Duration.ofHours(1));
        patient.start();
        awaitState(OmnibusState.READY);
        int calls = omnibus.calls.size();

        keys.rotate(keys.current().thumbprint());
        patient.bring(new SigningKeyReplaced(keys.current()));

        await().untilAsserted(
                        () -> assertThat(registered()).isEqualTo(keys.current().toPem()));
        await().untilAsserted(() -> assertThat(omnibus.calls).hasSize(calls + 3));
        patient.stop();
        patient.bring(new SigningKeyReplaced(keys.current()));
    }

    @Test
    void goesOnTryingWithTheNewKey() {
        registrar.start();
        awaitState(OmnibusState.READY);
        omnibus.failingKeys = true;
        await().until(() -> board.current().state() == OmnibusState.REGISTERING);

        keys.rotate(keys.current().thumbprint());
        registrar.bring(new SigningKeyReplaced(keys.current()));
        omnibus.failingKeys = false;

        awaitState(OmnibusState.READY);
        assertThat(registered()).isEqualTo(keys.current().toPem());
    }

    @Test
    void logsNeitherPasswordNorKeyNorSession(CapturedOutput output) {
        omnibus.password = "another";
        registrar.start();
        awaitState(OmnibusState.WRONG_ADMIN_PASSWORD);
        omnibus.password = FakeOmnibus.PASSWORD;
        awaitState(OmnibusState.READY);

        assertThat(output)
                .contains("ready")
                .doesNotContain(FakeOmnibus.PASSWORD)
                .doesNotContain("BEGIN PUBLIC KEY")
                .doesNotContain("SessionToken");
        assertThat(properties(omnibus.url()).toString()).doesNotContain(FakeOmnibus.PASSWORD);
    }

    @Test
    void pausesGrowToALimit() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4), new Random(1));
        for (int whole : new int[] {1, 2, 4, 4}) {
            assertThat(backoff.nextPause()).isBetween(Duration.ofMillis(whole * 500L), Duration.ofSeconds(whole));
        }
        backoff.reset();
        assertThat(backoff.nextPause()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    private String registered() {
        JsonNode key = omnibus.keys.get(KEY_PATH);
        return key == null ? "" : key.path("key").asString("");
    }

    private Health health() {
        return new OmnibusHealthIndicator(board).health();
    }

    private void awaitState(OmnibusState state) {
        await().until(() -> board.current().state() == state);
    }

    private OmnibusRegistrar registrar(URI url) {
        return registrar(url, Duration.ofMillis(50));
    }

    private OmnibusRegistrar registrar(URI url, Duration checkInterval) {
        KeyRegistration registration =
                new KeyRegistration(new OmnibusClient(url, TIMEOUT), properties(url), keys, board);
        Backoff backoff = new Backoff(Duration.ofMillis(10), Duration.ofMillis(50), new Random(1));
        return new OmnibusRegistrar(registration, backoff, checkInterval);
    }

    private static OmnibusProperties properties(URI url) {
        return new OmnibusProperties(url, null, "admin", FakeOmnibus.PASSWORD, TIMEOUT, Duration.ofMillis(50));
    }
}

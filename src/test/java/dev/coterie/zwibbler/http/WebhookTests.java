package dev.coterie.zwibbler.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.coterie.zwibbler.ZwibblerProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Section 8.4 of the protocol, against a server that misbehaves. */
@ExtendWith(OutputCaptureExtension.class)
class WebhookTests {

    private static final int HANG = 0;

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final Deque<Integer> answers = new ArrayDeque<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        server.setExecutor(executor);
        server.createContext("/hook", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        executor.shutdownNow();
    }

    @Test
    void eventIsAForm() throws InterruptedException {
        try (Webhook hook = hook(Map.of("secret-user", "boss", "secret-password", "word"))) {
            assertThat(hook.wanted()).isTrue();
            hook.idle("a board/ä&=");

            Received event = next();
            assertThat(event.body()).isEqualTo("event=idle-session&documentID=a+board%2F%C3%A4%26%3D");
            assertThat(event.type()).isEqualTo("application/x-www-form-urlencoded");
            assertThat(event.authorization()).isEqualTo("Basic Ym9zczp3b3Jk");
        }
    }

    @Test
    void withoutAUserThereAreNoCredentials() throws InterruptedException {
        try (Webhook hook = hook(Map.of())) {
            hook.idle("a");
            assertThat(next().authorization()).isNull();
        }
    }

    @Test
    void withoutAnAddressNobodyWantsToKnow() {
        try (Webhook hook = new Webhook(properties(Map.of()))) {
            assertThat(hook.wanted()).isFalse();
            hook.idle("a");
        }
    }

    @Test
    void failuresAreTriedAgainAndToldOnce(CapturedOutput output) throws InterruptedException {
        answers.addAll(List.of(500, 503, 429, 200, 200));
        try (Webhook hook = hook(Map.of())) {
            hook.idle("hidden");
            hook.idle("last");
            for (int i = 0; i < 4; i++) {
                assertThat(next().board()).isEqualTo("hidden");
            }
            assertThat(next().board()).isEqualTo("last");
        }
        assertThat(output.getOut().lines().filter(line -> line.contains("does not work")))
                .hasSize(1);
        assertThat(output).contains("works again").doesNotContain("hidden");
    }

    @Test
    void eventIsGivenUpAfterSomeAttempts() throws InterruptedException {
        answers.addAll(List.of(500, 500, 500));
        try (Webhook hook = hook(Map.of("webhook-attempts", "2"))) {
            hook.idle("a");
            hook.idle("b");

            assertThat(List.of(next().board(), next().board(), next().board(), next().board()))
                    .containsExactly("a", "a", "b", "b");
        }
    }

    @Test
    void refusalIsNotTriedAgain() throws InterruptedException {
        answers.addAll(List.of(404));
        try (Webhook hook = hook(Map.of())) {
            hook.idle("a");
            hook.idle("b");

            assertThat(List.of(next().board(), next().board())).containsExactly("a", "b");
        }
    }

    @Test
    void serverThatHangsIsNotWaitedFor() throws InterruptedException {
        answers.addAll(List.of(HANG, HANG));
        try (Webhook hook = hook(Map.of("webhook-attempts", "2", "webhook-timeout", "200ms"))) {
            hook.idle("a");
            hook.idle("b");

            assertThat(List.of(next().board(), next().board(), next().board())).containsExactly("a", "a", "b");
        }
    }

    @Test
    void oldEventsMakeRoomForNewOnes() throws InterruptedException {
        answers.add(HANG);
        try (Webhook hook = hook(Map.of("webhook-attempts", "1", "webhook-timeout", "2s", "webhook-queue", "2"))) {
            hook.idle("first");
            assertThat(next().board()).isEqualTo("first");
            for (int i = 0; i < 100; i++) {
                hook.idle("board" + i);
            }

            assertThat(List.of(next().board(), next().board())).containsExactly("board98", "board99");
        }
    }

    @Test
    void unreachableServerIsToldAndTheThreadEnds(CapturedOutput output) throws InterruptedException {
        server.stop(0);
        Set<Thread> ofOthers = Thread.getAllStackTraces().keySet();
        Webhook hook = hook(Map.of("webhook-attempts", "1000000"));
        hook.idle("a");
        Thread thread = Thread.getAllStackTraces().keySet().stream()
                .filter(candidate -> candidate.getName().equals("coterie-webhook") && !ofOthers.contains(candidate))
                .findFirst()
                .orElseThrow();
        await().until(() -> output.getOut().contains("does not work"));

        hook.close();

        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(output.getOut().lines().filter(line -> line.contains("does not work")))
                .hasSize(1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int status;
        synchronized (answers) {
            status = answers.isEmpty() ? 200 : answers.removeFirst();
        }
        received.add(new Received(
                body,
                exchange.getRequestHeaders().getFirst("Content-Type"),
                exchange.getRequestHeaders().getFirst("Authorization")));
        if (status == HANG) {
            awaitEnd();
        } else {
            exchange.sendResponseHeaders(status, -1);
        }
        exchange.close();
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Received next() throws InterruptedException {
        Received event = received.poll(20, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        return event;
    }

    private Webhook hook(Map<String, String> settings) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        source.put(
                "coterie.zwibbler.webhook",
                "http://localhost:" + server.getAddress().getPort() + "/hook?key=hidden");
        settings.forEach((name, value) -> source.put("coterie.zwibbler." + name, value));
        return new Webhook(
                new Binder(source).bindOrCreate("coterie.zwibbler", ZwibblerProperties.class), Duration.ofMillis(5));
    }

    private static ZwibblerProperties properties(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("coterie.zwibbler", ZwibblerProperties.class);
    }

    private record Received(
            String body, @Nullable String type, @Nullable String authorization) {

        String board() {
            return body.substring(body.lastIndexOf('=') + 1);
        }
    }
}

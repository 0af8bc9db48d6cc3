package dev.coterie.zwibbler.http;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.coterie.zwibbler.ZwibblerProperties;
import dev.coterie.zwibbler.board.IdleBoards;

/**
 * Tells the configured address that a board's last client has left (section 8.4 of the protocol). Events wait in a bounded
 * queue, one thread sends them one after the other. Thread-safe; telling it something never waits.
 */
final class Webhook implements IdleBoards, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Webhook.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final @Nullable Sender sender;

    Webhook(ZwibblerProperties properties) {
        this(properties, FIRST_PAUSE);
    }

    /** @param firstPause before the second attempt; each later pause is twice as long */
    Webhook(ZwibblerProperties properties, Duration firstPause) {
        URI address = properties.webhook();
        sender = address == null ? null : new Sender(address, properties, firstPause);
        if (sender != null) {
            sender.thread.start();
        }
    }

    @Override
    public boolean wanted() {
        return sender != null;
    }

    @Override
    public void idle(String board) {
        if (sender != null) {
            sender.add(board);
        }
    }

    /** Events that wait are given up. */
    @Override
    public void close() {
        if (sender != null) {
            sender.thread.interrupt();
        }
    }

    private static final class Sender {

        private final URI address;
        private final Duration timeout;
        private final int attempts;
        private final Duration firstPause;
        private final Secret secret;
        private final HttpClient client;
        private final BlockingDeque<String> boards;
        private final Thread thread = new Thread(this::run, "coterie-webhook");

        /** Confined to the thread. */
        private boolean failing;

        Sender(URI address, ZwibblerProperties properties, Duration firstPause) {
            this.address = address;
            this.timeout = properties.webhookTimeout();
            this.attempts = properties.webhookAttempts();
            this.firstPause = firstPause;
            this.secret = new Secret(properties.secretUser(), properties.secretPassword());
            this.boards = new LinkedBlockingDeque<>(properties.webhookQueue());
            this.client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .connectTimeout(timeout)
                    .build();
            thread.setDaemon(true);
        }

        void add(String board) {
            while (!boards.offerLast(board)) {
                boards.pollFirst();
            }
        }

        private void run() {
            try {
                while (true) {
                    deliver(boards.takeFirst());
                }
            } catch (InterruptedException e) {
                log.debug("The web hook ends with {} events unsent", boards.size());
            }
        }

        private void deliver(String board) throws InterruptedException {
            HttpRequest request = request(board);
            Duration pause = firstPause;
            for (int attempt = 1; attempt <= attempts; attempt++) {
                Outcome outcome = attempt(request);
                note(outcome);
                if (!outcome.worthTryingAgain() || attempt == attempts) {
                    return;
                }
                Thread.sleep(pause.toMillis());
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }

        private HttpRequest request(String board) {
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .timeout(timeout)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "event=idle-session&documentID=" + URLEncoder.encode(board, StandardCharsets.UTF_8)));
            if (!secret.user().isEmpty()) {
                request.header("Authorization", secret.header());
            }
            return request.build();
        }

        /** The request's own time-out ends with the head of the answer; this one includes the body. */
        private Outcome attempt(HttpRequest request) throws InterruptedException {
            CompletableFuture<HttpResponse<Void>> answer =
                    client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
            try {
                return Outcome.of(
                        answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode());
            } catch (TimeoutException e) {
                return Outcome.unreachable("no answer in time");
            } catch (ExecutionException e) {
                return Outcome.unreachable(
                        Objects.requireNonNullElse(e.getCause(), e).getClass().getSimpleName());
            } finally {
                answer.cancel(true);
            }
        }

        private void note(Outcome outcome) {
            if (failing != outcome.failed()) {
                failing = outcome.failed();
                if (failing) {
                    log.warn("The web hook at {} does not work: {}", address.getHost(), outcome.reason());
                } else {
                    log.info("The web hook at {} works again", address.getHost());
                }
            }
        }
    }

    /**
     * How one attempt ended.
     *
     * @param worthTryingAgain whether the other side may think otherwise later
     */
    private record Outcome(boolean failed, boolean worthTryingAgain, String reason) {

        static Outcome of(int status) {
            return new Outcome(
                    status >= 400, status >= 500 || status == 408 || status == 429, "it answers with " + status);
        }

        static Outcome unreachable(String reason) {
            return new Outcome(true, true, reason);
        }
    }
}

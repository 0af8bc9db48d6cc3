package dev.coterie.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Brings many clients in, a few at a time: servers have a short queue of connections they have not accepted yet. */
final class Joining {

    private static final int AT_ONCE = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EventLoop loop;
    private final FailureLog failures;

    Joining(EventLoop loop, FailureLog failures) {
        this.loop = loop;
        this.failures = failures;
    }

    /**
     * Starts every client on the loop and waits for it.
     *
     * @return false when one could not be brought in
     */
    <T> boolean all(List<T> clients, Function<T, CompletableFuture<?>> join) throws InterruptedException {
        for (int from = 0; from < clients.size(); from += AT_ONCE) {
            List<T> some = clients.subList(from, Math.min(from + AT_ONCE, clients.size()));
            if (!some(some, join)) {
                return false;
            }
        }
        return true;
    }

    private <T> boolean some(List<T> clients, Function<T, CompletableFuture<?>> join) throws InterruptedException {
        List<CompletableFuture<?>> joining = new ArrayList<>();
        for (T client : clients) {
            joining.add(CompletableFuture.completedFuture(client).thenComposeAsync(join::apply, loop::execute));
        }
        try {
            CompletableFuture.allOf(joining.toArray(new CompletableFuture<?>[0]))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            failures.add("join", String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            failures.add("join", "no answer within " + PATIENCE.toSeconds() + " s");
        }
        return false;
    }
}

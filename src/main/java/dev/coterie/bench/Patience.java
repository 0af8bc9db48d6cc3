package dev.coterie.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the end of a run, but not for one that has failed already. For one thread. */
record Patience(FailureLog failures) {

    private static final int MINUTES = 30;

    /** Whether it came to its end. */
    boolean await(CompletableFuture<Void> done) throws InterruptedException {
        long untilNanos = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
        while (System.nanoTime() < untilNanos && failures.isEmpty()) {
            try {
                done.get(1, TimeUnit.SECONDS);
                return true;
            } catch (TimeoutException e) {
                // look whether it has failed, and wait on
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        failures.add("stopped", "it did not come to its end");
        return false;
    }
}

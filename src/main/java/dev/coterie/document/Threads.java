package dev.coterie.document;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends threads that work on the database, once they have done what they were asked to do. Nobody may interrupt them:
 * Java closes a file on which an interrupted thread works, and H2 its database then. Stateless.
 */
final class Threads {

    private Threads() {}

    static void end(Thread thread) {
        untilDone(() -> {
            thread.join();
            return true;
        });
    }

    static void end(ExecutorService threads) {
        threads.shutdown();
        untilDone(() -> threads.awaitTermination(1, TimeUnit.MINUTES));
    }

    private static void untilDone(Wait wait) {
        boolean interrupted = false;
        for (boolean done = false; !done; ) {
            try {
                done = wait.isDone();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Wait {
        boolean isDone() throws InterruptedException;
    }
}

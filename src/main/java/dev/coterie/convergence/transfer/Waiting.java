package dev.coterie.convergence.transfer;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Waits for what does not block. Stateless. */
final class Waiting {

    private Waiting() {}

    /** Fails as the stage does. */
    static <T> T on(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}

package dev.coterie.admin;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.coterie.document.StorageUnavailableException;

/** A request's thread waits for what documents and boards say, but not for ever. Stateless. */
final class Patience {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private Patience() {}

    /** @throws NoAnswerException when nothing comes, or the storage is away */
    static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof StorageUnavailableException || cause instanceof TimeoutException) {
                throw new NoAnswerException(cause);
            }
            throw new CompletionException(cause);
        } catch (TimeoutException e) {
            throw new NoAnswerException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException(e);
        }
    }
}

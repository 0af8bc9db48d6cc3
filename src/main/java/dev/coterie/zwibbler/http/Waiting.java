package dev.coterie.zwibbler.http;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.springframework.http.HttpStatus;

import dev.coterie.document.DocumentExistsException;
import dev.coterie.document.RecordExistsException;

/**
 * Waits for the storage on behalf of a request, but not for ever. Immutable.
 *
 * @param limit how long at most
 */
record Waiting(Duration limit) {

    /** @throws RefusedRequestException with 409 when something exists already, else with 500 */
    <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw refusal(Objects.requireNonNullElse(e.getCause(), e));
        } catch (TimeoutException e) {
            throw new RefusedRequestException(HttpStatus.INTERNAL_SERVER_ERROR, "The storage does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedRequestException(HttpStatus.INTERNAL_SERVER_ERROR, "The server is stopping");
        }
    }

    private static RuntimeException refusal(Throwable cause) {
        if (cause instanceof DocumentExistsException) {
            return new RefusedRequestException(HttpStatus.CONFLICT, "Document already exists");
        }
        if (cause instanceof RecordExistsException) {
            return new RefusedRequestException(HttpStatus.CONFLICT, "Token already exists");
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }
}

package dev.coterie.document;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Knows of no documents; for tests of what has to be there for a server to start. Thread-safe. */
public final class EmptyFieldIndex implements FieldIndex {

    @Override
    public CompletionStage<List<StaleDocument>> stale(String kind, String collection, DocumentId after, int limit) {
        return CompletableFuture.completedStage(List.of());
    }

    @Override
    public CompletionStage<List<StaleDocument>> overdue(String kind, Duration quiet, Duration longest, int limit) {
        return CompletableFuture.completedStage(List.of());
    }

    @Override
    public CompletionStage<Void> put(StaleDocument document, DocumentFields fields) {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> postpone(StaleDocument document) {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Found> find(FieldSearch search, Duration timeout) {
        return CompletableFuture.completedStage(new Found(List.of(), 0));
    }
}

package dev.coterie.convergence.model;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import dev.coterie.convergence.model.ot.AppliedOperation;
import dev.coterie.convergence.model.ot.ApplyOutcome;
import dev.coterie.convergence.model.ot.ModelData;
import dev.coterie.convergence.model.ot.Operation;
import dev.coterie.document.DocumentId;
import dev.coterie.document.DocumentStore;
import dev.coterie.document.LogEntry;
import dev.coterie.document.Snapshot;

/**
 * What models were: walked from the nearest snapshot, before or after, along the log, which has with every operation what
 * it replaced. Costs what happened between the two. Works away from the entity. Immutable.
 */
record Past(DocumentStore store, Executor worker) {

    /** So many operations are in memory at once. */
    private static final int STEP = 5_000;

    /** The data of a model at a version; fails with {@link NoSuchVersionException} when it has none, or no longer. */
    CompletionStage<ModelData> of(DocumentId id, long version) {
        if (version < 1) {
            return CompletableFuture.failedFuture(new NoSuchVersionException(version));
        }
        return store.snapshotNear(id, version)
                .thenComposeAsync(
                        found -> {
                            Snapshot snapshot = found.orElseThrow(() -> new NoSuchVersionException(version));
                            ModelData data =
                                    new ModelData(StoredForm.snapshot(snapshot.content()), LoadedModel.NO_LIMITS);
                            return walk(id, data, snapshot.position(), version);
                        },
                        worker);
    }

    private CompletionStage<ModelData> walk(DocumentId id, ModelData data, long from, long to) {
        if (from == to) {
            return CompletableFuture.completedFuture(data);
        }
        boolean back = to < from;
        long next = back ? Math.max(to, from - STEP) : Math.min(to, from + STEP);
        long low = Math.min(from, next);
        long high = Math.max(from, next);
        return store.read(id, low, high, STEP)
                .thenComposeAsync(
                        entries -> {
                            // What is not there yet, or was removed because it was old.
                            if (entries.size() != high - low) {
                                throw new NoSuchVersionException(to);
                            }
                            if (back) {
                                undo(data, entries);
                            } else {
                                entries.forEach(
                                        entry -> apply(data, operation(entry).operation()));
                            }
                            return walk(id, data, next, to);
                        },
                        worker);
    }

    private static void undo(ModelData data, List<LogEntry> entries) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            apply(data, operation(entries.get(i)).inverse());
        }
    }

    private static AppliedOperation operation(LogEntry entry) {
        return StoredForm.operation(entry.payload()).operation();
    }

    private static void apply(ModelData data, Operation operation) {
        if (!(data.apply(operation) instanceof ApplyOutcome.Applied)) {
            throw new IllegalStateException("history does not fit its model");
        }
    }
}

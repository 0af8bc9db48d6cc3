package dev.coterie.convergence.model;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.coterie.convergence.model.ot.ApplyOutcome;
import dev.coterie.convergence.model.ot.ModelData;
import dev.coterie.document.DocumentId;
import dev.coterie.document.LogEntry;

/**
 * What models were: walked back from what they are, along the log, which has with every operation what it replaced. Costs
 * what has happened since then. Works away from the entity. Immutable.
 */
record Past(ModelEnvironment environment) {

    /** So many operations are in memory at once. */
    private static final int STEP = 5_000;

    /**
     * The data of a model at a version; fails when it has no such version.
     *
     * @param now the model as it was read from storage, which is walked back
     */
    CompletionStage<ModelData> of(LoadedModel now, long version) {
        if (version < now.firstVersion() || version > now.version()) {
            return CompletableFuture.failedFuture(new NoSuchVersionException(version));
        }
        return back(now.record().id(), now.data(), now.version(), version);
    }

    private CompletionStage<ModelData> back(DocumentId id, ModelData data, long from, long to) {
        if (from == to) {
            return CompletableFuture.completedFuture(data);
        }
        long next = Math.max(to, from - STEP);
        return environment
                .store()
                .read(id, next, from, STEP)
                .thenComposeAsync(
                        entries -> {
                            undo(data, entries, from - next);
                            return back(id, data, next, to);
                        },
                        environment.worker());
    }

    private static void undo(ModelData data, List<LogEntry> entries, long expected) {
        if (entries.size() != expected) {
            throw new IllegalStateException("a part of the history is not there");
        }
        for (int i = entries.size() - 1; i >= 0; i--) {
            var committed = StoredForm.operation(entries.get(i).payload()).operation();
            if (!(data.apply(committed.inverse()) instanceof ApplyOutcome.Applied)) {
                throw new IllegalStateException("history does not fit its model");
            }
        }
    }
}

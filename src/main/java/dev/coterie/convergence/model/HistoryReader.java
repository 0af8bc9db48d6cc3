package dev.coterie.convergence.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.coterie.convergence.model.ot.AppliedDiscrete;
import dev.coterie.convergence.model.ot.AppliedOperation;
import dev.coterie.convergence.model.ot.Before;
import dev.coterie.convergence.model.ot.ModelData;
import dev.coterie.convergence.model.ot.ObjectRemoveProperty;
import dev.coterie.convergence.model.ot.ReadableHistory;
import dev.coterie.convergence.model.ot.StringSplice;
import dev.coterie.convergence.wire.Timestamps;
import dev.coterie.convergence.wire.model.HistoricalOperationsResponseMessage.ModelOperationData;
import dev.coterie.document.DocumentRecord;
import dev.coterie.document.LogEntry;

/**
 * Brings log entries into the form in which clients can read history. Most are in it already; a removed property is not
 * and needs the data of its time, so for those the model is walked to that time. Works away from the entity.
 * Immutable.
 */
record HistoryReader(ModelEnvironment environment, DocumentRecord document) {

    private static final long FIRST_VERSION = 1;

    private static final AppliedOperation NO_CHANGE =
            new AppliedDiscrete(new StringSplice("", true, 0, 0, ""), new Before.Nothing());

    /** @param from the position of the first entry */
    CompletionStage<List<ModelOperationData>> readable(long from, List<LogEntry> entries) {
        return CompletableFuture.supplyAsync(() -> decode(entries), environment.worker())
                .thenComposeAsync(
                        operations -> {
                            if (operations.stream().noneMatch(HistoryReader::removesProperty)) {
                                return CompletableFuture.completedFuture(wire(entries, operations));
                            }
                            return dataAt(from)
                                    .thenApplyAsync(
                                            data -> wire(entries, walk(data, operations)), environment.worker());
                        },
                        environment.worker());
    }

    private static List<AppliedOperation> decode(List<LogEntry> entries) {
        return entries.stream()
                .map(entry -> StoredForm.operation(entry.payload()).operation())
                .toList();
    }

    private static boolean removesProperty(AppliedOperation operation) {
        return operation.steps().stream().anyMatch(step -> step.operation() instanceof ObjectRemoveProperty);
    }

    private static List<AppliedOperation> walk(ModelData data, List<AppliedOperation> operations) {
        ReadableHistory history = new ReadableHistory(data);
        List<AppliedOperation> readable = new ArrayList<>();
        operations.forEach(operation -> readable.add(history.next(operation.operation())));
        return readable;
    }

    /** The data at a version in the past. */
    private CompletionStage<ModelData> dataAt(long version) {
        return new Past(environment.store(), environment.worker()).of(document.id(), version);
    }

    private List<ModelOperationData> wire(List<LogEntry> entries, List<AppliedOperation> operations) {
        List<ModelOperationData> wire = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            LogEntry entry = entries.get(i);
            wire.add(wire(entry.next(), entry.at(), entry.author(), operations.get(i)));
        }
        return wire;
    }

    /**
     * What made the first version. The client that plays back to version 0 takes the first operation that it gets for
     * the one before all that is to be undone, and would leave the real first one as it is.
     */
    ModelOperationData beginning() {
        return wire(FIRST_VERSION, document.createdAt(), Resyncing.SERVER_SESSION, NO_CHANGE);
    }

    private ModelOperationData wire(long version, Instant at, String author, AppliedOperation operation) {
        return ModelOperationData.newBuilder()
                .setModelId(document.key().name())
                .setVersion(version)
                .setTimestamp(Timestamps.of(at))
                .setSessionId(author)
                .setOperation(AppliedOperationMapper.wire(visible(operation)))
                .build();
    }

    /** The client counts versions by the steps of their operations. */
    private static AppliedOperation visible(AppliedOperation operation) {
        return operation.steps().isEmpty() ? NO_CHANGE : operation;
    }
}

package dev.coterie.convergence.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import dev.coterie.convergence.model.ModelCommand.HistoricalData;
import dev.coterie.convergence.model.ModelCommand.HistoricalOperations;
import dev.coterie.convergence.model.ModelCommand.Request;
import dev.coterie.convergence.model.ModelCommand.VersionAtTime;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.ErrorCode;
import dev.coterie.convergence.wire.Timestamps;
import dev.coterie.convergence.wire.identity.IdentityCacheUpdateMessage;
import dev.coterie.convergence.wire.model.HistoricalOperationsResponseMessage.ModelOperationData;
import dev.coterie.document.LogEntry;

/** Shows what a model was (section 13 of the protocol). Confined to the model's entity. */
final class History {

    private final LiveModel model;
    private final Later later;

    History(LiveModel model, Later later) {
        this.model = model;
        this.later = later;
    }

    void data(HistoricalData asked) {
        if (mayRead(asked)) {
            answer(
                    asked,
                    message -> message.getHistoricalDataResponseBuilder()
                            .setCollectionId(model.record().collection())
                            .setData(model.encodedData())
                            .setVersion(model.shared().version())
                            .setCreatedTime(Timestamps.of(model.record().createdAt()))
                            .setModifiedTime(Timestamps.of(model.modifiedAt())));
        }
    }

    /** An operation that produced version v is in the log at position v - 1; the first version has no operation. */
    void operations(HistoricalOperations asked) {
        if (!mayRead(asked)) {
            return;
        }
        long from = Math.max(model.firstVersion(), asked.first() - 1);
        long to = Math.min(asked.last(), model.outbox().committedVersion());
        if (to - from > model.properties().maxReplay()) {
            refuse(asked, ErrorCode.INVALID_MESSAGE, "So many operations are not given at once.");
            return;
        }
        later.when(read(from, to), entries -> answer(asked, from, to, entries), failure -> fail(asked));
    }

    private void answer(HistoricalOperations asked, long from, long to, List<LogEntry> entries) {
        if (from < to && (entries.isEmpty() || entries.get(0).position() != from)) {
            refusePruned(asked);
            return;
        }
        later.when(
                model.environment().sessions().describe(authors(entries)),
                authors -> later.when(
                        readable(asked, from, entries),
                        operations -> answer(asked, authors, operations),
                        failure -> fail(asked)),
                failure -> fail(asked));
    }

    private void refusePruned(Request asked) {
        refuse(asked, ErrorCode.INVALID_MESSAGE, "The history of the model no longer goes back so far.");
    }

    private CompletionStage<List<LogEntry>> read(long from, long to) {
        return from >= to
                ? CompletableFuture.completedFuture(List.of())
                : model.environment().store().read(model.record().id(), from, to, (int) (to - from));
    }

    private static Set<String> authors(List<LogEntry> entries) {
        Set<String> authors = new HashSet<>();
        entries.forEach(entry -> authors.add(entry.author()));
        authors.remove(Resyncing.SERVER_SESSION);
        return authors;
    }

    private CompletionStage<List<ModelOperationData>> readable(
            HistoricalOperations asked, long from, List<LogEntry> entries) {
        HistoryReader reader = new HistoryReader(model.environment(), model.record());
        return reader.readable(from, entries).thenApply(operations -> {
            if (asked.first() > 0) {
                return operations;
            }
            List<ModelOperationData> all = new ArrayList<>(operations);
            all.add(0, reader.beginning());
            return all;
        });
    }

    private void answer(
            HistoricalOperations asked, IdentityCacheUpdateMessage authors, List<ModelOperationData> operations) {
        model.outbox().send(asked.client().member(), ModelFrames.identity(Resyncing.withServer(authors)));
        answer(
                asked,
                message -> message.getHistoricalOperationsResponseBuilder().addAllOperations(operations));
    }

    void versionAt(VersionAtTime asked) {
        if (!mayRead(asked)) {
            return;
        }
        try {
            Instant time = ValueMapper.instant(asked.time());
            if (time.isBefore(model.record().createdAt())) {
                refuse(asked, ErrorCode.INVALID_MESSAGE, "The model did not exist then.");
            } else {
                search(asked, time, model.firstVersion(), model.outbox().committedVersion());
            }
        } catch (IncompleteMessageException e) {
            refuse(asked, ErrorCode.INVALID_MESSAGE, String.valueOf(e.getMessage()));
        }
    }

    /** Narrows down the version, which is from {@code low} to {@code high}; the log is in the order of time. */
    private void search(VersionAtTime asked, Instant time, long low, long high) {
        if (low >= high) {
            answerIfKnown(asked, low);
            return;
        }
        long middle = low + (high - low) / 2;
        later.when(
                read(middle, middle + 1),
                entries -> {
                    if (entries.isEmpty() || !entries.get(0).at().isAfter(time)) {
                        search(asked, time, middle + 1, high);
                    } else {
                        search(asked, time, low, middle);
                    }
                },
                failure -> fail(asked));
    }

    /** Where history begins later, what was there before cannot be told: the version is of a time that is not kept. */
    private void answerIfKnown(VersionAtTime asked, long version) {
        later.when(
                read(version - 1, version),
                entries -> {
                    if (entries.isEmpty()
                            && version > 1
                            && version < model.outbox().committedVersion()) {
                        refusePruned(asked);
                    } else {
                        answer(
                                asked,
                                message -> message.getModelGetVersionAtTimeResponseBuilder()
                                        .setVersionAtTime(version));
                    }
                },
                failure -> fail(asked));
    }

    private boolean mayRead(Request request) {
        boolean allowed = model.rightsOf(request.client().user()).read();
        if (!allowed) {
            refuse(request, ErrorCode.UNAUTHORIZED, "You may not read this model.");
        }
        return allowed;
    }

    private void answer(Request request, Consumer<ConvergenceMessage.Builder> body) {
        model.outbox().send(request.client().member(), ModelFrames.reply(request.requestId(), body));
    }

    private void refuse(Request request, ErrorCode code, String message) {
        model.outbox().send(request.client().member(), model.frames().error(request.requestId(), code, message));
    }

    private void fail(Request request) {
        refuse(request, ErrorCode.UNKNOWN, "The history cannot be read now.");
    }
}

package dev.coterie.convergence.model;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.coterie.convergence.CollectionRights;
import dev.coterie.convergence.Models;
import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.identity.UserType;
import dev.coterie.convergence.query.InvalidQueryException;
import dev.coterie.convergence.query.Query;
import dev.coterie.convergence.query.QueryParser;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.ErrorCode;
import dev.coterie.convergence.wire.Frames;
import dev.coterie.convergence.wire.JsonValues;
import dev.coterie.convergence.wire.Timestamps;
import dev.coterie.convergence.wire.model.ModelsQueryResponseMessage;
import dev.coterie.convergence.wire.model.ModelsQueryResponseMessage.ModelResult;
import dev.coterie.document.DocumentKey;
import dev.coterie.document.DocumentStore;
import dev.coterie.document.FieldIndex;
import dev.coterie.document.FieldSearch;
import dev.coterie.document.SearchTimeoutException;
import dev.coterie.document.StorageUnavailableException;
import dev.coterie.document.StoredDocument;

/**
 * Answers queries: the database finds the models and puts them in order, then those that are wanted are read one after the
 * other. Thread-safe; a few threads of its own wait for storage.
 */
final class ModelQueries implements Queries, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ModelQueries.class);

    /** So many models are read ahead. */
    private static final int READ_AHEAD = 8;

    private final FieldUpkeep upkeep;
    private final FieldIndex index;
    private final DocumentStore store;
    private final LiveCollections collections;
    private final QueryProperties properties;
    private final InstantSource clock;
    private final ThreadPoolExecutor threads;

    ModelQueries(
            FieldUpkeep upkeep,
            FieldIndex index,
            DocumentStore store,
            LiveCollections collections,
            QueryProperties properties,
            InstantSource clock) {
        this.upkeep = upkeep;
        this.index = index;
        this.store = store;
        this.collections = collections;
        this.properties = properties;
        this.clock = clock;
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                properties.threads(),
                properties.threads(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(properties.maxWaiting()),
                work -> {
                    Thread thread = new Thread(work, "coterie-query-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    @Override
    public CompletionStage<byte[]> answer(int requestId, UserKey user, String text) {
        long deadline = clock.millis() + properties.timeout().toMillis();
        try {
            return CompletableFuture.supplyAsync(() -> reply(requestId, user, text, deadline), threads)
                    .exceptionally(failure -> failed(requestId, failure));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedStage(
                    Frames.error(requestId, ErrorCode.TIMEOUT, "Too many queries wait."));
        }
    }

    private byte[] reply(int requestId, UserKey user, String text, long deadline) {
        if (threads.isShutdown()) {
            return unanswered(requestId);
        }
        try {
            Query query = QueryParser.parse(text, properties.limits());
            boolean upToDate = clock.millis() <= deadline
                    && upkeep.bringUpToDate(query.collection(), deadline)
                            .toCompletableFuture()
                            .join();
            if (!upToDate) {
                return Frames.error(
                        requestId,
                        ErrorCode.TIMEOUT,
                        "Too many models have changed since the last query; they are being looked at. Please try again.");
            }
            return Frames.reply(
                    requestId,
                    ConvergenceMessage.newBuilder().setModelsQueryResponse(results(query, user, text, deadline)));
        } catch (InvalidQueryException e) {
            return Frames.error(
                    requestId,
                    ErrorCode.INVALID_QUERY,
                    String.valueOf(e.getMessage()),
                    Map.of("index", JsonValues.of(e.index())));
        }
    }

    private ModelsQueryResponseMessage results(Query query, UserKey user, String text, long deadline)
            throws InvalidQueryException {
        long most = properties.maxResults();
        long limit = query.limit() == null ? most + 1 : Math.min(query.limit(), most + 1);
        CollectionRules rules =
                collections.rules(query.collection()).toCompletableFuture().join();
        FieldIndex.Found found = index.find(
                        new FieldSearch(
                                Models.KIND,
                                query.collection(),
                                query.condition(),
                                query.order(),
                                query.offset(),
                                limit,
                                reader(user, rules)),
                        Duration.ofMillis(Math.max(0, deadline - clock.millis())))
                .toCompletableFuture()
                .join();
        if (found.documents().size() > most) {
            throw new InvalidQueryException(
                    text.length(),
                    "The query finds " + found.total() + " models, and at most " + most
                            + " are returned at once: give it a LIMIT.");
        }
        return ModelsQueryResponseMessage.newBuilder()
                .addAllModels(read(query, found.documents(), user, rules, text, deadline))
                .setOffset(query.offset())
                .setTotalResults(found.total())
                .build();
    }

    /** As {@link ModelPermissions#of(UserKey, CollectionRules)} decides it. */
    private static FieldSearch.@Nullable Reader reader(UserKey user, CollectionRules rules) {
        if (user.type() == UserType.CONVERGENCE) {
            return null;
        }
        CollectionRights own = rules.own(user);
        return new FieldSearch.Reader(
                ModelFields.reader(user),
                own == null ? null : own.read(),
                rules.world().read());
    }

    private List<ModelResult> read(
            Query query, List<DocumentKey> models, UserKey user, CollectionRules rules, String text, long deadline)
            throws InvalidQueryException {
        List<ModelResult> results = new ArrayList<>();
        long size = 0;
        for (int from = 0; from < models.size(); from += READ_AHEAD) {
            if (clock.millis() > deadline) {
                throw new CompletionException(new TimeoutException());
            }
            List<CompletableFuture<Optional<StoredDocument>>> ahead =
                    models.subList(from, Math.min(models.size(), from + READ_AHEAD)).stream()
                            .map(key -> store.load(key).toCompletableFuture())
                            .toList();
            for (CompletableFuture<Optional<StoredDocument>> model : ahead) {
                // It may have been deleted or forbidden since it was found.
                Optional<ModelResult> result = model.join()
                        .filter(stored -> StoredForm.metadata(stored.record().metadata())
                                .permissions()
                                .of(user, rules)
                                .read())
                        .map(stored -> result(query, StoredContent.decode(stored)));
                if (result.isPresent()) {
                    size += result.get().getSerializedSize();
                    results.add(result.get());
                }
                if (size > properties.maxResultSize().toBytes()) {
                    throw new InvalidQueryException(
                            text.length(),
                            "The models that the query finds are too large to be returned at once: give it a smaller"
                                    + " LIMIT, or select fields.");
                }
            }
        }
        return results;
    }

    private static ModelResult result(Query query, StoredContent content) {
        return ModelResult.newBuilder()
                .setCollectionId(content.record().collection())
                .setModelId(content.record().key().name())
                .setCreatedTime(Timestamps.of(content.record().createdAt()))
                .setModifiedTime(Timestamps.of(content.modifiedAt()))
                .setVersion(content.version())
                .setData(JsonData.of(content, query.fields()))
                .build();
    }

    private static byte[] failed(int requestId, Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof SearchTimeoutException || cause instanceof TimeoutException) {
            return Frames.error(requestId, ErrorCode.TIMEOUT, "The query takes too long.");
        }
        if (cause instanceof StorageUnavailableException) {
            log.warn("A query could not be answered: {}", cause.toString());
        } else {
            log.error("A query could not be answered", cause);
        }
        return unanswered(requestId);
    }

    private static byte[] unanswered(int requestId) {
        return Frames.error(requestId, ErrorCode.UNKNOWN, "The query cannot be answered now.");
    }

    /** Those who wait are told that they wait in vain. */
    @Override
    public void close() {
        threads.shutdownNow().forEach(Runnable::run);
    }
}

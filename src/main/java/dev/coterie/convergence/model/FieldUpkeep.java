package dev.coterie.convergence.model;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.coterie.convergence.Models;
import dev.coterie.document.DocumentId;
import dev.coterie.document.DocumentStore;
import dev.coterie.document.FieldIndex;
import dev.coterie.document.StaleDocument;
import dev.coterie.document.StorageUnavailableException;
import dev.coterie.document.StoredDocument;

/**
 * Brings what queries find models by up to date: some time after models were changed, and for a query at once. Away from the
 * models' entities, from what is committed; nobody who edits waits for it. Thread-safe; one thread does it, in small
 * steps, so that a collection with much to be done does not keep queries of others waiting.
 */
final class FieldUpkeep implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FieldUpkeep.class);

    static final Duration INTERVAL = Duration.ofSeconds(1);
    static final int STEP = 50;

    private static final int MAX_UNREADABLE_KNOWN = 1_000;

    private final DocumentStore store;
    private final FieldIndex index;
    private final QueryProperties properties;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "coterie-model-fields");
        made.setDaemon(true);
        return made;
    });

    /** Of these it was told already. Confined to the thread. */
    private final Set<DocumentId> unreadable = new HashSet<>();

    /** @param interval how often it is looked whether there is something to do */
    FieldUpkeep(
            DocumentStore store, FieldIndex index, QueryProperties properties, Duration interval, InstantSource clock) {
        this.store = store;
        this.index = index;
        this.properties = properties;
        this.clock = clock;
        thread.scheduleWithFixedDelay(
                this::tendQuietly, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Completes when all that was committed before the call can be found.
     *
     * @param deadline when to give up, in the clock's milliseconds; the stage is false then
     */
    CompletionStage<Boolean> bringUpToDate(String collection, long deadline) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        submit(collection, new DocumentId(0), deadline, done);
        return done;
    }

    private void submit(String collection, DocumentId after, long deadline, CompletableFuture<Boolean> done) {
        try {
            thread.execute(() -> step(collection, after, deadline, done));
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(e);
        }
    }

    private void step(String collection, DocumentId after, long deadline, CompletableFuture<Boolean> done) {
        try {
            List<StaleDocument> stale = index.stale(Models.KIND, collection, after, STEP)
                    .toCompletableFuture()
                    .join();
            stale.forEach(this::renew);
            if (stale.size() < STEP) {
                done.complete(true);
            } else if (clock.millis() > deadline) {
                done.complete(false);
            } else {
                submit(collection, stale.get(stale.size() - 1).id(), deadline, done);
            }
        } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
        }
    }

    private void tendQuietly() {
        try {
            tend();
        } catch (RuntimeException e) {
            log.debug("Models that have changed cannot be looked at now", e);
        } catch (Error e) {
            // Thrown on, it would end this for good.
            log.error("Models that have changed cannot be looked at now", e);
        }
    }

    private void tend() {
        List<StaleDocument> overdue = index.overdue(Models.KIND, properties.quietTime(), properties.longestTime(), STEP)
                .toCompletableFuture()
                .join();
        overdue.forEach(this::renew);
        if (overdue.size() == STEP && !thread.isShutdown()) {
            thread.execute(this::tendQuietly);
        }
    }

    /** A model that cannot be read is not found; the others are. */
    private void renew(StaleDocument model) {
        CompletableFuture<Optional<StoredDocument>> stored =
                store.load(model.key()).toCompletableFuture();
        try {
            stored.join()
                    .filter(read -> read.record().id().equals(model.id()))
                    .ifPresent(read -> index.put(model, ModelFields.of(StoredContent.decode(read)))
                            .toCompletableFuture()
                            .join());
            unreadable.remove(model.id());
        } catch (RuntimeException | Error e) {
            index.postpone(model).toCompletableFuture().join();
            if (stored.isCompletedExceptionally() && e.getCause() instanceof StorageUnavailableException) {
                // Not the model's fault: whoever asks must not be told that it does not exist.
                throw e;
            }
            if (unreadable.size() < MAX_UNREADABLE_KNOWN && unreadable.add(model.id())) {
                log.warn(
                        "Queries cannot be told what is in model {}", model.id().number(), e);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}

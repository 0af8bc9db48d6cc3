package dev.coterie.convergence.transfer;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.coterie.convergence.Models;
import dev.coterie.convergence.model.StoredModels;
import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.document.DocumentKey;
import dev.coterie.document.DocumentRecord;
import dev.coterie.document.LogAppender;
import dev.coterie.document.LogEntry;
import dev.coterie.document.Snapshot;

/**
 * A model that gets its history: ephemeral and by a name of its own until it is whole, so that a server which starts after
 * a broken import clears it away. Used once, by one thread.
 */
final class ImportedHistory {

    /** What nobody opens. */
    private static final String KIND = "model-import";

    private static final int OPERATIONS_UNDER_WAY = 500;
    private static final int SNAPSHOT_EVERY = 2_000;

    private final Stores stores;
    private final StoredModels models;
    private final ImportedModel model;
    private final DocumentRecord record;
    private final LogAppender log;
    private final StoredModels.Replay replay;
    private final long shift;
    private CompletionStage<Void> last = CompletableFuture.completedFuture(null);
    private Instant at;
    private long version;
    private long operations;

    private ImportedHistory(
            Stores stores,
            StoredModels models,
            ImportedModel model,
            DocumentRecord record,
            ObjectValue data,
            long version,
            long shift,
            Instant at) {
        this.stores = stores;
        this.models = models;
        this.model = model;
        this.record = record;
        this.version = version;
        this.shift = shift;
        this.at = at;
        this.log = stores.documents().appender(record.id());
        this.replay = models.replay(data);
    }

    /**
     * Begins one.
     *
     * @param version that it begins with here: not before that in the export
     * @throws IllegalStateException or {@link IllegalArgumentException} when it makes no sense
     */
    static ImportedHistory begin(
            Stores stores, StoredModels models, ImportedModel model, Form.History history, long version) {
        ObjectValue data = models.data(history.stored());
        Instant at = Instant.parse(history.at());
        if (history.version() < 1 || models.whyUnfit(data).isPresent()) {
            throw new IllegalArgumentException("a history begins with data");
        }
        DocumentRecord record = Waiting.on(stores.documents()
                .create(model.document(
                        new DocumentKey(KIND, UUID.randomUUID().toString()),
                        true,
                        new Snapshot(version, at, history.stored()))));
        if (history.nextNumber() > 1 && history.nextNumber() < Integer.MAX_VALUE) {
            Waiting.on(stores.documents().reserveNumbers(record.id(), (int) history.nextNumber() - 1));
        }
        return new ImportedHistory(stores, models, model, record, data, version, version - history.version(), at);
    }

    String id() {
        return model.id();
    }

    long operations() {
        return operations;
    }

    /** False when it does not fit what came before. */
    boolean append(Form.Operation operation) {
        if (operation.version() + shift != version || !replay.apply(operation.stored())) {
            return false;
        }
        at = Instant.parse(operation.at());
        last = log.append(new LogEntry(version, version + 1, at, operation.author(), operation.stored()));
        version++;
        operations++;
        if (operations % OPERATIONS_UNDER_WAY == 0) {
            Waiting.on(last);
        }
        if (operations % SNAPSHOT_EVERY == 0) {
            snapshot();
        }
        return true;
    }

    private void snapshot() {
        Waiting.on(last);
        Waiting.on(stores.documents()
                .saveSnapshot(record.id(), new Snapshot(version, at, models.snapshot(replay.data()))));
    }

    /** @throws dev.coterie.document.DocumentExistsException when there is such a model now */
    void publish() {
        if (operations % SNAPSHOT_EVERY != 0) {
            snapshot();
        }
        Waiting.on(last);
        Waiting.on(model.keep(stores.documents(), record));
        Waiting.on(stores.documents().publish(record.id(), new DocumentKey(Models.KIND, model.id())));
    }

    void abandon() {
        Waiting.on(stores.documents().delete(record.id()));
    }
}

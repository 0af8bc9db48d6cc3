package dev.coterie.convergence.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import dev.coterie.convergence.Models;
import dev.coterie.convergence.model.ot.ApplyOutcome;
import dev.coterie.convergence.model.ot.ModelData;
import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.convergence.model.ot.StringSplice;
import dev.coterie.convergence.model.ot.StringValue;
import dev.coterie.document.DocumentId;
import dev.coterie.document.DocumentKey;
import dev.coterie.document.DocumentStore;
import dev.coterie.document.LogAppender;
import dev.coterie.document.LogEntry;
import dev.coterie.document.NewDocument;
import dev.coterie.document.RecordStore;
import dev.coterie.document.Snapshot;
import dev.coterie.document.StoredDocument;

/** A model with a history, put into storage without any client. */
public final class TestModel {

    private static final String TEXT = "t:0";

    private TestModel() {}

    /** @param insertions each written at the beginning, by a session that nobody knows */
    public static DocumentId create(DocumentStore store, String name, String owner, String text, String... insertions) {
        Instant now = Instant.now();
        ObjectValue root = new ObjectValue("r:0", Map.of("text", new StringValue(TEXT, text)));
        DocumentId id = await(store.create(new NewDocument(
                        new DocumentKey(Models.KIND, name),
                        "notes",
                        owner,
                        false,
                        now,
                        StoredForm.metadata(
                                new StoredForm.Metadata(new ModelPermissions(false, Rights.ALL, Map.of()), 1)),
                        new Snapshot(1, now, StoredForm.snapshot(root)))))
                .id();
        LogAppender log = store.appender(id);
        ModelData data = new ModelData(root, LoadedModel.NO_LIMITS);
        long version = 1;
        for (String insertion : List.of(insertions)) {
            ApplyOutcome.Applied applied =
                    (ApplyOutcome.Applied) data.apply(new StringSplice(TEXT, false, 0, 0, insertion));
            byte[] payload = StoredForm.operation(0, applied.applied());
            await(log.append(new LogEntry(version, version + 1, now, "nobody", payload)));
            version++;
        }
        return id;
    }

    /** Notes that a model was deleted, as its entity does. */
    public static void deleted(RecordStore records, String name, long lastVersion) {
        await(new Endings(records, Duration.ofDays(1)).note(name, lastVersion, Instant.now()));
    }

    public static long firstVersion(StoredDocument stored) {
        return StoredForm.metadata(stored.record().metadata()).firstVersion();
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}

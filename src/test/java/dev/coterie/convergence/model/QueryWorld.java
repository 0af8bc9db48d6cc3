package dev.coterie.convergence.model;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.springframework.util.unit.DataSize;

import dev.coterie.convergence.Models;
import dev.coterie.convergence.model.ot.ApplyOutcome;
import dev.coterie.convergence.model.ot.ModelData;
import dev.coterie.convergence.model.ot.ObjectValue;
import dev.coterie.convergence.model.ot.StringSet;
import dev.coterie.convergence.model.ot.StringValue;
import dev.coterie.document.DocumentId;
import dev.coterie.document.DocumentKey;
import dev.coterie.document.DocumentRecord;
import dev.coterie.document.DocumentStore;
import dev.coterie.document.FieldIndex;
import dev.coterie.document.FieldSearch;
import dev.coterie.document.LogEntry;
import dev.coterie.document.NewDocument;
import dev.coterie.document.SearchableStorage;
import dev.coterie.document.Snapshot;

/** Models in a database, without anybody who has them open, and what queries find of them. Thread-safe. */
final class QueryWorld implements AutoCloseable {

    static final QueryProperties PROPERTIES = properties(10_000, DataSize.ofMegabytes(8), 2, 200);

    private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00Z");
    private static final String TEXT = "r:1";
    static final ModelPermissions OPEN = new ModelPermissions(false, Rights.ALL, Map.of());

    final SearchableStorage storage;
    final Interception<DocumentStore> documents;
    final Interception<FieldIndex> fields;
    private final AtomicInteger names = new AtomicInteger();

    QueryWorld(Path directory) {
        storage = new SearchableStorage(directory);
        documents = new Interception<>(DocumentStore.class, storage.documents());
        fields = new Interception<>(FieldIndex.class, storage.fields());
    }

    static QueryProperties properties(int maxResults, DataSize maxResultSize, int threads, int maxWaiting) {
        return new QueryProperties(
                1_000,
                10,
                10,
                maxResults,
                maxResultSize,
                Duration.ofSeconds(8),
                threads,
                maxWaiting,
                Duration.ofMinutes(1),
                Duration.ofMinutes(10));
    }

    /** The name of a collection that nothing is in. */
    String collection() {
        return "c" + names.incrementAndGet();
    }

    DocumentId create(String collection, String name, String text) {
        return create(collection, name, text, OPEN);
    }

    DocumentId create(String collection, String name, String text, ModelPermissions permissions) {
        return create(collection, name, content(text), metadata(permissions));
    }

    DocumentId create(String collection, String name, byte[] content, byte[] metadata) {
        return await(record(collection, name, content, metadata)).id();
    }

    /** Models that are called as their collection, with numbers from 0. */
    void createMany(String collection, int count) {
        CompletableFuture.allOf(IntStream.range(0, count)
                        .mapToObj(i -> later(record(collection, collection + "-" + i, content("x"), metadata(OPEN))))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
    }

    private CompletionStage<DocumentRecord> record(String collection, String name, byte[] content, byte[] metadata) {
        return storage.documents()
                .create(new NewDocument(
                        new DocumentKey(Models.KIND, name),
                        collection,
                        "",
                        false,
                        CREATED,
                        metadata,
                        new Snapshot(1, CREATED, content)));
    }

    static byte[] content(String text) {
        return StoredForm.snapshot(new ObjectValue("r:0", Map.of("text", new StringValue(TEXT, text))));
    }

    static byte[] metadata(ModelPermissions permissions) {
        return StoredForm.metadata(new StoredForm.Metadata(permissions, 1));
    }

    /** @param version of the model before */
    void edit(DocumentId model, long version, String text) {
        ModelData data =
                new ModelData(new ObjectValue("r:0", Map.of("text", new StringValue(TEXT, ""))), LoadedModel.NO_LIMITS);
        ApplyOutcome.Applied applied = (ApplyOutcome.Applied) data.apply(new StringSet(TEXT, false, text));
        await(storage.documents()
                .appender(model)
                .append(new LogEntry(
                        version, version + 1, CREATED, "nobody", StoredForm.operation(0, applied.applied()))));
    }

    void discard(DocumentId model) {
        await(storage.documents().discard(model, CREATED, ""));
    }

    /** What a search finds now, without looking at what has changed. */
    List<String> found(String collection) {
        return await(storage.fields()
                        .find(
                                new FieldSearch(Models.KIND, collection, null, List.of(), 0, 1_000, null),
                                Duration.ofSeconds(20)))
                .documents()
                .stream()
                .map(DocumentKey::name)
                .toList();
    }

    int stale(String collection) {
        return await(storage.fields().stale(Models.KIND, collection, new DocumentId(0), 1_000))
                .size();
    }

    /** Ends what a test has done. */
    void clear() {
        documents.undisturbed();
        fields.undisturbed();
        storage.repair();
        storage.clear();
    }

    @Override
    public void close() {
        storage.close();
    }

    static <T> T await(CompletionStage<T> stage) {
        return later(stage).join();
    }

    static <T> CompletableFuture<T> later(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS);
    }
}

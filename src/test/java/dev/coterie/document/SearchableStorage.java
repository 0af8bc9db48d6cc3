package dev.coterie.document;

import java.nio.file.Path;
import java.time.Duration;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Documents in H2 that can be searched, for tests of those who search: its database can go away, and time can pass for
 * what waits to be looked at. Thread-safe.
 */
public final class SearchableStorage implements AutoCloseable {

    private final FaultyDataSource dataSource;
    private final TestStorage storage;

    public SearchableStorage(Path directory) {
        var pool = TestDatabase.h2(directory);
        dataSource = new FaultyDataSource(pool);
        storage = TestStorage.on(pool, dataSource, Durability.PROCESS, TestStorage.DEFAULTS);
    }

    public DocumentStore documents() {
        return storage.documents();
    }

    public FieldIndex fields() {
        return storage.storage().fields();
    }

    /** Lets the database's reads fail from now on. */
    public void breakDown() {
        dataSource.breakDown();
    }

    public void repair() {
        dataSource.repair();
    }

    /** All changes that wait to be looked at were made so much earlier. */
    public void pass(Duration time) {
        JdbcClient.create(storage.pool())
                .sql("update document_stale set since = dateadd(second, ?, since),"
                        + " changed_at = dateadd(second, ?, changed_at)")
                .params(-time.toSeconds(), -time.toSeconds())
                .update();
    }

    /** Deletes all documents. */
    public void clear() {
        // Answered when everything is in the database.
        fields().stale("", "", new DocumentId(0), 1).toCompletableFuture().join();
        JdbcClient.create(storage.pool()).sql("delete from document").update();
    }

    @Override
    public void close() {
        dataSource.repair();
        storage.close();
    }
}

package dev.coterie.document;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Collections in a relational database; changes go through the log's writer. Thread-safe. */
final class JdbcCollectionStore implements CollectionStore {

    private static final String FIND = "select * from stored_collection where kind = ? and name = ?";

    private final JdbcClient jdbc;
    private final ReadPool reads;
    private final GroupCommit log;

    JdbcCollectionStore(DataSource dataSource, ReadPool reads, GroupCommit log) {
        this.jdbc = JdbcClient.create(dataSource);
        this.reads = reads;
        this.log = log;
    }

    @Override
    public CompletionStage<Optional<CollectionRecord>> find(String kind, String name) {
        return StorableText.is(name)
                ? reads.submit(() -> jdbc.sql(FIND)
                        .params(kind, name)
                        .query(JdbcCollectionStore::record)
                        .optional())
                : CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<CollectionRecord> ensure(String kind, String name, Instant now) {
        if (!StorableText.is(name)) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("Such a name cannot be stored"));
        }
        return find(kind, name)
                .thenCompose(found -> found.<CompletionStage<CollectionRecord>>map(CompletableFuture::completedFuture)
                        .orElseGet(() -> log.submit(new Change<>(
                                        0,
                                        work -> create(work, kind, name, now),
                                        violation ->
                                                new DocumentExistsException("There is such a collection", violation)))
                                // Another server was faster.
                                .exceptionallyCompose(failure -> find(kind, name)
                                        .thenCompose(there -> there.<CompletionStage<CollectionRecord>>map(
                                                        CompletableFuture::completedFuture)
                                                .orElseGet(() -> CompletableFuture.failedFuture(failure))))));
    }

    private static CollectionRecord create(JdbcTemplate work, String kind, String name, Instant now) {
        if (work.query(FIND, JdbcCollectionStore::record, kind, name).isEmpty()) {
            work.update(
                    "insert into stored_collection (kind, name, created_at, metadata) values (?, ?, ?, ?)",
                    kind,
                    name,
                    Columns.time(now),
                    new byte[0]);
        }
        return work.query(FIND, JdbcCollectionStore::record, kind, name).get(0);
    }

    @Override
    public CompletionStage<Boolean> setPolicy(long id, CollectionPolicy policy) {
        return change(
                0,
                work -> work.update(
                                "update stored_collection set auto_create = ?, milestone_every = ?, keep_days = ?,"
                                        + " keep_versions = ? where id = ?",
                                policy.autoCreate(),
                                policy.milestoneEvery(),
                                policy.retention().days(),
                                policy.retention().versions(),
                                id)
                        > 0);
    }

    @Override
    public CompletionStage<Boolean> replaceMetadata(long id, byte[] expected, byte[] metadata) {
        try {
            DocumentRows.require(metadata);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        return change(
                metadata.length,
                work -> work.update(
                                "update stored_collection set metadata = ? where id = ? and metadata = ?",
                                metadata,
                                id,
                                expected)
                        > 0);
    }

    @Override
    public CompletionStage<Boolean> deleteEmpty(long id) {
        return change(
                0,
                work -> work.update(
                                "delete from stored_collection where id = ? and not exists (select 1 from document d"
                                        + " where d.kind = stored_collection.kind"
                                        + " and d.collection = stored_collection.name)",
                                id)
                        > 0);
    }

    @Override
    public CompletionStage<Boolean> createsMissing(String kind) {
        return reads.submit(() -> jdbc.sql("select kind from closed_kind where kind = ?")
                .param(kind)
                .query(String.class)
                .optional()
                .isEmpty());
    }

    @Override
    public CompletionStage<Void> setCreatesMissing(String kind, boolean creates) {
        return change(0, work -> {
                    work.update("delete from closed_kind where kind = ?", kind);
                    return creates || work.update("insert into closed_kind (kind) values (?)", kind) > 0;
                })
                .thenAccept(done -> {});
    }

    private CompletionStage<Boolean> change(int bytes, Function<JdbcTemplate, Boolean> work) {
        return log.submit(new Change<>(
                bytes, work, violation -> new StorageUnavailableException("Changed meanwhile", violation)));
    }

    static CollectionRecord record(ResultSet row, int number) throws SQLException {
        return new CollectionRecord(
                row.getLong("id"),
                row.getString("kind"),
                row.getString("name"),
                Columns.time(row, "created_at"),
                new CollectionPolicy(
                        row.getBoolean("auto_create"),
                        row.getLong("milestone_every"),
                        new Retention(orNull(row.getInt("keep_days"), row), orNull(row.getLong("keep_versions"), row))),
                row.getBytes("metadata"));
    }

    /** To be called right after the value was read. */
    private static <T> @Nullable T orNull(T value, ResultSet row) throws SQLException {
        return row.wasNull() ? null : value;
    }
}

package dev.coterie.document;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records in a relational database. Thread-safe. */
final class JdbcRecordStore implements RecordStore {

    private static final int KEYS_PER_QUERY = 500;

    private final JdbcClient jdbc;
    private final ReadPool reads;
    private final GroupCommit commits;
    private final InstantSource clock;

    JdbcRecordStore(DataSource dataSource, ReadPool reads, GroupCommit commits, InstantSource clock) {
        this.jdbc = JdbcClient.create(dataSource);
        this.reads = reads;
        this.commits = commits;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Void> put(
            String space, String key, String owner, byte[] value, @Nullable Instant expiresAt) {
        NewRecord record = new NewRecord(space, key, owner, "", value, expiresAt);
        try {
            RecordRows.require(record);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        return submit(value.length, jdbc -> {
            int updated = jdbc.update(
                    "update owned_record set owner = ?, subject = '', content = ?, expires_at = ?"
                            + " where space = ? and record_key = ?",
                    owner,
                    value,
                    RecordRows.expiry(expiresAt),
                    space,
                    key);
            if (updated == 0) {
                RecordRows.insert(jdbc, record);
            }
        });
    }

    @Override
    public CompletionStage<Void> add(NewRecord record) {
        try {
            RecordRows.require(record);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        return commits.submit(new Change<>(
                record.value().length,
                jdbc -> {
                    RecordRows.requireNew(jdbc, record);
                    RecordRows.insert(jdbc, record);
                    return null;
                },
                violation -> RecordRows.exists(record.space())));
    }

    @Override
    public CompletionStage<Optional<NewRecord>> find(String space, String key) {
        return StorableText.is(space) && StorableText.is(key)
                ? reads.submit(() -> records("record_key", space, key).stream().findFirst())
                : CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<List<NewRecord>> owned(String space, String owner) {
        return StorableText.is(space) && StorableText.is(owner)
                ? reads.submit(() -> records("owner", space, owner))
                : CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<List<NewRecord>> about(String space, String subject) {
        return !subject.isEmpty() && StorableText.is(space) && StorableText.is(subject)
                ? reads.submit(() -> records("subject", space, subject))
                : CompletableFuture.completedFuture(List.of());
    }

    private List<NewRecord> records(String column, String space, String value) {
        return jdbc.sql("select * from owned_record where space = ? and " + column + " = ?"
                        + " and (expires_at is null or expires_at > ?) order by record_key")
                .params(space, value, Columns.time(clock.instant()))
                .query(RecordRows::read)
                .list();
    }

    @Override
    public CompletionStage<Integer> replaceOwned(String space, String owner, byte[] value) {
        if (!StorableText.is(space) || !StorableText.is(owner)) {
            return CompletableFuture.completedFuture(0);
        }
        try {
            RecordRows.require(value);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        return commits.submit(new Change<>(
                value.length,
                jdbc -> jdbc.update(
                        "update owned_record set content = ? where space = ? and owner = ?", value, space, owner),
                JdbcRecordStore::refused));
    }

    @Override
    public CompletionStage<Optional<byte[]>> get(String space, String key) {
        if (!StorableText.is(space) || !StorableText.is(key)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return reads.submit(
                () -> entries(space, List.of(key)).stream().map(Entry::value).findFirst());
    }

    @Override
    public CompletionStage<List<Entry>> getAll(String space, List<String> keys) {
        List<String> possible =
                keys.stream().filter(StorableText::is).distinct().toList();
        if (possible.isEmpty() || !StorableText.is(space)) {
            return CompletableFuture.completedFuture(List.of());
        }
        return reads.submit(() -> {
            List<Entry> found = new ArrayList<>();
            for (int start = 0; start < possible.size(); start += KEYS_PER_QUERY) {
                found.addAll(
                        entries(space, possible.subList(start, Math.min(possible.size(), start + KEYS_PER_QUERY))));
            }
            return found;
        });
    }

    private List<Entry> entries(String space, List<String> keys) {
        return jdbc.sql("select record_key, content from owned_record where space = :space and record_key in (:keys)"
                        + " and (expires_at is null or expires_at > :now)")
                .param("space", space)
                .param("keys", keys)
                .param("now", Columns.time(clock.instant()))
                .query((row, number) -> new Entry(row.getString("record_key"), row.getBytes("content")))
                .list();
    }

    @Override
    public CompletionStage<Void> remove(String space, String key) {
        if (!StorableText.is(space) || !StorableText.is(key)) {
            return CompletableFuture.completedFuture(null);
        }
        return submit(
                0, jdbc -> jdbc.update("delete from owned_record where space = ? and record_key = ?", space, key));
    }

    @Override
    public CompletionStage<Void> removeOwned(String space, String owner) {
        if (!StorableText.is(space) || !StorableText.is(owner)) {
            return CompletableFuture.completedFuture(null);
        }
        return submit(0, jdbc -> jdbc.update("delete from owned_record where space = ? and owner = ?", space, owner));
    }

    /** Makes room; what has expired is not found anyway. */
    CompletionStage<Void> removeExpired() {
        var now = Columns.time(clock.instant());
        return submit(0, jdbc -> jdbc.update("delete from owned_record where expires_at <= ?", now));
    }

    private CompletionStage<Void> submit(int bytes, Consumer<JdbcTemplate> work) {
        return commits.submit(new Change<>(
                bytes,
                jdbc -> {
                    work.accept(jdbc);
                    return null;
                },
                JdbcRecordStore::refused));
    }

    private static StorageUnavailableException refused(DataIntegrityViolationException violation) {
        return new StorageUnavailableException("The record was refused", violation);
    }
}

package dev.coterie.document;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
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
        try {
            StorableText.require(space, key, owner);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        if (value.length > Parts.MAX_BYTES) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("A record of " + value.length + " bytes cannot be stored"));
        }
        var expiry = expiresAt == null ? null : Columns.time(expiresAt);
        return submit(value.length, jdbc -> {
            int updated = jdbc.update(
                    "update owned_record set owner = ?, content = ?, expires_at = ? where space = ? and record_key = ?",
                    owner,
                    value,
                    expiry,
                    space,
                    key);
            return updated > 0
                    ? updated
                    : jdbc.update(
                            "insert into owned_record (space, record_key, owner, content, expires_at)"
                                    + " values (?, ?, ?, ?, ?)",
                            space,
                            key,
                            owner,
                            value,
                            expiry);
        });
    }

    @Override
    public CompletionStage<Optional<byte[]>> get(String space, String key) {
        if (!StorableText.is(space) || !StorableText.is(key)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return reads.submit(
                () -> find(space, List.of(key)).stream().map(Entry::value).findFirst());
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
                found.addAll(find(space, possible.subList(start, Math.min(possible.size(), start + KEYS_PER_QUERY))));
            }
            return found;
        });
    }

    private List<Entry> find(String space, List<String> keys) {
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

    private CompletionStage<Void> submit(int bytes, Function<JdbcTemplate, Integer> work) {
        return commits.submit(new Change<>(
                bytes,
                jdbc -> {
                    work.apply(jdbc);
                    return null;
                },
                violation -> new StorageUnavailableException("The record was refused", violation)));
    }
}

package dev.coterie.document;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;

/**
 * Documents in a relational database. Thread-safe.
 *
 * <p>Everything that changes a document goes through one writer, so that a change and an append happen in the order in
 * which they were asked for. Snapshots, which are big and urgent to nobody, go through a writer of their own.
 */
final class JdbcDocumentStore implements DocumentStore {

    private final DocumentReader reader;
    private final ReadPool reads;
    private final GroupCommit log;
    private final GroupCommit snapshots;

    JdbcDocumentStore(DocumentReader reader, ReadPool reads, GroupCommit log, GroupCommit snapshots) {
        this.reader = reader;
        this.reads = reads;
        this.log = log;
        this.snapshots = snapshots;
    }

    @Override
    public CompletionStage<Optional<StoredDocument>> load(DocumentKey key) {
        if (!StorableText.is(key.kind()) || !StorableText.is(key.name())) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return reads.submit(() -> reader.load(key));
    }

    @Override
    public CompletionStage<DocumentRecord> create(NewDocument document) {
        DocumentKey key = document.key();
        try {
            StorableText.require(key.kind(), key.name(), document.collection());
            requireShort(document.metadata());
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        String exists = "There is a " + key.kind() + " named " + key.name() + " already";
        return log.submit(new Change<>(
                document.metadata().length + document.initial().content().length,
                jdbc -> {
                    if (isTaken(jdbc, key)) {
                        throw new DocumentExistsException(exists);
                    }
                    return insert(jdbc, document);
                },
                violation -> new DocumentExistsException(exists, violation)));
    }

    private static boolean isTaken(JdbcTemplate jdbc, DocumentKey key) {
        return !jdbc.queryForList(
                        "select id from document where kind = ? and name = ?", Long.class, key.kind(), key.name())
                .isEmpty();
    }

    private static DocumentRecord insert(JdbcTemplate jdbc, NewDocument document) {
        KeyHolder keys = new GeneratedKeyHolder();
        jdbc.update(
                connection -> {
                    var statement = connection.prepareStatement(
                            "insert into document"
                                    + " (kind, name, collection, ephemeral, created_at, last_used_at, metadata)"
                                    + " values (?, ?, ?, ?, ?, ?, ?)",
                            new String[] {"id"});
                    statement.setString(1, document.key().kind());
                    statement.setString(2, document.key().name());
                    statement.setString(3, document.collection());
                    statement.setBoolean(4, document.ephemeral());
                    statement.setObject(5, Columns.time(document.createdAt()));
                    statement.setObject(6, Columns.time(document.createdAt()));
                    statement.setBytes(7, document.metadata());
                    return statement;
                },
                keys);
        DocumentId id = new DocumentId(Objects.requireNonNull(keys.getKeyAs(Long.class)));
        insert(jdbc, id, document.initial());
        return new DocumentRecord(
                id,
                document.key(),
                document.collection(),
                document.ephemeral(),
                document.createdAt(),
                document.metadata());
    }

    @Override
    public CompletionStage<Boolean> delete(DocumentId id) {
        return log.submit(change(id, 0, jdbc -> jdbc.update("delete from document where id = ?", id.number()) > 0));
    }

    @Override
    public CompletionStage<Boolean> updateMetadata(DocumentId id, byte[] metadata) {
        try {
            requireShort(metadata);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        return log.submit(change(
                id,
                metadata.length,
                jdbc -> jdbc.update("update document set metadata = ? where id = ?", metadata, id.number()) > 0));
    }

    @Override
    public CompletionStage<Long> reserveNumbers(DocumentId id, int count) {
        if (count < 1) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("Cannot reserve " + count));
        }
        return log.submit(change(id, 0, jdbc -> {
            jdbc.update("update document set next_number = next_number + ? where id = ?", count, id.number());
            return jdbc.queryForList("select next_number from document where id = ?", Long.class, id.number()).stream()
                    .map(next -> next - count)
                    .findFirst()
                    .orElseThrow(() -> gone(id));
        }));
    }

    @Override
    public LogAppender appender(DocumentId id) {
        return new QueuedAppender(id, log);
    }

    @Override
    public CompletionStage<List<LogEntry>> read(DocumentId id, long from, long to, int maxEntries) {
        return reads.submit(() -> reader.entries(id, from, to, maxEntries));
    }

    @Override
    public CompletionStage<Void> saveSnapshot(DocumentId id, Snapshot snapshot) {
        return snapshots.submit(change(id, snapshot.content().length, jdbc -> {
            if (jdbc.queryForList("select id from document where id = ?", Long.class, id.number())
                    .isEmpty()) {
                throw gone(id);
            }
            jdbc.update(
                    "delete from document_snapshot where document_id = ? and position = ?",
                    id.number(),
                    snapshot.position());
            insert(jdbc, id, snapshot);
            dropAllButTheNewestTwo(jdbc, id);
            return null;
        }));
    }

    private static void insert(JdbcTemplate jdbc, DocumentId id, Snapshot snapshot) {
        for (SnapshotPart part : SnapshotPart.cut(snapshot)) {
            jdbc.update(
                    "insert into document_snapshot"
                            + " (document_id, position, part, parts, made_at, checksum, content)"
                            + " values (?, ?, ?, ?, ?, ?, ?)",
                    id.number(),
                    part.position(),
                    part.part(),
                    part.parts(),
                    Columns.time(part.at()),
                    part.checksum(),
                    part.content());
        }
    }

    /** Two, so that one may turn out to be damaged. */
    private static void dropAllButTheNewestTwo(JdbcTemplate jdbc, DocumentId id) {
        List<Long> kept = jdbc.queryForList(
                "select distinct position from document_snapshot where document_id = ?"
                        + " order by position desc fetch first 2 rows only",
                Long.class,
                id.number());
        jdbc.update(
                "delete from document_snapshot where document_id = ? and position < ?",
                id.number(),
                kept.get(kept.size() - 1));
    }

    private static <T> Change<T> change(DocumentId id, int bytes, Function<JdbcTemplate, T> work) {
        return new Change<>(bytes, work, violation -> gone(id));
    }

    private static PositionTakenException gone(DocumentId id) {
        return new PositionTakenException("Document " + id.number() + " is gone");
    }

    private static void requireShort(byte[] metadata) {
        if (metadata.length > Parts.MAX_BYTES) {
            throw new IllegalArgumentException("Metadata of " + metadata.length + " bytes cannot be stored");
        }
    }
}

package dev.coterie.document;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Byte strings in a relational database, as rows of at most {@link ByteRows#MAX_BYTES}; decision 0007 tells why so.
 * Thread-safe.
 *
 * <p>Everything that changes a document goes through the log's writer, in the order in which it was asked for; only
 * merging, which changes nothing that can be seen, goes through the snapshots' writer.
 */
final class JdbcByteStringStore extends JdbcUpkeep implements ByteStringStore {

    /** H2 takes so many in a column that is not a large object. */
    private static final int MAX_VALUE_BYTES = 1024 * 1024;

    private final ByteReader reader;
    private final ReadPool reads;
    private final GroupCommit log;
    private final ByteMerger merger;

    JdbcByteStringStore(ByteReader reader, ReadPool reads, GroupCommit log, GroupCommit snapshots, KeptDocuments kept) {
        super(reads, log, kept);
        this.reader = reader;
        this.reads = reads;
        this.log = log;
        this.merger = new ByteMerger(reader, reads, snapshots);
    }

    @Override
    public CompletionStage<Optional<StoredByteString>> find(DocumentKey key) {
        if (!StorableText.is(key.kind()) || !StorableText.is(key.name())) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return reads.submit(() -> reader.find(key));
    }

    @Override
    public CompletionStage<StoredByteString> create(NewByteString document) {
        try {
            DocumentRows.require(document.key(), "", document.owner(), document.metadata());
            StorableText.require(document.author());
            document.records().forEach(RecordRows::require);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        return log.submit(new Change<>(
                document.metadata().length + document.content().length,
                jdbc -> {
                    DocumentRows.requireNew(jdbc, document.key());
                    document.records().forEach(record -> RecordRows.requireNew(jdbc, record));
                    return insert(jdbc, document);
                },
                violation -> exists(document, violation)));
    }

    private static StoredByteString insert(JdbcTemplate jdbc, NewByteString document) {
        DocumentRecord record = DocumentRows.insert(
                jdbc, document.key(), "", document.owner(), false, document.createdAt(), document.metadata());
        int length = document.content().length;
        LogRows.insert(
                jdbc,
                ByteRows.cut(new LogEntry(0, length, document.createdAt(), document.author(), document.content()))
                        .stream()
                        .map(row -> new LogRow(record.id(), LogForm.BYTES, row))
                        .toList());
        document.records().forEach(added -> RecordRows.insert(jdbc, added));
        return new StoredByteString(record, length, document.createdAt(), List.of());
    }

    /** Another server was faster; the database says with what. */
    private static RuntimeException exists(NewByteString document, DataIntegrityViolationException violation) {
        return RecordRows.areViolated(violation)
                ? new RecordExistsException("A record that comes with a document exists already", violation)
                : new DocumentExistsException(DocumentRows.exists(document.key()), violation);
    }

    @Override
    public LogAppender appender(DocumentId id) {
        return new QueuedAppender(id, LogForm.BYTES, log);
    }

    @Override
    public CompletionStage<List<Piece>> read(DocumentId id, long from, long to, int maxBytes) {
        return reads.submit(() -> reader.read(id, from, to, maxBytes));
    }

    @Override
    public CompletionStage<Void> putValue(DocumentId id, NamedValue value, @Nullable Long expectedVersion) {
        try {
            StorableText.require(value.name());
            requireShort(value);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        return log.submit(DocumentRows.change(id, value.value().length, jdbc -> {
            int changed = expectedVersion == null ? insert(jdbc, id, value) : update(jdbc, id, value, expectedVersion);
            if (changed == 0) {
                throw new PositionTakenException("A value of document " + id.number() + " has another version");
            }
            return null;
        }));
    }

    private static void requireShort(NamedValue value) {
        if (value.value().length > MAX_VALUE_BYTES) {
            throw new IllegalArgumentException("A value of " + value.value().length + " bytes cannot be stored");
        }
    }

    private static int insert(JdbcTemplate jdbc, DocumentId id, NamedValue value) {
        return jdbc.update(
                "insert into document_value (document_id, name, version, content)"
                        + " select d.id, ?, ?, ? from document d where d.id = ? and not exists"
                        + " (select 1 from document_value v where v.document_id = d.id and v.name = ?)",
                value.name(),
                value.version(),
                value.value(),
                id.number(),
                value.name());
    }

    private static int update(JdbcTemplate jdbc, DocumentId id, NamedValue value, long expectedVersion) {
        return jdbc.update(
                "update document_value set version = ?, content = ?"
                        + " where document_id = ? and name = ? and version = ?",
                value.version(),
                value.value(),
                id.number(),
                value.name(),
                expectedVersion);
    }

    @Override
    public CompletionStage<Integer> merge(DocumentId id) {
        return merger.merge(id);
    }

    @Override
    public CompletionStage<Void> touch(DocumentId id, Instant at) {
        var time = Columns.time(at);
        return log.submit(DocumentRows.change(id, 0, jdbc -> {
            jdbc.update(
                    "update document set last_used_at = ? where id = ? and last_used_at < ?", time, id.number(), time);
            return null;
        }));
    }

    @Override
    public CompletionStage<List<DocumentKey>> unusedSince(String kind, Instant then, int limit) {
        return reads.submit(() -> reader.unusedSince(kind, then, limit));
    }
}

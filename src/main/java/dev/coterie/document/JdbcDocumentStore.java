package dev.coterie.document;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Documents in a relational database. Thread-safe.
 *
 * <p>Everything that changes a document goes through one writer, so that a change and an append happen in the order in
 * which they were asked for. Snapshots, which are big and urgent to nobody, go through a writer of their own.
 */
final class JdbcDocumentStore extends JdbcUpkeep implements DocumentStore {

    private final DocumentReader reader;
    private final ReadPool reads;
    private final GroupCommit log;
    private final GroupCommit snapshots;

    JdbcDocumentStore(
            DocumentReader reader, ReadPool reads, GroupCommit log, GroupCommit snapshots, KeptDocuments kept) {
        super(reads, log, kept);
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
            DocumentRows.require(key, document.collection(), document.owner(), document.metadata());
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        return log.submit(new Change<>(
                document.metadata().length + document.initial().content().length,
                jdbc -> {
                    DocumentRows.requireNew(jdbc, key);
                    return insert(jdbc, document);
                },
                violation -> new DocumentExistsException(DocumentRows.exists(key), violation)));
    }

    private static DocumentRecord insert(JdbcTemplate jdbc, NewDocument document) {
        DocumentRecord record = DocumentRows.insert(
                jdbc,
                document.key(),
                document.collection(),
                document.owner(),
                document.ephemeral(),
                document.createdAt(),
                document.metadata());
        SnapshotRows.insert(jdbc, record.id(), document.initial());
        StaleRows.mark(jdbc, record.id());
        return record;
    }

    @Override
    void changed(JdbcTemplate jdbc, DocumentId id) {
        StaleRows.mark(jdbc, id);
    }

    @Override
    public CompletionStage<Boolean> publish(DocumentId id, DocumentKey key) {
        if (!StorableText.is(key.kind()) || !StorableText.is(key.name())) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("Such a name cannot be stored"));
        }
        return log.submit(new Change<>(
                0,
                jdbc -> {
                    DocumentRows.requireNew(jdbc, key);
                    boolean published = jdbc.update(
                                    "update document set kind = ?, name = ?, ephemeral = false"
                                            + " where id = ? and ephemeral = true and trash = 0",
                                    key.kind(),
                                    key.name(),
                                    id.number())
                            > 0;
                    StaleRows.markAnew(jdbc, id);
                    return published;
                },
                violation -> new DocumentExistsException(DocumentRows.exists(key), violation)));
    }

    @Override
    public CompletionStage<Long> reserveNumbers(DocumentId id, int count) {
        if (count < 1) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("Cannot reserve " + count));
        }
        return log.submit(DocumentRows.change(id, 0, jdbc -> {
            jdbc.update("update document set next_number = next_number + ? where id = ?", count, id.number());
            return jdbc.queryForList("select next_number from document where id = ?", Long.class, id.number()).stream()
                    .map(next -> next - count)
                    .findFirst()
                    .orElseThrow(() -> DocumentRows.gone(id));
        }));
    }

    @Override
    public LogAppender appender(DocumentId id) {
        return new QueuedAppender(id, LogForm.OPERATIONS, log);
    }

    @Override
    public CompletionStage<List<LogEntry>> read(DocumentId id, long from, long to, int maxEntries) {
        return reads.submit(() -> reader.entries(id, from, to, maxEntries));
    }

    @Override
    public CompletionStage<Optional<Snapshot>> snapshotNear(DocumentId id, long position) {
        return reads.submit(() -> reader.snapshotNear(id, position));
    }

    @Override
    public CompletionStage<Void> saveSnapshot(DocumentId id, Snapshot snapshot) {
        return snapshots.submit(DocumentRows.change(id, snapshot.content().length, jdbc -> {
            if (jdbc.queryForList("select id from document where id = ?", Long.class, id.number())
                    .isEmpty()) {
                throw DocumentRows.gone(id);
            }
            jdbc.update(
                    "delete from document_snapshot where document_id = ? and position = ?",
                    id.number(),
                    snapshot.position());
            SnapshotRows.insert(jdbc, id, snapshot);
            SnapshotRows.dropSuperfluous(jdbc, id);
            return null;
        }));
    }
}

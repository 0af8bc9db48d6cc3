package dev.coterie.document;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Upkeep of documents in a relational database. Thread-safe. Everything goes through the log's writer, so that it happens
 * in the order in which it was asked for, together with the appends.
 */
abstract class JdbcUpkeep implements DocumentUpkeep {

    private final ReadPool reads;
    private final GroupCommit log;
    private final KeptDocuments documents;

    JdbcUpkeep(ReadPool reads, GroupCommit log, KeptDocuments documents) {
        this.reads = reads;
        this.log = log;
        this.documents = documents;
    }

    @Override
    public final CompletionStage<Optional<DocumentRecord>> record(DocumentKey key) {
        if (!StorableText.is(key.kind()) || !StorableText.is(key.name())) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return reads.submit(() -> documents.find(key));
    }

    @Override
    public final CompletionStage<Boolean> updateMetadata(DocumentId id, byte[] metadata) {
        try {
            DocumentRows.require(metadata);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        return log.submit(DocumentRows.change(id, metadata.length, jdbc -> {
            // Who may read it is not known until somebody has looked at the metadata.
            boolean updated = jdbc.update(
                            "update document set metadata = ?, readable_by = null where id = ?", metadata, id.number())
                    > 0;
            changed(jdbc, id);
            return updated;
        }));
    }

    /** Something is changed that a document is found by. */
    void changed(JdbcTemplate jdbc, DocumentId id) {
        // Most kinds of documents are found by their name only.
    }

    @Override
    public final CompletionStage<Boolean> retitle(DocumentId id, String title) {
        if (!StorableText.is(title)) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("Such a title cannot be stored"));
        }
        return log.submit(DocumentRows.change(
                id, 0, jdbc -> jdbc.update("update document set title = ? where id = ?", title, id.number()) > 0));
    }

    @Override
    public final CompletionStage<Boolean> setReadOnly(DocumentId id, boolean readOnly) {
        return log.submit(DocumentRows.change(
                id,
                0,
                jdbc -> jdbc.update("update document set read_only = ? where id = ?", readOnly, id.number()) > 0));
    }

    @Override
    public final CompletionStage<Boolean> discard(DocumentId id, Instant at, String by) {
        if (!documents.keepsDeleted()) {
            return delete(id);
        }
        if (!StorableText.is(by)) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("Nobody is called so"));
        }
        return log.submit(DocumentRows.end(
                id,
                jdbc -> jdbc.update(
                                "update document set trash = id, deleted_at = ?, deleted_by = ?"
                                        + " where id = ? and trash = 0",
                                Columns.time(at),
                                by,
                                id.number())
                        > 0));
    }

    /** What was committed shortly before it was discarded is filed first: then its log tells where it ends. */
    @Override
    public final CompletionStage<Boolean> restore(DocumentId id, DocumentKey key, Instant at) {
        if (!StorableText.is(key.name())) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("Such a name cannot be stored"));
        }
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        CompletionStage<Void> settled = reads.submit(() -> {
            documents.settle(id);
            return null;
        });
        settled.whenComplete((nothing, failure) -> {
            if (failure == null) {
                log.submit(restoration(id, key, at)).whenComplete((done, cause) -> complete(result, done, cause));
            } else {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    private Change<Boolean> restoration(DocumentId id, DocumentKey key, Instant at) {
        return new Change<>(
                0,
                jdbc -> {
                    DocumentRows.requireNew(jdbc, key);
                    changed(jdbc, id);
                    return jdbc.update(
                                    "update document set trash = 0, deleted_at = null, deleted_by = '',"
                                            + " name = ?, last_used_at = ?"
                                            + " where id = ? and kind = ? and trash <> 0",
                                    key.name(),
                                    Columns.time(at),
                                    id.number(),
                                    key.kind())
                            > 0;
                },
                violation -> new DocumentExistsException(DocumentRows.exists(key), violation));
    }

    private static void complete(CompletableFuture<Boolean> result, Boolean done, @Nullable Throwable cause) {
        if (cause == null) {
            result.complete(done);
        } else {
            result.completeExceptionally(cause);
        }
    }

    @Override
    public final CompletionStage<Boolean> purge(DocumentId id) {
        return log.submit(DocumentRows.change(
                id, 0, jdbc -> jdbc.update("delete from document where id = ? and trash <> 0", id.number()) > 0));
    }

    @Override
    public final CompletionStage<Boolean> delete(DocumentId id) {
        return log.submit(
                DocumentRows.end(id, jdbc -> jdbc.update("delete from document where id = ?", id.number()) > 0));
    }
}

package dev.coterie.document;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Durable storage of documents: the catalogue, the log and the snapshots.
 *
 * <p>Thread-safe; no method blocks its caller. A stage completes on a storage thread, so do no work in its callbacks
 * beyond handing the result on. A stage that completes normally means <em>committed</em>. Every stage may fail with
 * {@link StorageUnavailableException}: nothing is known to have happened then, and the document has to be loaded again
 * before anything else is written to it.
 */
public interface DocumentStore extends DocumentUpkeep {

    /** Reads a document as of the last commit; empty when there is none of that name. */
    CompletionStage<Optional<StoredDocument>> load(DocumentKey key);

    /** Creates a document; fails with {@link DocumentExistsException} when the name is taken. */
    CompletionStage<DocumentRecord> create(NewDocument document);

    /**
     * Gives an ephemeral document a kind and a name, for good: from now on it is what it was prepared to be. Fails with
     * {@link DocumentExistsException} when the name is taken; false when there is no such ephemeral document.
     */
    CompletionStage<Boolean> publish(DocumentId id, DocumentKey key);

    /**
     * Hands out numbers that were never handed out for this document before, also not before a crash.
     *
     * @param count how many, 1 or more
     * @return the first of {@code count} consecutive numbers; the first ever is 1
     */
    CompletionStage<Long> reserveNumbers(DocumentId id, int count);

    /** Opens the log for writing; one appender is held by the one entity that runs the document. */
    LogAppender appender(DocumentId id);

    /**
     * Reads entries that are committed.
     *
     * @param from the first position wanted
     * @param to the position to stop before
     * @param maxEntries at most so many, the lowest positions first
     */
    CompletionStage<List<LogEntry>> read(DocumentId id, long from, long to, int maxEntries);

    /**
     * Reads the snapshot from which a position is reached by the fewest entries, forwards or backwards; empty when there is
     * none that can be read, or no such document.
     */
    CompletionStage<Optional<Snapshot>> snapshotNear(DocumentId id, long position);

    /**
     * Stores a snapshot of a position that is committed, and drops snapshots that it makes superfluous: the newest two stay,
     * and of the older ones those that the document's collection wants to keep.
     */
    CompletionStage<Void> saveSnapshot(DocumentId id, Snapshot snapshot);
}

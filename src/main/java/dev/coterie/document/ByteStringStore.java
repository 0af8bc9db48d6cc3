package dev.coterie.document;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * Durable storage of byte strings: documents that nobody looks inside and that only grow, by appends at their end, with
 * small named values beside them. A log entry's position is the offset of its first byte, its {@code next} the offset
 * after its last.
 *
 * <p>Thread-safe; no method blocks its caller; stages behave as those of {@link DocumentStore}. What an append costs does
 * not depend on how long the document is.
 */
public interface ByteStringStore extends DocumentUpkeep {

    /** Finds a document as of the last commit, without its bytes; empty when there is none of that name. */
    CompletionStage<Optional<StoredByteString>> find(DocumentKey key);

    /**
     * Creates a document with its first bytes and the records that come with it: all of that or nothing. Fails with
     * {@link DocumentExistsException} when the name is taken, with {@link RecordExistsException} when a record's key is.
     */
    CompletionStage<StoredByteString> create(NewByteString document);

    /**
     * Opens the end for writing; one appender is held by the one entity that runs the document. An append fails with
     * {@link PositionTakenException} when the document's length is not the entry's position, whoever made it longer.
     * Entries have at least one byte.
     */
    LogAppender appender(DocumentId id);

    /**
     * Reads committed bytes: consecutive pieces, the first of which starts at {@code from}.
     *
     * @param to the offset to stop before
     * @param maxBytes 1 or more; so many at most, but what is stored as one row may exceed it; fewer only at the end
     * @return empty when there is nothing from {@code from} on, or the document is gone
     */
    CompletionStage<List<Piece>> read(DocumentId id, long from, long to, int maxBytes);

    /**
     * Sets a value if it is what the writer believes it to be. Fails with {@link PositionTakenException} when it is not,
     * or when the document is gone.
     *
     * @param expectedVersion the version that is stored now; null: there is no value of that name
     */
    CompletionStage<Void> putValue(DocumentId id, NamedValue value, @Nullable Long expectedVersion);

    /**
     * Stores runs of small entries as fewer, larger ones, byte for byte the same, in the background: appends and reads do
     * not wait for it. The last entry is never touched, so that the position of a writer which is behind stays taken.
     *
     * @return how many entries there are fewer
     */
    CompletionStage<Integer> merge(DocumentId id);

    /** Notes that a document was used; nothing happens when it is gone. Times never go back. */
    CompletionStage<Void> touch(DocumentId id, Instant at);

    /** Names documents that were not used since then, the longest unused first. */
    CompletionStage<List<DocumentKey>> unusedSince(String kind, Instant then, int limit);

    /**
     * Consecutive bytes of a document.
     *
     * @param position the offset of the first of them
     */
    record Piece(long position, byte[] bytes) {}
}

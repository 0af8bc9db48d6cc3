package dev.coterie.document;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Finds documents by what they hold. What that is only their protocol knows: it asks which documents have changed, and says
 * what is in them now. A change is known from its commit on, also after a crash.
 *
 * <p>Thread-safe; no method blocks its caller; stages behave as those of {@link DocumentStore}.
 */
public interface FieldIndex {

    /**
     * Documents of a collection that have changed since their fields were stored, as of the last commit.
     *
     * @param after only those with greater ids
     * @param limit at most so many, the lowest ids first
     */
    CompletionStage<List<StaleDocument>> stale(String kind, String collection, DocumentId after, int limit);

    /**
     * Documents that have changed since their fields were stored and can wait no longer, those first that changed first.
     *
     * @param quiet they have not been changed any more for so long
     * @param longest or they have been out of date for so long
     */
    CompletionStage<List<StaleDocument>> overdue(String kind, Duration quiet, Duration longest, int limit);

    /**
     * Stores a document's fields; only what has changed is written. A document that was changed after it was found to be
     * stale stays so; nothing happens to one that is gone.
     *
     * @param fields read after it was found to be stale
     */
    CompletionStage<Void> put(StaleDocument document, DocumentFields fields);

    /** Lets a document that cannot be read wait as if it had just been changed. */
    CompletionStage<Void> postpone(StaleDocument document);

    /**
     * Finds documents by the fields that were stored last.
     *
     * @param timeout fails with {@link SearchTimeoutException} when it takes longer
     */
    CompletionStage<Found> find(FieldSearch search, Duration timeout);

    /**
     * What was found.
     *
     * @param documents those that were wanted, in their order
     * @param total how many there are without offset and limit
     */
    record Found(List<DocumentKey> documents, long total) {}
}

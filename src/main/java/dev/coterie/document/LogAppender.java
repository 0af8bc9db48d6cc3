package dev.coterie.document;

import java.util.concurrent.CompletionStage;

/**
 * Writes one document's log. Confined to the entity that runs the document.
 *
 * <p>Entries are committed in the order of the calls, many documents' entries in one transaction. When one fails, every
 * later one of the same appender fails as well, so that the log never gets a gap.
 */
public interface LogAppender {

    /**
     * Appends an entry whose position is the previous one's {@code next}.
     *
     * @return completes once the entry is committed, in the order of the calls; fails with
     *     {@link PositionTakenException} when another writer holds the position or the document was deleted, with
     *     {@link StorageUnavailableException} when the database refuses
     */
    CompletionStage<Void> append(LogEntry entry);
}

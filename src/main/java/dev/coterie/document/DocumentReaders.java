package dev.coterie.document;

import java.util.Map;

/**
 * Who may read a document.
 *
 * @param named who may, and who may not
 * @param others those of whom nothing is said there
 */
public record DocumentReaders(Map<ReaderId, Boolean> named, Others others) {

    public DocumentReaders {
        named = Map.copyOf(named);
    }

    /** Readers of whom a document says nothing. */
    public enum Others {
        /** Whom the collection lets. */
        AS_COLLECTION,
        /** Everybody of whom the collection says nothing, too. */
        ALLOWED,
        /** Nobody of whom the collection says nothing, too. */
        DENIED
    }
}

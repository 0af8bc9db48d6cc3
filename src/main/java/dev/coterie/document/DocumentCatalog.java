package dev.coterie.document;

import java.time.Instant;
import java.util.List;

/** What is stored, for people who look after it. Thread-safe; blocks its caller, so entities stay away from it. */
public interface DocumentCatalog {

    /**
     * Lists documents by name.
     *
     * @param kind which protocol's documents
     * @param search only documents whose names contain it, whatever the case; empty: all
     * @param offset how many to leave out, 0 or more
     * @param limit at most so many, 1 or more
     */
    Page page(String kind, String search, int offset, int limit);

    /**
     * Lists byte strings by name, as {@link #page} does; what that costs does not depend on how long they are.
     */
    ByteStrings byteStrings(String kind, String search, int offset, int limit);

    /**
     * Some of the documents that were found.
     *
     * @param total how many were found
     */
    record Page(List<Summary> documents, long total) {}

    /**
     * A document without its content.
     *
     * @param entries how many entries its log has
     * @param bytes what its log and its snapshots take
     * @param lastChange when the last entry was made; when it was created, if there is none
     */
    record Summary(DocumentRecord record, long entries, long bytes, Instant lastChange) {}

    /**
     * Some of the byte strings that were found.
     *
     * @param total how many were found
     */
    record ByteStrings(List<ByteString> documents, long total) {}

    /**
     * A byte string without its bytes.
     *
     * @param length in bytes
     * @param lastUsed when it was created or last noted to be used
     */
    record ByteString(DocumentRecord record, long length, Instant lastUsed) {}
}

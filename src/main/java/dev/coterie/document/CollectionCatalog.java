package dev.coterie.document;

import java.util.List;
import java.util.Optional;

/** What collections there are, for people who look after them. Thread-safe; blocks its caller. */
public interface CollectionCatalog {

    /**
     * Collections by name.
     *
     * @param search only those whose name contains it, whatever the case; empty: all
     * @param offset how many to leave out, 0 or more
     * @param limit at most so many, 1 or more
     */
    Page page(String kind, String search, int offset, int limit);

    long count(String kind);

    /**
     * Collections by their numbers.
     *
     * @param after only greater numbers
     * @param limit at most so many
     */
    List<CollectionRecord> records(String kind, long after, int limit);

    Optional<Summary> find(long id);

    /**
     * Some of the collections that were found.
     *
     * @param total how many were found
     */
    record Page(List<Summary> collections, long total) {}

    /**
     * A collection with what is in it.
     *
     * @param documents how many, without those in the trash
     * @param storedBytes what their logs and snapshots take; counting that looks at all of them
     */
    record Summary(CollectionRecord record, long documents, long storedBytes) {}
}

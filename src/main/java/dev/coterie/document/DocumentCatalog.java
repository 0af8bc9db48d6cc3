package dev.coterie.document;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What is stored, for people who look after it. Thread-safe; blocks its caller, so entities stay away from it. Apart from
 * {@link #storedBytes} nothing costs more the longer a document's log is.
 */
public interface DocumentCatalog {

    /** Looks for documents. */
    Page page(Query query);

    /** How many documents of a kind there are, without those in the trash. */
    long count(String kind);

    /** Finds a document, in the trash or not. */
    Optional<Summary> find(DocumentId id);

    /** Finds a document that is not in the trash. */
    Optional<Summary> find(DocumentKey key);

    /**
     * Documents of a kind by their numbers, without those in the trash and those that are ephemeral.
     *
     * @param collection only those in it; null: all
     * @param after only greater numbers
     * @param limit at most so many
     */
    List<DocumentRecord> records(String kind, @Nullable String collection, long after, int limit);

    /** The number that {@link DocumentStore#reserveNumbers} would hand out next; 1 when there is no such document. */
    long nextNumber(DocumentId id);

    /** What all that is stored of a document takes; looks at all of its log. */
    long storedBytes(DocumentId id);

    /**
     * Who made the last entries of a document's log and when, the newest first.
     *
     * @param before only entries that start before this position
     * @param limit at most so many
     */
    List<Stamp> stamps(DocumentId id, long before, int limit);

    /**
     * What documents are looked for.
     *
     * @param kind which protocol's documents
     * @param search only documents whose name, title, collection or owner contains it, whatever the case; empty: all
     * @param descending whether the order is turned round
     * @param offset how many to leave out, 0 or more
     * @param limit at most so many, 1 or more
     */
    record Query(String kind, String search, Among among, Order order, boolean descending, int offset, int limit) {

        /** All that can be opened, by name. */
        public static Query of(String kind, String search, int offset, int limit) {
            return new Query(kind, search, Among.ALL, Order.NAME, false, offset, limit);
        }
    }

    /** Which documents are looked at. */
    enum Among {
        /** All but those in the trash. */
        ALL,
        /** Those which may be changed. */
        WRITABLE,
        /** Those which nobody may change. */
        READ_ONLY,
        /** Those in the trash. */
        TRASH
    }

    /** What a list is ordered by; by name where that is equal. */
    enum Order {
        NAME,
        OWNER,
        COLLECTION,
        CREATED,
        /** By {@link Summary#end()}. */
        LENGTH,
        /** By {@link Summary#lastChange()}. */
        CHANGED,
        /** By {@link Summary#lastUsed()}. */
        USED,
        /** When it got into the trash. */
        DELETED
    }

    /**
     * Some of the documents that were found.
     *
     * @param total how many were found
     */
    record Page(List<Summary> documents, long total) {}

    /**
     * A document without its content.
     *
     * @param deletion null when it is not in the trash
     * @param end where its log ends: the version of what has operations, the length of a byte string
     * @param openingBytes what opening it reads: the newest snapshot and the entries after it, of which there are never many;
     *     0 for a byte string
     * @param lastChange when the last entry was made; when it was created, if there is none
     * @param lastAuthor who made the last entry; empty: not known
     * @param lastUsed when a byte string was created or last noted to be used
     */
    record Summary(
            DocumentRecord record,
            @Nullable Deletion deletion,
            long end,
            long openingBytes,
            Instant lastChange,
            String lastAuthor,
            Instant lastUsed) {}

    /**
     * How a document got into the trash.
     *
     * @param by the username of whoever deleted it; empty: not known
     */
    record Deletion(Instant at, String by) {}

    /**
     * An entry of a log without its content.
     *
     * @param position where the entry starts
     * @param next where the following entry starts
     * @param author as in {@link LogEntry}; empty where entries were merged
     */
    record Stamp(long position, long next, Instant at, String author) {}
}

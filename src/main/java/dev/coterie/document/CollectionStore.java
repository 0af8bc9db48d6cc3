package dev.coterie.document;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Durable storage of what holds for collections of documents. A collection is there without documents, too.
 *
 * <p>Thread-safe; no method blocks its caller; stages behave as those of {@link DocumentStore}.
 */
public interface CollectionStore {

    CompletionStage<Optional<CollectionRecord>> find(String kind, String name);

    /** Finds a collection, and creates it as usual when there is none. */
    CompletionStage<CollectionRecord> ensure(String kind, String name, Instant now);

    /** False when there is no such collection. */
    CompletionStage<Boolean> setPolicy(long id, CollectionPolicy policy);

    /** Replaces the protocol's metadata; false when they are not the expected ones (any more). */
    CompletionStage<Boolean> replaceMetadata(long id, byte[] expected, byte[] metadata);

    /** Deletes a collection that no document is in, also none in the trash; false when there is no such one. */
    CompletionStage<Boolean> deleteEmpty(long id);

    /** Whether collections of a kind are made when a document is created in one that there is not; they usually are. */
    CompletionStage<Boolean> createsMissing(String kind);

    CompletionStage<Void> setCreatesMissing(String kind, boolean creates);
}

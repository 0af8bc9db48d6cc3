package dev.coterie.convergence.model;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.coterie.convergence.CollectionAccess;
import dev.coterie.convergence.ModelCollections;
import dev.coterie.document.CollectionRecord;

/** Changes who may do what in stored collections, and has that followed. Thread-safe. */
final class CollectionCare implements ModelCollections {

    private final LiveCollections collections;

    CollectionCare(LiveCollections collections) {
        this.collections = collections;
    }

    @Override
    public CollectionAccess access(CollectionRecord collection) {
        return StoredCollections.access(collection.metadata());
    }

    @Override
    public CompletionStage<Boolean> change(CollectionRecord seen, CollectionAccess access) {
        return collections
                .store()
                .replaceMetadata(seen.id(), seen.metadata(), StoredCollections.metadata(access))
                .thenCompose(done -> done
                        ? collections.changed(seen.name()).thenApply(told -> true)
                        : CompletableFuture.completedFuture(false));
    }
}

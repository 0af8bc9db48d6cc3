package dev.coterie.convergence.model;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.Models;
import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.wire.ErrorCode;
import dev.coterie.document.CollectionRecord;

/**
 * Whether a collection takes a model that somebody wants to create (sections 5.3, 5.4 and 5.7 of the protocol). Immutable.
 *
 * @param obstacle null: it does
 * @param rules of the collection, if it does
 */
record Creation(@Nullable ErrorCode obstacle, CollectionRules rules) {

    /** A collection that there is not is made, if that is allowed. */
    static CompletionStage<Creation> in(
            LiveCollections collections, String collection, UserKey creator, boolean byOpening, Instant now) {
        long order = collections.next();
        return collection(collections, collection, now)
                .thenCompose(found -> found.<CompletionStage<Creation>>map(record -> collections
                                .rules(order, record)
                                .thenApply(rules -> new Creation(obstacle(rules, creator, byOpening), rules)))
                        .orElseGet(() -> CompletableFuture.completedFuture(
                                new Creation(ErrorCode.COLLECTION_DOES_NOT_EXIST, CollectionRules.OPEN))));
    }

    private static CompletionStage<Optional<CollectionRecord>> collection(
            LiveCollections collections, String name, Instant now) {
        return collections
                .store()
                .find(Models.KIND, name)
                .thenCompose(found -> found.isPresent()
                        ? CompletableFuture.completedFuture(found)
                        : collections
                                .store()
                                .createsMissing(Models.KIND)
                                .thenCompose(creates -> creates
                                        ? collections
                                                .store()
                                                .ensure(Models.KIND, name, now)
                                                .thenApply(Optional::of)
                                        : CompletableFuture.completedFuture(found)));
    }

    private static @Nullable ErrorCode obstacle(CollectionRules rules, UserKey creator, boolean byOpening) {
        boolean allowed = rules.letsCreate(creator) && (rules.autoCreate() || !byOpening);
        return allowed ? null : ErrorCode.UNAUTHORIZED;
    }
}

package dev.coterie.convergence;

import java.util.concurrent.CompletionStage;

import dev.coterie.document.CollectionRecord;

/**
 * Who may do what in collections of models, for those who look after them. Thread-safe; no method blocks its caller; stages
 * fail as those of {@link Models}.
 */
public interface ModelCollections {

    CollectionAccess access(CollectionRecord collection);

    /**
     * Changes who may do what. When the stage completes, that is committed and in effect for everybody who has a model of
     * the collection open, or will be as soon as it can be read back.
     *
     * @param seen the collection as it was when that was decided
     * @return false when somebody else changed it since then, or it is gone
     */
    CompletionStage<Boolean> change(CollectionRecord seen, CollectionAccess access);
}

package dev.coterie.convergence.model;

import java.util.concurrent.CompletionStage;

import dev.coterie.convergence.identity.UserKey;

/** Answers what clients want to know of many models at once. Thread-safe; nothing blocks. */
public interface Queries {

    /**
     * The encoded reply to a query; never fails.
     *
     * @param user who asks, and is told only of models that they may read
     */
    CompletionStage<byte[]> answer(int requestId, UserKey user, String query);
}

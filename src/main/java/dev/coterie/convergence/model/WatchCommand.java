package dev.coterie.convergence.model;

import dev.coterie.cluster.Member;

/** What {@link OfflineWatch} is told. */
public sealed interface WatchCommand {

    /** A session wants to hear when a model changes; it hears at once, so that it looks at the model after that. */
    record Watch(String modelId, Member<SessionEvent> session) implements WatchCommand {}

    /** A session does not want to hear of a model any more. */
    record Unwatch(String modelId, String sessionId) implements WatchCommand {}

    /**
     * A model has changed.
     *
     * @param urgent whether that is more than an edit: who may see it, or that it is gone
     */
    record Changed(String modelId, boolean urgent) implements WatchCommand {}

    /** Those who watch a model may be told again. */
    record Rested(String modelId) implements WatchCommand {}
}

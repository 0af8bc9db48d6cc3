package dev.coterie.convergence.model.ot;

/** What is to be told to the other open sessions about a reference. Immutable. */
public sealed interface ReferenceOutcome {

    /** The others do not know the reference yet: announce it. */
    record Shared(Reference reference) implements ReferenceOutcome {}

    /** The others know the reference: tell what it points to now. */
    record Moved(Reference reference) implements ReferenceOutcome {}

    /** The reference points nowhere now. */
    record Cleared(ReferenceId id) implements ReferenceOutcome {}

    /** The reference is gone. */
    record Unshared(ReferenceId id) implements ReferenceOutcome {}

    /** Nothing is to be told: what well-behaved clients send, too, when something else was faster. */
    record Ignored() implements ReferenceOutcome {}

    /** No well-behaved client sends this. Nothing has changed and nothing is to be told. */
    record Rejected(RejectionReason reason) implements ReferenceOutcome {}
}

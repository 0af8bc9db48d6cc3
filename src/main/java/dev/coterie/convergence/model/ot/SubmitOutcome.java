package dev.coterie.convergence.model.ot;

/** What became of an operation that was submitted to a {@link SharedModel}. Immutable. */
public sealed interface SubmitOutcome {

    /**
     * The operation was applied and has its version. It is to be stored, then acknowledged to its author and sent to
     * the others.
     *
     * @param contextVersion the version before the operation; the model now has the next one
     * @param operation as it is to be sent: transformed and normalised
     * @param applied the same with what it replaced, as it is to be stored
     */
    record Accepted(long contextVersion, Operation operation, AppliedOperation applied) implements SubmitOutcome {

        /** Returns the version that the operation produced. */
        public long version() {
            return contextVersion + 1;
        }
    }

    /** No well-behaved client sends this. Nothing has changed; the session cannot go on with this model. */
    record Rejected(RejectionReason reason) implements SubmitOutcome {}
}

package dev.coterie.convergence.model.ot;

import java.util.Set;

/** What became of an operation that was to be applied to {@link ModelData}. Immutable. */
public sealed interface ApplyOutcome {

    /**
     * The operation was applied.
     *
     * @param operation in the form in which it is to be committed and sent
     * @param applied the same with what it replaced
     * @param removedIds of all values that went, with everything below them
     */
    record Applied(Operation operation, AppliedOperation applied, Set<String> removedIds) implements ApplyOutcome {
        public Applied {
            removedIds = Set.copyOf(removedIds);
        }
    }

    /** The operation does not fit the data, and nothing has changed. */
    record Refused(RejectionReason reason) implements ApplyOutcome {}
}

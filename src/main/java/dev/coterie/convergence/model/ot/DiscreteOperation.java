package dev.coterie.convergence.model.ot;

import java.util.List;

/**
 * One step on one value. Indexes and counts are what somebody sent: nothing is checked before the step is applied.
 * Immutable.
 */
public sealed interface DiscreteOperation extends Operation
        permits StringOperation, ArrayOperation, ObjectOperation, NumberOperation, BooleanSet, DateSet {

    /** Returns the id of the value to be changed. */
    String id();

    /** Tells that the step has no effect. It is still committed, stored and sent; its other fields mean nothing. */
    boolean noOp();

    /** Returns the kind, which tells the implementing record. */
    OperationKind kind();

    /** Returns this step with {@link #noOp()} set and all else kept. */
    DiscreteOperation asNoOp();

    @Override
    default List<DiscreteOperation> steps() {
        return List.of(this);
    }
}

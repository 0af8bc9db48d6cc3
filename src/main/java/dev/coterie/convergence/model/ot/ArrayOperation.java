package dev.coterie.convergence.model.ot;

/** A step on an {@link ArrayValue}. */
public sealed interface ArrayOperation extends DiscreteOperation
        permits ArrayInsert, ArrayRemove, ArrayReplace, ArrayMove, ArraySet {

    @Override
    ArrayOperation asNoOp();
}

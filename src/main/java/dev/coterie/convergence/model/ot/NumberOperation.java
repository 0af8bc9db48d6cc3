package dev.coterie.convergence.model.ot;

/** A step on a {@link DoubleValue}. */
public sealed interface NumberOperation extends DiscreteOperation permits NumberDelta, NumberSet {

    @Override
    NumberOperation asNoOp();
}

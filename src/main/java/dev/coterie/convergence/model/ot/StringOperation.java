package dev.coterie.convergence.model.ot;

/** A step on a {@link StringValue}. */
public sealed interface StringOperation extends DiscreteOperation permits StringSplice, StringSet {

    @Override
    StringOperation asNoOp();
}

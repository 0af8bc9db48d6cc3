package dev.coterie.convergence.model.ot;

/** A step on an {@link ObjectValue}. */
public sealed interface ObjectOperation extends DiscreteOperation permits PropertyOperation, ObjectSet {

    @Override
    ObjectOperation asNoOp();
}

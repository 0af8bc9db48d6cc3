package dev.coterie.convergence.model.ot;

import java.util.Objects;

/** Replaces the truth value of a {@link BooleanValue}. */
public record BooleanSet(String id, boolean noOp, boolean value) implements DiscreteOperation {

    public BooleanSet {
        Objects.requireNonNull(id);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.BOOLEAN_SET;
    }

    @Override
    public BooleanSet asNoOp() {
        return new BooleanSet(id, true, value);
    }
}

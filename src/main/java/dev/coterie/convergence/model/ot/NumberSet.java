package dev.coterie.convergence.model.ot;

import java.util.Objects;

/** Replaces the number. */
public record NumberSet(String id, boolean noOp, double value) implements NumberOperation {

    public NumberSet {
        Objects.requireNonNull(id);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.NUMBER_SET;
    }

    @Override
    public NumberSet asNoOp() {
        return new NumberSet(id, true, value);
    }
}

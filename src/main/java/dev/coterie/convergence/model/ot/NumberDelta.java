package dev.coterie.convergence.model.ot;

import java.util.Objects;

/** Adds to the number. */
public record NumberDelta(String id, boolean noOp, double delta) implements NumberOperation {

    public NumberDelta {
        Objects.requireNonNull(id);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.NUMBER_DELTA;
    }

    @Override
    public NumberDelta asNoOp() {
        return new NumberDelta(id, true, delta);
    }
}

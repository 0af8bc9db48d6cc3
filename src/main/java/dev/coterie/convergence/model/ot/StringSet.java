package dev.coterie.convergence.model.ot;

import java.util.Objects;

/** Replaces the whole text. */
public record StringSet(String id, boolean noOp, String value) implements StringOperation {

    public StringSet {
        Objects.requireNonNull(id);
        Objects.requireNonNull(value);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.STRING_SET;
    }

    @Override
    public StringSet asNoOp() {
        return new StringSet(id, true, value);
    }
}

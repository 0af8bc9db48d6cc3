package dev.coterie.convergence.model.ot;

import java.util.Objects;

/** A truth value. Immutable. */
public record BooleanValue(String id, boolean value) implements DataValue {

    public BooleanValue {
        Objects.requireNonNull(id);
    }

    @Override
    public ValueKind kind() {
        return ValueKind.BOOLEAN;
    }
}

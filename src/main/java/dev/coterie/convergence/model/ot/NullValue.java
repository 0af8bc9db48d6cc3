package dev.coterie.convergence.model.ot;

import java.util.Objects;

/** The absence of a value, which has an id like any other. Immutable. */
public record NullValue(String id) implements DataValue {

    public NullValue {
        Objects.requireNonNull(id);
    }

    @Override
    public ValueKind kind() {
        return ValueKind.NULL;
    }
}

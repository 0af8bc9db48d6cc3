package dev.coterie.convergence.model.ot;

import java.util.List;
import java.util.Objects;

/** A list of values. Immutable. */
public record ArrayValue(String id, List<DataValue> children) implements DataValue {

    public ArrayValue {
        Objects.requireNonNull(id);
        children = List.copyOf(children);
    }

    @Override
    public ValueKind kind() {
        return ValueKind.ARRAY;
    }
}

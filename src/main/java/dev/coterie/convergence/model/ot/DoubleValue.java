package dev.coterie.convergence.model.ot;

import java.util.Objects;

/**
 * A number. Immutable.
 *
 * @param value any double, NaN and the infinities included
 */
public record DoubleValue(String id, double value) implements DataValue {

    public DoubleValue {
        Objects.requireNonNull(id);
    }

    @Override
    public ValueKind kind() {
        return ValueKind.DOUBLE;
    }
}

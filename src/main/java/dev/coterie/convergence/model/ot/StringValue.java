package dev.coterie.convergence.model.ot;

import java.util.Objects;

/**
 * A text. Immutable.
 *
 * @param value any sequence of UTF-16 code units, lone surrogates included: clients edit by code unit
 */
public record StringValue(String id, String value) implements DataValue {

    public StringValue {
        Objects.requireNonNull(id);
        Objects.requireNonNull(value);
    }

    @Override
    public ValueKind kind() {
        return ValueKind.STRING;
    }
}

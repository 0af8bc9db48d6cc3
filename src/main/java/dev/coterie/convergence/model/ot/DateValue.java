package dev.coterie.convergence.model.ot;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * A moment. Immutable.
 *
 * @param value cut down to milliseconds, which is all that a client knows
 */
public record DateValue(String id, Instant value) implements DataValue {

    public DateValue {
        Objects.requireNonNull(id);
        value = value.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public ValueKind kind() {
        return ValueKind.DATE;
    }
}

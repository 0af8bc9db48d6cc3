package dev.coterie.convergence.model.ot;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * Replaces the moment of a {@link DateValue}.
 *
 * @param value cut down to milliseconds
 */
public record DateSet(String id, boolean noOp, Instant value) implements DiscreteOperation {

    public DateSet {
        Objects.requireNonNull(id);
        value = value.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.DATE_SET;
    }

    @Override
    public DateSet asNoOp() {
        return new DateSet(id, true, value);
    }
}

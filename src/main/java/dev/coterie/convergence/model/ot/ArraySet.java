package dev.coterie.convergence.model.ot;

import java.util.List;
import java.util.Objects;

/** Replaces all elements. */
public record ArraySet(String id, boolean noOp, List<DataValue> values) implements ArrayOperation {

    public ArraySet {
        Objects.requireNonNull(id);
        values = List.copyOf(values);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.ARRAY_SET;
    }

    @Override
    public ArraySet asNoOp() {
        return new ArraySet(id, true, values);
    }
}

package dev.coterie.convergence.model.ot;

import java.util.Map;
import java.util.Objects;

/**
 * Replaces all properties.
 *
 * @param values by property name; the order is kept but no part of equality
 */
public record ObjectSet(String id, boolean noOp, Map<String, DataValue> values) implements ObjectOperation {

    public ObjectSet {
        Objects.requireNonNull(id);
        values = ObjectValue.immutable(values);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.OBJECT_SET;
    }

    @Override
    public ObjectSet asNoOp() {
        return new ObjectSet(id, true, values);
    }
}

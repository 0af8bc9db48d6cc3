package dev.coterie.convergence.model.ot;

import java.util.Objects;

/** Puts a new value in place of that of a property that is there. */
public record ObjectSetProperty(String id, boolean noOp, String key, DataValue value) implements PropertyOperation {

    public ObjectSetProperty {
        Objects.requireNonNull(id);
        Objects.requireNonNull(key);
        Objects.requireNonNull(value);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.OBJECT_SET_PROPERTY;
    }

    @Override
    public ObjectSetProperty asNoOp() {
        return new ObjectSetProperty(id, true, key, value);
    }

    ObjectAddProperty asAddProperty() {
        return new ObjectAddProperty(id, noOp, key, value);
    }
}

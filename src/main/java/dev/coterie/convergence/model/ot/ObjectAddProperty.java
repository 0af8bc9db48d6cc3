package dev.coterie.convergence.model.ot;

import java.util.Objects;

/** Adds a property that is not there yet. */
public record ObjectAddProperty(String id, boolean noOp, String key, DataValue value) implements PropertyOperation {

    public ObjectAddProperty {
        Objects.requireNonNull(id);
        Objects.requireNonNull(key);
        Objects.requireNonNull(value);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.OBJECT_ADD_PROPERTY;
    }

    @Override
    public ObjectAddProperty asNoOp() {
        return new ObjectAddProperty(id, true, key, value);
    }

    ObjectSetProperty asSetProperty() {
        return new ObjectSetProperty(id, noOp, key, value);
    }
}

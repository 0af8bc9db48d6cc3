package dev.coterie.convergence.model.ot;

import java.util.Objects;

/** Removes a property that is there. */
public record ObjectRemoveProperty(String id, boolean noOp, String key) implements PropertyOperation {

    public ObjectRemoveProperty {
        Objects.requireNonNull(id);
        Objects.requireNonNull(key);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.OBJECT_REMOVE_PROPERTY;
    }

    @Override
    public ObjectRemoveProperty asNoOp() {
        return new ObjectRemoveProperty(id, true, key);
    }
}

package dev.coterie.convergence.model.ot;

import java.util.Objects;

/** Removes the element at the index. */
public record ArrayRemove(String id, boolean noOp, int index) implements ArrayOperation {

    public ArrayRemove {
        Objects.requireNonNull(id);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.ARRAY_REMOVE;
    }

    @Override
    public ArrayRemove asNoOp() {
        return new ArrayRemove(id, true, index);
    }

    ArrayRemove at(int newIndex) {
        return new ArrayRemove(id, noOp, newIndex);
    }
}

package dev.coterie.convergence.model.ot;

import java.util.Objects;

/** Inserts a value so that it has the index. */
public record ArrayInsert(String id, boolean noOp, int index, DataValue value) implements ArrayOperation {

    public ArrayInsert {
        Objects.requireNonNull(id);
        Objects.requireNonNull(value);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.ARRAY_INSERT;
    }

    @Override
    public ArrayInsert asNoOp() {
        return new ArrayInsert(id, true, index, value);
    }

    ArrayInsert at(int newIndex) {
        return new ArrayInsert(id, noOp, newIndex, value);
    }
}

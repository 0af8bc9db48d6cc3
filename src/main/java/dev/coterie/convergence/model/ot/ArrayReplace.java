package dev.coterie.convergence.model.ot;

import java.util.Objects;

/** Puts a new value in place of the element at the index. */
public record ArrayReplace(String id, boolean noOp, int index, DataValue value) implements ArrayOperation {

    public ArrayReplace {
        Objects.requireNonNull(id);
        Objects.requireNonNull(value);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.ARRAY_REPLACE;
    }

    @Override
    public ArrayReplace asNoOp() {
        return new ArrayReplace(id, true, index, value);
    }

    ArrayReplace at(int newIndex) {
        return new ArrayReplace(id, noOp, newIndex, value);
    }

    ArrayInsert asInsert() {
        return new ArrayInsert(id, noOp, index, value);
    }
}

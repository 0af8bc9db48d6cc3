package dev.coterie.convergence.model.ot;

import java.util.Objects;

/** Takes the element at {@code fromIndex} out and puts it back so that it has {@code toIndex} in the result. */
public record ArrayMove(String id, boolean noOp, int fromIndex, int toIndex) implements ArrayOperation {

    public ArrayMove {
        Objects.requireNonNull(id);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.ARRAY_MOVE;
    }

    @Override
    public ArrayMove asNoOp() {
        return new ArrayMove(id, true, fromIndex, toIndex);
    }

    boolean isForward() {
        return fromIndex < toIndex;
    }

    boolean isBackward() {
        return fromIndex > toIndex;
    }

    /** Tells whether the element stays where it is. */
    boolean isIdentity() {
        return fromIndex == toIndex;
    }

    int low() {
        return Math.min(fromIndex, toIndex);
    }

    int high() {
        return Math.max(fromIndex, toIndex);
    }

    ArrayMove shifted(int fromBy, int toBy) {
        return new ArrayMove(id, noOp, fromIndex + fromBy, toIndex + toBy);
    }

    ArrayMove from(int newFromIndex) {
        return new ArrayMove(id, noOp, newFromIndex, toIndex);
    }

    /** Returns the identity move of the element at the index. */
    ArrayMove stayingAt(int index) {
        return new ArrayMove(id, noOp, index, index);
    }
}

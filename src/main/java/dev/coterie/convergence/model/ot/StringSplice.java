package dev.coterie.convergence.model.ot;

import java.util.Objects;

/**
 * Removes {@code deleteCount} code units at {@code index}, then inserts {@code text} there.
 *
 * @param index in UTF-16 code units
 * @param deleteCount in UTF-16 code units
 */
public record StringSplice(String id, boolean noOp, int index, int deleteCount, String text)
        implements StringOperation {

    public StringSplice {
        Objects.requireNonNull(id);
        Objects.requireNonNull(text);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.STRING_SPLICE;
    }

    @Override
    public StringSplice asNoOp() {
        return new StringSplice(id, true, index, deleteCount, text);
    }

    /** Tells whether the splice neither removes nor inserts. */
    boolean isEmpty() {
        return deleteCount == 0 && text.isEmpty();
    }

    /** Tells whether the splice only inserts. */
    boolean isInsertion() {
        return deleteCount == 0 && !text.isEmpty();
    }

    /** Tells whether the splice both removes and inserts: a "true splice", which is never committed. */
    boolean isReplacement() {
        return deleteCount != 0 && !text.isEmpty();
    }

    /** Returns the exclusive end of what is removed. */
    int end() {
        return index + deleteCount;
    }

    StringSplice at(int newIndex) {
        return new StringSplice(id, noOp, newIndex, deleteCount, text);
    }

    StringSplice moved(int by) {
        return at(index + by);
    }

    StringSplice deleting(int newDeleteCount) {
        return new StringSplice(id, noOp, index, newDeleteCount, text);
    }

    StringSplice deletingMore(int by) {
        return deleting(deleteCount + by);
    }
}

package dev.coterie.bench;

/**
 * A removal or an insertion in a text, as editors make them: never both at once. Immutable.
 *
 * @param index in UTF-16 code units
 * @param deleteCount in UTF-16 code units
 * @param noOp whether it has become without effect
 */
record Splice(int index, int deleteCount, String text, boolean noOp) {

    Splice {
        if (deleteCount > 0 && !text.isEmpty() && !noOp) {
            throw new IllegalArgumentException("a splice that removes and inserts");
        }
    }

    static Splice insert(int index, String text) {
        return new Splice(index, 0, text, false);
    }

    static Splice remove(int index, int deleteCount) {
        return new Splice(index, deleteCount, "", false);
    }

    Splice asNoOp() {
        return new Splice(index, deleteCount, text, true);
    }

    /** Whether it can neither change a text nor move anything. */
    boolean isIdle() {
        return noOp || deleteCount == 0 && text.isEmpty();
    }

    boolean isInsertion() {
        return deleteCount == 0;
    }

    int end() {
        return index + deleteCount;
    }

    Splice moved(int by) {
        return by == 0 ? this : new Splice(index + by, deleteCount, text, noOp);
    }

    Splice widened(int by) {
        return new Splice(index, deleteCount + by, text, noOp);
    }

    /** @throws IndexOutOfBoundsException when it does not fit */
    void applyTo(StringBuilder target) {
        if (isIdle()) {
            return;
        }
        if (index < 0 || end() > target.length()) {
            throw new IndexOutOfBoundsException(this + " in a text of " + target.length());
        }
        if (isInsertion()) {
            target.insert(index, text);
        } else {
            target.delete(index, end());
        }
    }
}

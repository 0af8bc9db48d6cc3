package dev.coterie.convergence.query;

/** A text is no query. The message says why. */
public final class InvalidQueryException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int index;

    public InvalidQueryException(int index, String reason) {
        super(reason);
        this.index = index;
    }

    /** Which of the text's UTF-16 code units is wrong, 0 is the first; the text's length: it ends too early. */
    public int index() {
        return index;
    }
}

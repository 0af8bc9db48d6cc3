package dev.coterie.document;

/** A search takes too long. */
public final class SearchTimeoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SearchTimeoutException(Throwable cause) {
        super("The search takes too long", cause);
    }
}

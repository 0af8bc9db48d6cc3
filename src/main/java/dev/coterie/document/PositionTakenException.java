package dev.coterie.document;

/** Another writer holds the position, or the document is gone: who sees this must load the document anew. */
public class PositionTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PositionTakenException(String message) {
        super(message);
    }

    public PositionTakenException(String message, Throwable cause) {
        super(message, cause);
    }
}

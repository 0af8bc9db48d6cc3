package dev.coterie.document;

/** A record of that space and key exists already, expired or not. */
public class RecordExistsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RecordExistsException(String message) {
        super(message);
    }

    public RecordExistsException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.coterie.document;

/** There is a document of that name already. */
public class DocumentExistsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DocumentExistsException(String message) {
        super(message);
    }

    public DocumentExistsException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.coterie.document;

/** What is stored of a document does not fit together; somebody has to look at the database. */
public class DamagedDocumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DamagedDocumentException(String message) {
        super(message);
    }
}

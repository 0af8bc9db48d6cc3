package dev.coterie.admin;

/** The boards did not answer in time, or could not; whether what they were asked to do is done is not known. */
class BoardsUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BoardsUnavailableException(Throwable cause) {
        super("The boards do not answer", cause);
    }
}

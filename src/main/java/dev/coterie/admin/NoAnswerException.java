package dev.coterie.admin;

/** Documents or boards did not answer in time, or could not; whether what they were asked to do is done is not known. */
class NoAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoAnswerException(Throwable cause) {
        super("Documents or boards do not answer", cause);
    }
}

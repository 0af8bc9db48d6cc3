package dev.coterie.zwibbler.settings;

/** The zwibbler.conf that is configured cannot be read; the message is a whole sentence. */
class ZwibblerConfException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ZwibblerConfException(String message, Throwable cause) {
        super(message, cause);
    }
}

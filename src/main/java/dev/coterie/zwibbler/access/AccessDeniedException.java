package dev.coterie.zwibbler.access;

/** Nothing may be opened by that name; the message says why and never contains the name. */
public class AccessDeniedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AccessDeniedException(String message) {
        super(message);
    }
}

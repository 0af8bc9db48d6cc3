package dev.coterie.token;

/** A token that is not accepted; the message says why and never holds the token. */
public class TokenRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TokenRejectedException(String message) {
        super(message);
    }
}

package dev.coterie.token;

/** Verifies tokens that clients present. Thread-safe. */
public interface TokenVerifier {

    /**
     * Checks signature (RS256 only), key id, audience and times with a leeway of 30 seconds.
     *
     * @throws TokenRejectedException when anything is wrong; its message says what and never holds the token
     */
    VerifiedToken verify(String token);
}

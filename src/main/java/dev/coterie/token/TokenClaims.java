package dev.coterie.token;

/** What the claims of a token are called (protocol, section 3.3). */
final class TokenClaims {

    static final String AUDIENCE = "Convergence";
    static final String DISPLAY_NAME = "displayName";
    static final String FIRST_NAME = "firstName";
    static final String LAST_NAME = "lastName";
    static final String EMAIL = "email";
    static final String GROUPS = "groups";

    private TokenClaims() {}
}

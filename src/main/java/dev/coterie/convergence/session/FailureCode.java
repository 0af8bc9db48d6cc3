package dev.coterie.convergence.session;

import java.util.Locale;

/** Why a client is not let in (section 3.6 of the protocol); on the wire in lower case. */
enum FailureCode {
    DOMAIN_NOT_FOUND(false),
    /** Too much waits to be authenticated. */
    DOMAIN_UNAVAILABLE(true),
    /** The database cannot be reached. */
    DOMAIN_ERROR(true),
    AUTHENTICATION_FAILED(false),
    ANONYMOUS_AUTH_DISABLED(false),
    INVALID_AUTH_METHOD(false);

    private final boolean retryOk;

    FailureCode(boolean retryOk) {
        this.retryOk = retryOk;
    }

    /** Whether the client should try again by itself. */
    boolean retryOk() {
        return retryOk;
    }

    String onWire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

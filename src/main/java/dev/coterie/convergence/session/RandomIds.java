package dev.coterie.convergence.session;

import java.security.SecureRandom;
import java.util.Base64;

import org.springframework.stereotype.Component;

/** Makes session ids and reconnect tokens that nobody can guess and that never come twice. Thread-safe. */
@Component
class RandomIds {

    private static final int SESSION_ID_BYTES = 12;
    private static final int TOKEN_BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    /** 16 characters. */
    String sessionId() {
        return characters(SESSION_ID_BYTES);
    }

    /** 43 characters. */
    ReconnectToken reconnectToken() {
        return new ReconnectToken(characters(TOKEN_BYTES));
    }

    private String characters(int bytes) {
        byte[] secret = new byte[bytes];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}

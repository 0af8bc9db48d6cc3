package dev.coterie.token;

import java.time.Instant;

/** A signed token. Secret: its {@code toString} does not show it. */
public record IssuedToken(String token, Instant expiresAt) {

    @Override
    public String toString() {
        return "IssuedToken[expiresAt=" + expiresAt + "]";
    }
}

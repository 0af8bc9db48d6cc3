package dev.coterie.token;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the tokens. Immutable.
 *
 * @param keyFile the private key, PEM; the public one is beside it with {@code .pub} added. Both are made when neither
 *     is there
 * @param keyId the key id that the header of a token carries, and that a Convergence server knows the key by
 * @param lifetime how long a token is valid; one second or more
 * @param overlap how long tokens of the old key are accepted after the key was rotated; 0: not at all. Not set: two days,
 *     or {@code lifetime} when that is longer
 */
@ConfigurationProperties("coterie.jwt")
record JwtProperties(
        @DefaultValue("jwt-key") Path keyFile,
        @DefaultValue("Django collab App") String keyId,
        @DefaultValue("1d") Duration lifetime,
        @Nullable Duration overlap) {

    private static final Duration LEAST_OVERLAP = Duration.ofDays(2);

    JwtProperties {
        if (keyId.isBlank()) {
            throw new IllegalArgumentException("coterie.jwt.key-id must not be empty");
        }
        if (lifetime.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("coterie.jwt.lifetime must be one second or more");
        }
        if (overlap != null && overlap.isNegative()) {
            throw new IllegalArgumentException("coterie.jwt.overlap must not be negative");
        }
    }

    Duration overlapOrDefault() {
        if (overlap != null) {
            return overlap;
        }
        return lifetime.compareTo(LEAST_OVERLAP) > 0 ? lifetime : LEAST_OVERLAP;
    }
}

package dev.coterie.token;

import java.nio.file.Path;
import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the tokens. Immutable.
 *
 * @param keyFile the private key, PEM; the public one is beside it with {@code .pub} added. Both are made when neither
 *     is there
 * @param keyId the key id that the header of a token carries, and that a Convergence server knows the key by
 * @param lifetime how long a token is valid; one second or more
 */
@ConfigurationProperties("coterie.jwt")
record JwtProperties(
        @DefaultValue("jwt-key") Path keyFile,
        @DefaultValue("Django collab App") String keyId,
        @DefaultValue("1d") Duration lifetime) {

    JwtProperties {
        if (keyId.isBlank()) {
            throw new IllegalArgumentException("coterie.jwt.key-id must not be empty");
        }
        if (lifetime.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("coterie.jwt.lifetime must be one second or more");
        }
    }

    Path publicKeyFile() {
        return keyFile.resolveSibling(keyFile.getFileName() + ".pub");
    }
}

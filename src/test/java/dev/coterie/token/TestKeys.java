package dev.coterie.token;

import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;

/** A key for the tests of other rooms. */
public final class TestKeys {

    private TestKeys() {}

    public static RSAPublicKey publicKey() {
        return Keys.OURS.publicKey();
    }

    /** Keys that are kept in memory and not retired. */
    public static SigningKeys signingKeys(String id) {
        return new SigningKeys() {

            private volatile PublicSigningKey current = new PublicSigningKey(id, publicKey());

            @Override
            public PublicSigningKey current() {
                return current;
            }

            @Override
            public KeyStatus status() {
                return new KeyStatus(current, Instant.EPOCH, Path.of("jwt-key"), null, Duration.ZERO);
            }

            @Override
            public boolean rotate(String thumbprint) {
                boolean meant = current.thumbprint().equals(thumbprint);
                if (meant) {
                    current = new PublicSigningKey(id, RsaKeyPair.generate(2048).publicKey());
                }
                return meant;
            }

            @Override
            public boolean forgetRetired() {
                return false;
            }
        };
    }
}

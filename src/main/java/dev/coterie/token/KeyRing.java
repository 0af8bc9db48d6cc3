package dev.coterie.token;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The keys as they were read together. Immutable. Secret.
 *
 * @param keyId the key id of the pair
 * @param pair what signs
 * @param since when the pair was made, or at least when its file was written
 * @param retired what signed before; null: nothing that still counts
 */
record KeyRing(
        String keyId,
        RsaKeyPair pair,
        Instant since,
        @Nullable RetiredKey retired) {

    PublicSigningKey current() {
        return new PublicSigningKey(keyId, pair.publicKey());
    }

    Optional<RetiredKey> retiredAt(Instant now) {
        return Optional.ofNullable(retired).filter(key -> key.isValidAt(now));
    }
}

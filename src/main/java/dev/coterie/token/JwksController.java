package dev.coterie.token;

import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Publishes the public keys as a JSON Web Key Set (RFC 7517): the one in use under the configured key id, and the one
 * before, as long as its tokens are accepted, under its thumbprint. Thread-safe.
 */
@RestController
class JwksController {

    /** After a rotation somebody may refuse new tokens for so long. */
    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final KeySource keys;
    private final Clock clock;

    @Autowired
    JwksController(KeySource keys) {
        this(keys, Clock.systemUTC());
    }

    JwksController(KeySource keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @GetMapping("/.well-known/jwks.json")
    ResponseEntity<KeySet> keys() {
        KeyRing ring = keys.ring();
        Stream<Key> retired = ring.retiredAt(clock.instant()).stream().map(key -> Key.of(key.id(), key.key()));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(MAX_AGE).cachePublic())
                .body(new KeySet(
                        Stream.concat(Stream.of(Key.of(ring.keyId(), ring.pair().publicKey())), retired)
                                .toList()));
    }

    record KeySet(List<Key> keys) {}

    record Key(String kty, String use, String alg, String kid, String n, String e) {

        static Key of(String id, RSAPublicKey key) {
            return new Key(
                    "RSA",
                    "sig",
                    "RS256",
                    id,
                    Fingerprints.base64Url(key.getModulus()),
                    Fingerprints.base64Url(key.getPublicExponent()));
        }
    }
}

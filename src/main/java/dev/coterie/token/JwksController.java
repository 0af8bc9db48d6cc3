package dev.coterie.token;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Publishes the public key as a JSON Web Key Set (RFC 7517). Thread-safe. */
@RestController
class JwksController {

    private static final Duration MAX_AGE = Duration.ofHours(1);

    private final KeySet keys;

    JwksController(PublicSigningKey key) {
        this.keys = new KeySet(List.of(new Key(
                "RSA",
                "sig",
                "RS256",
                key.id(),
                base64Url(key.key().getModulus()),
                base64Url(key.key().getPublicExponent()))));
    }

    @GetMapping("/.well-known/jwks.json")
    ResponseEntity<KeySet> keys() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(MAX_AGE).cachePublic())
                .body(keys);
    }

    /** Big-endian without leading zero bytes (RFC 7518, section 2). */
    private static String base64Url(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int start = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(bytes, start, bytes.length));
    }

    record KeySet(List<Key> keys) {}

    record Key(String kty, String use, String alg, String kid, String n, String e) {}
}

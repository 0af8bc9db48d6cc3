package dev.coterie.zwibbler.conformance;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signed tokens (section 7.2), written by hand so that wrong ones can be written as well. Stateless. */
final class SignedToken {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private SignedToken() {}

    /** @param algorithm {@code HS256}, {@code HS384} or {@code HS512} */
    static String of(String algorithm, byte[] key, String claims) {
        String content = content(algorithm, claims);
        return content + "." + ENCODER.encodeToString(sign(algorithm, key, content));
    }

    static String content(String algorithm, String claims) {
        return encoded("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}") + "." + encoded(claims);
    }

    static String encoded(String json) {
        return ENCODER.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] sign(String algorithm, byte[] key, String content) {
        try {
            String name = "HmacSHA" + algorithm.substring(2);
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(key, name));
            return mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}

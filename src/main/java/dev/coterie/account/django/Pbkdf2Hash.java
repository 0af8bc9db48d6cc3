package dev.coterie.account.django;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** {@code pbkdf2_sha256$iterations$salt$base64}, Django's default. Immutable. */
record Pbkdf2Hash(Digest digest, int iterations, byte[] salt, byte[] key) implements DjangoHash {

    /** Django's default was 10,000 in 2012 and is 1,200,000 in version 6. */
    static final int MAX_ITERATIONS = 5_000_000;

    private static final Pattern FORM = Pattern.compile("(\\d{1,10})\\$([^$]{1,128})\\$([A-Za-z0-9+/=]+)");

    /** The hash function inside. */
    enum Digest {
        SHA1("PBKDF2WithHmacSHA1", 20),
        SHA256("PBKDF2WithHmacSHA256", 32);

        private final String algorithm;
        private final int bytes;

        Digest(String algorithm, int bytes) {
            this.algorithm = algorithm;
            this.bytes = bytes;
        }
    }

    static Pbkdf2Hash read(Digest digest, String text) throws FlawedHashException {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new FlawedHashException(HashFlaw.MALFORMED);
        }
        long iterations = Long.parseLong(parts.group(1));
        byte[] key = Base64.getDecoder().decode(parts.group(3));
        if (iterations < 1 || key.length != digest.bytes) {
            throw new FlawedHashException(HashFlaw.MALFORMED);
        }
        FlawedHashException.unless(iterations <= MAX_ITERATIONS);
        return new Pbkdf2Hash(digest, (int) iterations, parts.group(2).getBytes(StandardCharsets.UTF_8), key);
    }

    @Override
    public boolean matches(String password) {
        PBEKeySpec work = new PBEKeySpec(password.toCharArray(), salt, iterations, key.length * Byte.SIZE);
        try {
            byte[] derived = SecretKeyFactory.getInstance(digest.algorithm)
                    .generateSecret(work)
                    .getEncoded();
            return MessageDigest.isEqual(derived, key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + digest.algorithm, e);
        } finally {
            work.clearPassword();
        }
    }
}

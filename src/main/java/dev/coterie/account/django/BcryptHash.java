package dev.coterie.account.django;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * {@code bcrypt_sha256$$2b$cost$…}: bcrypt of the SHA-256 in hexadecimal; or {@code bcrypt$$2b$cost$…}: of the password
 * itself, of which it takes 72 bytes. Immutable.
 */
record BcryptHash(boolean digested, String hash) implements DjangoHash {

    /** Django's default is 12; each one more takes twice as long. */
    static final int MAX_COST = 15;

    private static final int MIN_COST = 4;
    private static final int MAX_BYTES = 72;
    private static final Pattern FORM = Pattern.compile("\\$2[aby]?\\$(\\d\\d)\\$[./0-9A-Za-z]{53}");

    static BcryptHash read(boolean digested, String text) throws FlawedHashException {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new FlawedHashException(HashFlaw.MALFORMED);
        }
        int cost = Integer.parseInt(parts.group(1));
        if (cost < MIN_COST) {
            throw new FlawedHashException(HashFlaw.MALFORMED);
        }
        FlawedHashException.unless(cost <= MAX_COST);
        return new BcryptHash(digested, text);
    }

    @Override
    public boolean matches(String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        return BCrypt.checkpw(
                digested
                        ? HexFormat.of().formatHex(sha256(bytes)).getBytes(StandardCharsets.US_ASCII)
                        : Arrays.copyOf(bytes, Math.min(bytes.length, MAX_BYTES)),
                hash);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}

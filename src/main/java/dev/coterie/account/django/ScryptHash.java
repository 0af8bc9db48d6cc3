package dev.coterie.account.django;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bouncycastle.crypto.generators.SCrypt;

/**
 * {@code scrypt$n$salt$r$p$base64}. Immutable.
 *
 * @param cost a power of two, as {@code n} is
 * @param blockSize {@code r}
 * @param lanes {@code p}
 */
record ScryptHash(int cost, int blockSize, int lanes, byte[] salt, byte[] key) implements DjangoHash {

    /** Django's default is 16 MB. */
    static final long MAX_MEMORY = 128L * 1024 * 1024;

    /** {@code n*r*p}; Django's default is 655,360. */
    static final long MAX_WORK = 4L * 1024 * 1024;

    private static final int BYTES_PER_COST_AND_BLOCK = 128;
    private static final int KEY_BYTES = 64;

    /** By RFC 7914: n is less than 2^(128*r/8). */
    private static final int MAX_COST_OF_SMALLEST_BLOCK = 65_536;

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,8})\\$([^$]{1,128})\\$(\\d{1,4})\\$(\\d{1,4})\\$([A-Za-z0-9+/=]+)");

    static ScryptHash read(String text) throws FlawedHashException {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new FlawedHashException(HashFlaw.MALFORMED);
        }
        ScryptHash hash = new ScryptHash(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(3)),
                Integer.parseInt(parts.group(4)),
                parts.group(2).getBytes(StandardCharsets.UTF_8),
                Base64.getDecoder().decode(parts.group(5)));
        if (hash.cost < 2
                || Integer.bitCount(hash.cost) != 1
                || hash.blockSize < 1
                || hash.lanes < 1
                || hash.key.length != KEY_BYTES
                || (hash.blockSize == 1 && hash.cost >= MAX_COST_OF_SMALLEST_BLOCK)) {
            throw new FlawedHashException(HashFlaw.MALFORMED);
        }
        FlawedHashException.unless(
                hash.memory() <= MAX_MEMORY && (long) hash.cost * hash.blockSize * hash.lanes <= MAX_WORK);
        return hash;
    }

    @Override
    public long memory() {
        return BYTES_PER_COST_AND_BLOCK * (long) cost * blockSize;
    }

    @Override
    public boolean matches(String password) {
        byte[] derived =
                SCrypt.generate(password.getBytes(StandardCharsets.UTF_8), salt, cost, blockSize, lanes, KEY_BYTES);
        return MessageDigest.isEqual(derived, key);
    }
}

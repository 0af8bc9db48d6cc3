package dev.coterie.account.django;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * {@code argon2$argon2id$v=19$m=102400,t=2,p=8$salt$key}, base64 without its padding. Immutable.
 *
 * @param memoryKib a multiple of 1024 bytes, as {@code m} is
 */
record Argon2Hash(int type, int version, int memoryKib, int passes, int lanes, byte[] salt, byte[] key)
        implements DjangoHash {

    /** Django's default is 102,400, which is 100 MB. */
    static final int MAX_MEMORY_KIB = 256 * 1024;

    /** Memory times passes; Django's default is 204,800. */
    static final int MAX_WORK_KIB = 1024 * 1024;

    static final int MAX_LANES = 64;

    private static final int BLOCKS_PER_LANE = 8;
    private static final int KIB = 1024;
    private static final Pattern FORM =
            Pattern.compile("argon2(id|i|d)\\$(?:v=(16|19)\\$)?m=(\\d{1,9}),t=(\\d{1,9}),p=(\\d{1,9})"
                    + "\\$([A-Za-z0-9+/]{11,128})\\$([A-Za-z0-9+/]{16,128})");

    static Argon2Hash read(String text) throws FlawedHashException {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new FlawedHashException(HashFlaw.MALFORMED);
        }
        int memoryKib = Integer.parseInt(parts.group(3));
        int passes = Integer.parseInt(parts.group(4));
        int lanes = Integer.parseInt(parts.group(5));
        if (passes < 1 || lanes < 1) {
            throw new FlawedHashException(HashFlaw.MALFORMED);
        }
        FlawedHashException.unless(lanes <= MAX_LANES
                && memoryKib <= MAX_MEMORY_KIB
                && (long) memoryKib * passes <= MAX_WORK_KIB
                && passes <= MAX_WORK_KIB / KIB);
        if (memoryKib < BLOCKS_PER_LANE * lanes) {
            throw new FlawedHashException(HashFlaw.MALFORMED);
        }
        return new Argon2Hash(
                type(parts.group(1)),
                parts.group(2) == null ? Argon2Parameters.ARGON2_VERSION_10 : Integer.parseInt(parts.group(2)),
                memoryKib,
                passes,
                lanes,
                Base64.getDecoder().decode(parts.group(6)),
                Base64.getDecoder().decode(parts.group(7)));
    }

    private static int type(String name) {
        return switch (name) {
            case "d" -> Argon2Parameters.ARGON2_d;
            case "i" -> Argon2Parameters.ARGON2_i;
            default -> Argon2Parameters.ARGON2_id;
        };
    }

    @Override
    public long memory() {
        return (long) memoryKib * KIB;
    }

    @Override
    public boolean matches(String password) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(type)
                .withVersion(version)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] derived = new byte[key.length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), derived);
        return MessageDigest.isEqual(derived, key);
    }
}

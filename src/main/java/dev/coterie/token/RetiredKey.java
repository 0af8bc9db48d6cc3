package dev.coterie.token;

import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The public key that the last rotation took out of use, and how long its tokens are accepted. Its file is the key in PEM
 * with lines before it, which readers of PEM skip. Immutable.
 *
 * @param key the key
 * @param successor the thumbprint of the key that took its place: beside any other one this key means nothing
 * @param rotatedAt when that was, whole seconds
 * @param validUntil when its tokens end, whatever they say themselves
 */
public record RetiredKey(RSAPublicKey key, String successor, Instant rotatedAt, Instant validUntil) {

    /** Another server that shares the key files may sign with the old one for a moment; clocks differ as well. */
    private static final Duration LEEWAY = Duration.ofSeconds(30);

    private static final Pattern LINES =
            Pattern.compile("Successor: (\\S+)\\R" + "Rotated: (\\S+)\\R" + "Valid until: (\\S+)\\R");

    /** Its key id in a key set: the configured one belongs to the key in use. */
    public String id() {
        return Fingerprints.thumbprint(key);
    }

    /** Whether its tokens are accepted at that time. */
    boolean isValidAt(Instant now) {
        return now.isBefore(validUntil);
    }

    /** Whether a token may be its work: one that was issued later, or does not say when, is not. */
    boolean mayHaveSignedAt(@Nullable Instant issuedAt) {
        return issuedAt != null && !issuedAt.isAfter(rotatedAt.plus(LEEWAY));
    }

    String toText() {
        return "Successor: " + successor + "\nRotated: " + rotatedAt + "\nValid until: " + validUntil + "\n"
                + new PemBlock(KeyFiles.SUBJECT_PUBLIC_KEY_INFO, key.getEncoded()).toText();
    }

    /**
     * Reads what {@link #toText} has written.
     *
     * @return empty when the lines before the key are missing
     * @throws KeyFileException when there is no key in it
     */
    static Optional<RetiredKey> read(Path file) {
        RSAPublicKey key = KeyFiles.readPublic(file);
        Matcher lines = LINES.matcher(KeyFiles.readText(file));
        if (!lines.lookingAt()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new RetiredKey(key, lines.group(1), Instant.parse(lines.group(2)), Instant.parse(lines.group(3))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

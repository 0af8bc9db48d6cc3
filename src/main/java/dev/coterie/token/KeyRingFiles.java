package dev.coterie.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the key ring, also in the middle of a rotation: the private file says which key is in use, and its other half is
 * under its own name or still under its working name. Stateless.
 */
final class KeyRingFiles {

    private static final Logger log = LoggerFactory.getLogger(KeyRingFiles.class);

    private final KeyLayout layout;
    private final String keyId;

    KeyRingFiles(KeyLayout layout, String keyId) {
        this.layout = layout;
        this.keyId = keyId;
    }

    /** @throws KeyFileException when there is no whole pair */
    KeyRing read() {
        RsaKeyPair pair = readPair();
        return new KeyRing(keyId, pair, modified(layout.privateFile()), retiredBy(pair));
    }

    /** Once more at the end: a rotation may have finished between the first look and the second. */
    private RsaKeyPair readPair() {
        List<KeyFileException> problems = new ArrayList<>();
        for (Path publicFile : List.of(layout.publicFile(), layout.newPublicFile(), layout.publicFile())) {
            try {
                return KeyFiles.read(layout.privateFile(), publicFile);
            } catch (KeyFileException e) {
                problems.add(e);
            }
        }
        throw problems.get(0);
    }

    private @Nullable RetiredKey retiredBy(RsaKeyPair pair) {
        String current = Fingerprints.thumbprint(pair.publicKey());
        return Stream.of(layout.newRetiredFile(), layout.retiredFile())
                .flatMap(file -> readRetired(file).stream())
                .filter(retired -> retired.successor().equals(current))
                .findFirst()
                .orElse(null);
    }

    /** An old key that nobody can read must not keep the server from starting. */
    static Optional<RetiredKey> readRetired(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return RetiredKey.read(file);
        } catch (KeyFileException e) {
            log.warn("{} Tokens of the old key are refused", e.getMessage());
            return Optional.empty();
        }
    }

    /** Tells whether a file has changed since another stamp was taken. */
    List<Object> stamp() {
        return Stream.of(layout.privateFile(), layout.publicFile(), layout.retiredFile())
                .flatMap(KeyRingFiles::stamp)
                .toList();
    }

    private static Stream<Object> stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Arrays.stream(
                    new Object[] {attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey())
                    });
        } catch (IOException e) {
            return Stream.of("none");
        }
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new KeyFileException(file, "cannot be read (" + e + ")", "Let the server read it.", e);
        }
    }
}

package dev.coterie.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the two files of a signing key when neither is there, and finishes what was cut off; a key that is in use is never
 * overwritten here.
 *
 * <p>Processes that start at once take turns by a lock file, so that nobody ends with halves of two pairs. Both halves
 * are on the disk under working names before either gets its own name; a start that was cut off between the two renames
 * is completed by the next one.
 */
final class KeyFileMaker {

    static final int BITS = 2048;

    private static final Logger log = LoggerFactory.getLogger(KeyFileMaker.class);

    private final KeyLayout layout;
    private final KeyDisk disk;
    private final KeyLock lock;
    private final KeyRotation rotation;

    KeyFileMaker(KeyLayout layout, KeyDisk disk, KeyLock lock) {
        this.layout = layout;
        this.disk = disk;
        this.lock = lock;
        this.rotation = new KeyRotation(layout, disk, lock);
    }

    /** Does nothing when both files exist and no work is left. */
    void makeWhenMissing() {
        boolean whole = Files.exists(layout.privateFile()) && Files.exists(layout.publicFile());
        if (whole && !isWorkLeft()) {
            return;
        }
        Optional<KeyFileException> half;
        try {
            half = lock.holding(this::makeLocked);
        } catch (IOException e) {
            if (whole) {
                log.warn("The work of an interrupted rotation of {} stays behind", layout.privateFile(), e);
                return;
            }
            throw halfPair()
                    .orElseGet(() -> new KeyFileException(
                            layout.privateFile(),
                            "is missing and cannot be made (" + e + ")",
                            "Let the user that runs the server write to that directory, or set coterie.jwt.key-file.",
                            e));
        }
        if (half.isPresent()) {
            throw half.get();
        }
    }

    private boolean isWorkLeft() {
        return Stream.of(layout.newPrivateFile(), layout.newPublicFile(), layout.newRetiredFile())
                .anyMatch(Files::exists);
    }

    private Optional<KeyFileException> halfPair() {
        Path privateFile = layout.privateFile();
        Path publicFile = layout.publicFile();
        boolean havePrivate = Files.exists(privateFile);
        if (havePrivate == Files.exists(publicFile)) {
            return Optional.empty();
        }
        return Optional.of(
                havePrivate ? KeyFiles.missing(publicFile, privateFile) : KeyFiles.missing(privateFile, publicFile));
    }

    /** Makes both files, or completes what was interrupted; what is left is half a pair that nobody can complete. */
    private Optional<KeyFileException> makeLocked() throws IOException {
        boolean havePrivate = Files.exists(layout.privateFile());
        boolean havePublic = Files.exists(layout.publicFile());
        if (havePrivate && havePublic) {
            rotation.tidyLocked();
            return Optional.empty();
        }
        if (havePrivate || havePublic) {
            completeInterrupted();
            return halfPair();
        }
        RsaKeyPair pair = RsaKeyPair.generate(BITS);
        disk.writePrivate(layout.newPrivateFile(), pair);
        disk.writePublic(layout.newPublicFile(), pair.publicPem());
        disk.publish(layout.newPublicFile(), layout.publicFile());
        disk.publish(layout.newPrivateFile(), layout.privateFile());
        log.info("Made a new signing key of {} bits: {} and {}", BITS, layout.privateFile(), layout.publicFile());
        return Optional.empty();
    }

    /** The public file gets its name first, so only the private one can be left under its working name. */
    private void completeInterrupted() throws IOException {
        if (Files.exists(layout.privateFile()) || !Files.exists(layout.newPrivateFile())) {
            return;
        }
        KeyFiles.read(layout.newPrivateFile(), layout.publicFile());
        disk.publish(layout.newPrivateFile(), layout.privateFile());
        disk.delete(layout.newPublicFile());
        log.info("Completed the signing key {}, whose making had been interrupted", layout.privateFile());
    }
}

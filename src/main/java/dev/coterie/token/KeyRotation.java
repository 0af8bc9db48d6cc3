package dev.coterie.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a new pair in the place of the one in use. Everything new is on the disk under working names before the private file
 * is replaced, which is one step: before it the old pair is in use, after it the new one, and {@link KeyRingFiles} reads
 * either from whatever is there. What follows gives the other files their names, and whoever comes next does it if this
 * process does not live to. Thread-safe.
 */
final class KeyRotation {

    private static final Logger log = LoggerFactory.getLogger(KeyRotation.class);

    private final KeyLayout layout;
    private final KeyDisk disk;
    private final KeyLock lock;

    KeyRotation(KeyLayout layout, KeyDisk disk, KeyLock lock) {
        this.layout = layout;
        this.disk = disk;
        this.lock = lock;
    }

    /**
     * Rotates.
     *
     * @param thumbprint of the key to replace
     * @param overlap how long its tokens are accepted from now on; zero: not at all
     * @return false when another key is in use by now, and nothing was done
     * @throws KeyFileException when it cannot be done; the old pair stays in use
     */
    boolean rotate(String thumbprint, Duration overlap, Instant now) {
        refuseLinks();
        try {
            return lock.holding(() -> rotateLocked(thumbprint, overlap, now.truncatedTo(ChronoUnit.SECONDS)));
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** Ends the overlap. */
    void forget() {
        try {
            lock.holding(() -> {
                tidyLocked();
                disk.delete(layout.retiredFile());
                return true;
            });
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private boolean rotateLocked(String thumbprint, Duration overlap, Instant now) throws IOException {
        tidyLocked();
        RsaKeyPair old = KeyFiles.read(layout.privateFile(), layout.publicFile());
        if (!Fingerprints.thumbprint(old.publicKey()).equals(thumbprint)) {
            return false;
        }
        RsaKeyPair pair = RsaKeyPair.generate(
                Math.max(KeyFileMaker.BITS, old.publicKey().getModulus().bitLength()));
        String successor = Fingerprints.thumbprint(pair.publicKey());
        try {
            if (!overlap.isZero()) {
                RetiredKey retired = new RetiredKey(old.publicKey(), successor, now, now.plus(overlap));
                disk.writePublic(layout.newRetiredFile(), retired.toText());
            }
            disk.writePublic(layout.newPublicFile(), pair.publicPem());
            disk.writePrivate(layout.newPrivateFile(), pair);
            disk.replace(layout.newPrivateFile(), layout.privateFile());
        } catch (IOException e) {
            withdraw(e);
            throw e;
        }
        log.info("The signing key {} was rotated: {} signs from now on", layout.privateFile(), successor);
        try {
            tidyLocked();
        } catch (IOException e) {
            log.warn("The rotation of {} is done, but files keep their working names", layout.privateFile(), e);
        }
        return true;
    }

    /** Gives names to what a rotation left behind, or removes it when the rotation did not come to pass. */
    void tidyLocked() throws IOException {
        if (!isPair(layout.publicFile())) {
            if (!isPair(layout.newPublicFile())) {
                return;
            }
            disk.replace(layout.newPublicFile(), layout.publicFile());
        }
        disk.delete(layout.newPublicFile());
        disk.delete(layout.newPrivateFile());
        String current = Fingerprints.thumbprint(KeyFiles.readPublic(layout.publicFile()));
        if (isRetiredBy(current, layout.newRetiredFile())) {
            disk.replace(layout.newRetiredFile(), layout.retiredFile());
        } else {
            disk.delete(layout.newRetiredFile());
            if (!isRetiredBy(current, layout.retiredFile())) {
                disk.delete(layout.retiredFile());
            }
        }
    }

    private boolean isPair(Path publicFile) {
        try {
            KeyFiles.read(layout.privateFile(), publicFile);
            return true;
        } catch (KeyFileException e) {
            log.debug("{} is no pair with the private key", publicFile, e);
            return false;
        }
    }

    private static boolean isRetiredBy(String current, Path file) {
        return KeyRingFiles.readRetired(file)
                .filter(retired -> retired.successor().equals(current))
                .isPresent();
    }

    private void withdraw(IOException failure) {
        for (Path file : new Path[] {layout.newPrivateFile(), layout.newPublicFile(), layout.newRetiredFile()}) {
            try {
                disk.delete(file);
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
    }

    /** A rename would put a file in the place of the link, and leave what it points to as it is. */
    private void refuseLinks() {
        for (Path file : new Path[] {layout.privateFile(), layout.publicFile()}) {
            if (Files.isSymbolicLink(file)) {
                throw new KeyFileException(
                        file,
                        "is a symbolic link and is not replaced",
                        "Let coterie.jwt.key-file name the file itself.");
            }
        }
    }

    private KeyFileException cannotWrite(IOException e) {
        return new KeyFileException(
                layout.privateFile(),
                "cannot be replaced (" + e + ")",
                "Let the user that runs the server write to that directory.",
                e);
    }
}

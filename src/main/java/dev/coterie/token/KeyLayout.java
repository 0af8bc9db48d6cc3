package dev.coterie.token;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What the files of a signing key are called. Those whose names begin with a dot hold work that is not finished, all but
 * the lock file, which stays and is empty. Immutable.
 *
 * @param privateFile the private key, mode 600
 * @param publicFile the public one
 * @param retiredFile the public key before the last rotation, as {@link RetiredKey} writes it
 */
record KeyLayout(
        Path privateFile,
        Path publicFile,
        Path retiredFile,
        Path newPrivateFile,
        Path newPublicFile,
        Path newRetiredFile,
        Path lockFile) {

    static KeyLayout of(Path privateFile) {
        return new KeyLayout(
                privateFile,
                beside(privateFile, "", ".pub"),
                beside(privateFile, "", ".pub.old"),
                beside(privateFile, ".", ".new"),
                beside(privateFile, ".", ".pub.new"),
                beside(privateFile, ".", ".pub.old.new"),
                beside(privateFile, ".", ".lock"));
    }

    Path directory() {
        return Objects.requireNonNull(privateFile.toAbsolutePath().getParent(), "A key file is no root");
    }

    private static Path beside(Path file, String prefix, String suffix) {
        return file.resolveSibling(prefix + file.getFileName() + suffix);
    }
}

package dev.coterie.token;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the two files of a signing key when neither is there; an existing file is never overwritten.
 *
 * <p>Processes that start at once take turns by a lock file, so that nobody ends with halves of two pairs. Both halves
 * are on the disk under working names before either gets its own name; a start that was cut off between the two renames
 * is completed by the next one.
 */
final class KeyFileMaker {

    static final int BITS = 2048;

    private static final Logger log = LoggerFactory.getLogger(KeyFileMaker.class);

    private final Path directory;
    private final Path privateFile;
    private final Path publicFile;
    private final Path newPrivateFile;
    private final Path newPublicFile;
    private final Path lockFile;

    KeyFileMaker(Path privateFile, Path publicFile) {
        this.directory = Objects.requireNonNull(privateFile.toAbsolutePath().getParent(), "A key file is no root");
        this.privateFile = privateFile;
        this.publicFile = publicFile;
        this.newPrivateFile = hidden(privateFile, ".new");
        this.newPublicFile = hidden(publicFile, ".new");
        this.lockFile = hidden(privateFile, ".lock");
    }

    /** Does nothing when both files exist. */
    void makeWhenMissing() {
        if (Files.exists(privateFile) && Files.exists(publicFile)) {
            return;
        }
        Optional<KeyFileException> half;
        try {
            Files.createDirectories(directory);
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                log.trace("Holding {}", lock);
                half = makeLocked();
            }
            // Not when making failed: whoever waits for the lock, or makes a new lock file, must find the work done.
            Files.deleteIfExists(lockFile);
        } catch (IOException e) {
            throw halfPair()
                    .orElseGet(() -> new KeyFileException(
                            privateFile,
                            "is missing and cannot be made (" + e + ")",
                            "Let the user that runs the server write to that directory, or set coterie.jwt.key-file.",
                            e));
        }
        if (half.isPresent()) {
            throw half.get();
        }
    }

    private Optional<KeyFileException> halfPair() {
        boolean havePrivate = Files.exists(privateFile);
        if (havePrivate == Files.exists(publicFile)) {
            return Optional.empty();
        }
        return Optional.of(
                havePrivate ? KeyFiles.missing(publicFile, privateFile) : KeyFiles.missing(privateFile, publicFile));
    }

    /** Makes both files, or completes what was interrupted; what is left is half a pair that nobody can complete. */
    private Optional<KeyFileException> makeLocked() throws IOException {
        if (Files.exists(privateFile) || Files.exists(publicFile)) {
            completeInterrupted();
            return halfPair();
        }
        RsaKeyPair pair = RsaKeyPair.generate(BITS);
        write(newPrivateFile, "rw-------", KeyFiles.PKCS8, pair.privateKey().getEncoded());
        write(
                newPublicFile,
                "rw-r--r--",
                KeyFiles.SUBJECT_PUBLIC_KEY_INFO,
                pair.publicKey().getEncoded());
        publish(newPublicFile, publicFile);
        publish(newPrivateFile, privateFile);
        log.info("Made a new signing key of {} bits: {} and {}", BITS, privateFile, publicFile);
        return Optional.empty();
    }

    /** The public file gets its name first, so only the private one can be left under its working name. */
    private void completeInterrupted() throws IOException {
        if (Files.exists(privateFile) || !Files.exists(newPrivateFile)) {
            return;
        }
        KeyFiles.read(newPrivateFile, publicFile);
        publish(newPrivateFile, privateFile);
        Files.deleteIfExists(newPublicFile);
        log.info("Completed the signing key {}, whose making had been interrupted", privateFile);
    }

    private static void write(Path file, String permissions, String label, byte[] der) throws IOException {
        Files.deleteIfExists(file);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
        ByteBuffer text = ByteBuffer.wrap(new PemBlock(label, der).toText().getBytes(StandardCharsets.US_ASCII));
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
    }

    /** Gives a finished file its name. A link fails when the name is taken, where a rename would overwrite. */
    private void publish(Path finished, Path name) throws IOException {
        try {
            Files.createLink(name, finished);
            Files.delete(finished);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            log.debug("No hard links here, renaming {}", finished, e);
            Files.move(finished, name);
        }
        syncDirectory();
    }

    private void syncDirectory() {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            log.debug("This system does not sync directories", e);
        }
    }

    private static Path hidden(Path file, String suffix) {
        return file.resolveSibling("." + file.getFileName() + suffix);
    }
}

package dev.coterie.token;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps in which key files change. Each is on the disk when its method returns. Stateless. */
class KeyDisk {

    private static final Logger log = LoggerFactory.getLogger(KeyDisk.class);

    /** Writes a private key, for its owner's eyes only from the first byte. */
    void writePrivate(Path file, RsaKeyPair pair) throws IOException {
        write(file, "rw-------", new PemBlock(KeyFiles.PKCS8, pair.privateKey().getEncoded()).toText());
    }

    void writePublic(Path file, String text) throws IOException {
        write(file, "rw-r--r--", text);
    }

    /** Gives a finished file a name that nothing has yet. */
    void publish(Path finished, Path name) throws IOException {
        try {
            // A link fails when the name is taken, where a rename would overwrite.
            Files.createLink(name, finished);
            Files.delete(finished);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            log.debug("No hard links here, renaming {}", finished, e);
            Files.move(finished, name);
        }
        syncDirectory(name);
    }

    /** Puts a finished file in another one's place; whoever looks sees the one or the other. */
    void replace(Path finished, Path name) throws IOException {
        Files.move(finished, name, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory(name);
    }

    void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            syncDirectory(file);
        }
    }

    private static void write(Path file, String permissions, String text) throws IOException {
        Files.deleteIfExists(file);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        syncDirectory(file);
    }

    private static void syncDirectory(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            log.debug("This system does not sync directories", e);
        }
    }
}

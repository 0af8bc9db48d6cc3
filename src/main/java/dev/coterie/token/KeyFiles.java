package dev.coterie.token;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.EnumSet;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the two PEM files of a signing key, in every form that Convergence consoles and OpenSSL write. */
final class KeyFiles {

    static final String PKCS8 = "PRIVATE KEY";
    static final String SUBJECT_PUBLIC_KEY_INFO = "PUBLIC KEY";

    private static final String PKCS1_PRIVATE = "RSA PRIVATE KEY";
    private static final String PKCS1_PUBLIC = "RSA PUBLIC KEY";
    private static final int MIN_BITS = 2048;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Logger log = LoggerFactory.getLogger(KeyFiles.class);

    private static final String RESTORE =
            "Restore the file, or remove both key files to have a new pair made at the next start. Tokens that were"
                    + " signed with the old pair end then.";

    private KeyFiles() {}

    /**
     * Reads a pair whose files both exist.
     *
     * @throws KeyFileException when a file is of no use or the two do not belong together
     */
    static RsaKeyPair read(Path privateFile, Path publicFile) {
        RsaKeyPair pair = new RsaKeyPair(readPrivate(privateFile), readPublic(publicFile));
        if (!pair.matches()) {
            throw new KeyFileException(
                    publicFile, "does not belong to the private key in " + privateFile.getFileName(), RESTORE);
        }
        warnWhenOthersMayRead(privateFile);
        return pair;
    }

    static KeyFileException missing(Path file, Path other) {
        return new KeyFileException(file, "is missing, but " + other.getFileName() + " beside it exists", RESTORE);
    }

    private static RSAPrivateKey readPrivate(Path file) {
        PemBlock block = readBlock(file);
        byte[] pkcs8 = switch (block.label()) {
            case PKCS8 -> block.der();
            case PKCS1_PRIVATE -> Pkcs1.privateToPkcs8(block.der());
            default -> throw wrongLabel(file, block, "a private RSA key");
        };
        try {
            return longEnough(file, (RSAPrivateKey) rsa(file).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (InvalidKeySpecException | ClassCastException e) {
            throw new KeyFileException(file, "holds something else than an RSA private key", RESTORE, e);
        }
    }

    static RSAPublicKey readPublic(Path file) {
        PemBlock block = readBlock(file);
        byte[] info = switch (block.label()) {
            case SUBJECT_PUBLIC_KEY_INFO -> block.der();
            case PKCS1_PUBLIC -> Pkcs1.publicToSubjectPublicKeyInfo(block.der());
            default -> throw wrongLabel(file, block, "a public RSA key");
        };
        try {
            return longEnough(file, (RSAPublicKey) rsa(file).generatePublic(new X509EncodedKeySpec(info)));
        } catch (InvalidKeySpecException | ClassCastException e) {
            throw new KeyFileException(file, "holds something else than an RSA public key", RESTORE, e);
        }
    }

    static String readText(Path file) {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw new KeyFileException(file, "is not in PEM format", RESTORE, e);
        } catch (AccessDeniedException e) {
            throw new KeyFileException(
                    file,
                    "may not be read by this user",
                    "Let the user that runs the server own the file; mode 600 is right for the private key.",
                    e);
        } catch (IOException e) {
            throw new KeyFileException(file, "cannot be read (" + e.getMessage() + ")", RESTORE, e);
        }
    }

    private static PemBlock readBlock(Path file) {
        String text = readText(file);
        try {
            return PemBlock.firstOf(text)
                    .orElseThrow(() -> new KeyFileException(file, "is not in PEM format", RESTORE));
        } catch (IllegalArgumentException e) {
            throw new KeyFileException(file, "is damaged: its content is not Base64", RESTORE, e);
        }
    }

    private static KeyFileException wrongLabel(Path file, PemBlock block, String wanted) {
        if (block.isEncrypted()) {
            return new KeyFileException(
                    file,
                    "is encrypted",
                    "Write it without a pass phrase: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
        }
        return new KeyFileException(file, "holds \"" + block.label() + "\" where " + wanted + " is wanted", RESTORE);
    }

    private static <K extends RSAKey> K longEnough(Path file, K key) {
        int bits = key.getModulus().bitLength();
        if (bits < MIN_BITS) {
            throw new KeyFileException(
                    file, "holds an RSA key of " + bits + " bits, " + MIN_BITS + " are the least", RESTORE);
        }
        return key;
    }

    private static KeyFactory rsa(Path file) {
        try {
            return KeyFactory.getInstance("RSA");
        } catch (NoSuchAlgorithmException e) {
            throw new KeyFileException(file, "needs RSA, which this JVM does not have", "Use another JVM.", e);
        }
    }

    private static void warnWhenOthersMayRead(Path privateFile) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(privateFile);
            if (!OWNER_ONLY.containsAll(permissions)) {
                log.warn(
                        "The private key {} has mode {}: others than its owner may use it. Mode 600 is right",
                        privateFile.toAbsolutePath().normalize(),
                        PosixFilePermissions.toString(permissions));
            }
        } catch (UnsupportedOperationException | IOException e) {
            log.debug("The permissions of {} are not known", privateFile, e);
        }
    }
}

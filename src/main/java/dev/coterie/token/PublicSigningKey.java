package dev.coterie.token;

import java.security.interfaces.RSAPublicKey;

/**
 * The public half of the key that tokens are signed with. Immutable.
 *
 * @param id the key id, {@code kid} in the header of a token
 */
public record PublicSigningKey(String id, RSAPublicKey key) {

    /** The key as a PEM file's text ({@code SubjectPublicKeyInfo}). */
    public String toPem() {
        return new PemBlock(KeyFiles.SUBJECT_PUBLIC_KEY_INFO, key.getEncoded()).toText();
    }

    public int bits() {
        return key.getModulus().bitLength();
    }

    /** The SHA-256 fingerprint that {@code ssh-keygen -l} prints. */
    public String sshFingerprint() {
        return Fingerprints.ssh(key);
    }

    /** The SHA-256 of the DER form, in hexadecimal digits as {@code openssl} prints them. */
    public String opensslFingerprint() {
        return Fingerprints.openssl(key);
    }

    /** The thumbprint of the key as a JSON Web Key (RFC 7638, SHA-256). */
    public String thumbprint() {
        return Fingerprints.thumbprint(key);
    }
}

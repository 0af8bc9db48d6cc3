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
}

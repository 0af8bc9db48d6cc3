package dev.coterie.token;

/** The key that tokens are signed with, and its replacement. Thread-safe. */
public interface SigningKeys {

    /** The public half of the key in use. */
    PublicSigningKey current();

    /** Everything that can be told of the keys. */
    KeyStatus status();

    /**
     * Makes a new key and signs with it from now on. Tokens of the old one are accepted for {@code coterie.jwt.overlap};
     * those of the one before end.
     *
     * @param thumbprint of the key to replace
     * @return false when another key is in use by now, and nothing was done
     * @throws KeyFileException when the files cannot be replaced; the key in use stays
     */
    boolean rotate(String thumbprint);

    /**
     * Refuses tokens of the old key from now on.
     *
     * @return false when there was none
     * @throws KeyFileException when its file cannot be removed
     */
    boolean forgetRetired();
}

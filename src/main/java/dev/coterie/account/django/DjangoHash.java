package dev.coterie.account.django;

/**
 * The hash of a password as Django writes it, taken apart: {@code algorithm$…}. Immutable.
 *
 * <p>Whoever can write into the database that is imported chooses the parameters, so each algorithm has limits. They are
 * some times what Django has ever had as its default, so that one check takes seconds, not minutes, on a slow machine.
 */
sealed interface DjangoHash permits Argon2Hash, BcryptHash, Pbkdf2Hash, ScryptHash {

    /** Whether it is the hash of this password; takes as long whether or not it is. */
    boolean matches(String password);

    /** How much memory a check takes, in bytes; 0: nothing to speak of. */
    default long memory() {
        return 0;
    }

    /** @throws FlawedHashException whenever it is nothing else than the hash of a known algorithm, within its limits */
    static DjangoHash read(String encoded) throws FlawedHashException {
        if (encoded.isEmpty() || encoded.startsWith("!")) {
            throw new FlawedHashException(HashFlaw.NO_PASSWORD);
        }
        int end = encoded.indexOf('$');
        String algorithm = end < 0 ? "" : encoded.substring(0, end);
        String rest = encoded.substring(end + 1);
        try {
            return switch (algorithm) {
                case "pbkdf2_sha256" -> Pbkdf2Hash.read(Pbkdf2Hash.Digest.SHA256, rest);
                case "pbkdf2_sha1" -> Pbkdf2Hash.read(Pbkdf2Hash.Digest.SHA1, rest);
                case "argon2" -> Argon2Hash.read(rest);
                case "bcrypt_sha256" -> BcryptHash.read(true, rest);
                case "bcrypt" -> BcryptHash.read(false, rest);
                case "scrypt" -> ScryptHash.read(rest);
                default -> throw new FlawedHashException(HashFlaw.UNKNOWN_ALGORITHM);
            };
        } catch (IllegalArgumentException e) {
            // No number, or no base64.
            throw new FlawedHashException(HashFlaw.MALFORMED);
        }
    }
}

package dev.coterie.account;

/** The configured first superuser cannot be made; the message says why, for people. */
class UnfitSuperuserException extends RuntimeException {

    UnfitSuperuserException(String message) {
        super(message);
    }
}

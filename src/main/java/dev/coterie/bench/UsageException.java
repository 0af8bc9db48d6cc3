package dev.coterie.bench;

/** The command line makes no sense; the message says why, for its author. */
final class UsageException extends Exception {

    UsageException(String message) {
        super(message);
    }
}

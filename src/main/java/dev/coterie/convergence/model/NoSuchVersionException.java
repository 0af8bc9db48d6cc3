package dev.coterie.convergence.model;

/** A model never had that version, does not have it yet, or its history no longer goes back so far. */
final class NoSuchVersionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoSuchVersionException(long version) {
        super("There is no version " + version);
    }
}

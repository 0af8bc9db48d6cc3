package dev.coterie.convergence.model;

/** A model never had that version, or does not have it yet. */
final class NoSuchVersionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoSuchVersionException(long version) {
        super("There is no version " + version);
    }
}

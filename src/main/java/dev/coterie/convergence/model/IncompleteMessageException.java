package dev.coterie.convergence.model;

/** Something that a client sent, or that was stored, lacks a part. The message never quotes the content. */
final class IncompleteMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    IncompleteMessageException(String message) {
        super(message);
    }
}

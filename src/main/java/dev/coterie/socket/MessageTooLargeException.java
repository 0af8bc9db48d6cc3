package dev.coterie.socket;

/** A message is larger than its client may send. */
final class MessageTooLargeException extends Exception {

    private static final long serialVersionUID = 1L;
}

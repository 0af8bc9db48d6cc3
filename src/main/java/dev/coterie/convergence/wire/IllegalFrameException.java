package dev.coterie.convergence.wire;

/** A frame that no client may send; its connection is to be closed. The message never quotes the frame. */
public final class IllegalFrameException extends Exception {

    private static final long serialVersionUID = 1L;

    public IllegalFrameException(String message) {
        super(message);
    }
}

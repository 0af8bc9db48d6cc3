package dev.coterie.convergence.model;

/**
 * What the rest of the engine tells a session. Frames are encoded {@code ConvergenceMessage}s, shared between sessions
 * and never changed; a session writes them in the order in which it is told.
 */
public interface SessionEvent {

    /** Write this frame. */
    record Send(byte[] frame) implements SessionEvent {}

    /**
     * The model is open for this session from now on, or resynchronising: note the resource id, then write the frame.
     *
     * @param resourceId the document's catalogue number: the same for all sessions of a model, so that a broadcast is
     *     encoded once
     */
    record ModelOpened(int resourceId, String modelId, byte[] frame) implements SessionEvent {}

    /** The model is no longer open for this session: forget the resource id, then write the frame. */
    record ModelClosed(int resourceId, byte[] frame) implements SessionEvent {}

    /**
     * Ask the client for the data of a model that does not exist (request 111), and tell the model the answer as
     * {@link ModelCommand.AutoCreateAnswered}.
     */
    record AskAutoCreate(String modelId, int autoCreateId) implements SessionEvent {}

    /**
     * Close the connection, so that the client reconnects and resynchronises.
     *
     * @param code web socket close code
     */
    record Disconnect(int code, String reason) implements SessionEvent {}
}

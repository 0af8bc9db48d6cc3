package dev.coterie.convergence.model;

import org.jspecify.annotations.Nullable;

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

    /**
     * The model is no longer open for this session: forget the resource id, then write the frame.
     *
     * @param putOut null: the client has asked for it
     */
    record ModelClosed(
            int resourceId, byte[] frame, @Nullable PutOut putOut) implements SessionEvent {

        public ModelClosed(int resourceId, byte[] frame) {
            this(resourceId, frame, null);
        }
    }

    /**
     * How far a session had come that was put out of a model.
     *
     * @param lastTaken number of the last operation of this session that was taken; 0: none was
     * @param version of the model as the client knows it when it reads the frame
     */
    record PutOut(int lastTaken, long version) {}

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

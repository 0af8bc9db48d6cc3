package dev.coterie.convergence.model;

import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.wire.model.ModelPermissionsData;

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
     * @param permissions of the user
     */
    record ModelOpened(int resourceId, String modelId, ModelPermissionsData permissions, byte[] frame)
            implements SessionEvent {}

    /**
     * The model is no longer open for this session: forget the resource id, then write the frame.
     *
     * @param version that the client has then
     * @param lastTaken number of the last operation of a session that is put out; 0: none was taken; null: the client has
     *     asked for it, or awaits nothing
     */
    record ModelClosed(
            int resourceId,
            long version,
            byte[] frame,
            @Nullable Integer lastTaken) implements SessionEvent {

        public ModelClosed(int resourceId, long version, byte[] frame) {
            this(resourceId, version, frame, null);
        }
    }

    /** A model that the session is subscribed to may be another than it was: it is to be asked. */
    record OfflineCheckDue(String modelId) implements SessionEvent {}

    /** Answers {@link ModelCommand.CheckOffline}. */
    sealed interface OfflineChecked extends SessionEvent {

        String modelId();
    }

    /**
     * The client's copy is this one from now on.
     *
     * @param frame what the client has to be told for that; null: nothing
     */
    record OfflineCurrent(String modelId, long version, ModelPermissionsData permissions, byte @Nullable [] frame)
            implements OfflineChecked {}

    /** The model is gone, or gone for this user: the frame says so, and the subscription ends. */
    record OfflineEnded(String modelId, byte[] frame) implements OfflineChecked {}

    /** Nothing can be said now. */
    record OfflineUnknown(String modelId) implements OfflineChecked {}

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

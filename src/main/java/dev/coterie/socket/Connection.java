package dev.coterie.socket;

/** One client, as a protocol sees it. Thread-safe; no method blocks. */
public interface Connection {

    /**
     * Queues a frame, which must not be changed any more. Frames are written in the order in which one thread queues
     * them. Nothing happens when the connection is closed; it is closed when too much waits.
     */
    void send(byte[] frame);

    /**
     * Queues a frame like {@link #send(byte[])}.
     *
     * @param whenWritten called once: when the frame is written, or never will be because the connection is closed; on
     *     any thread, also before this method returns; must not block
     */
    void send(byte[] frame, Runnable whenWritten);

    /** Stops reading from the client, so that it has to wait, until {@link #resume()}. What is read already still comes. */
    void pause();

    /** Ends {@link #pause()}. */
    void resume();

    /** Closes once what was queued is written, or cannot be in time; nothing is queued or received from now on. */
    void close(int code, String reason);

    /** Closes once what was queued is written. */
    default void close(CloseCode code, String reason) {
        close(code.number(), reason);
    }

    /** The client has authenticated: it no longer counts as a stranger, and may send larger messages. */
    void admit(long maxMessageBytes);

    /** Where the client connects from, without a port. */
    String address();

    /** What the client called itself when it connected, any text; empty when it did not say. */
    String userAgent();
}

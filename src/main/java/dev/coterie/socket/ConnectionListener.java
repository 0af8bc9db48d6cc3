package dev.coterie.socket;

/** What a protocol is told of one client; one call at a time, on a thread that must not be blocked. */
public interface ConnectionListener {

    /** A whole binary message came; the array belongs to the listener. */
    void received(byte[] message);

    /** A whole text message came, on an endpoint where text is not data; its text is dropped. */
    default void receivedText() {}

    /** The connection is gone; the last call, also when we closed it. */
    void closed(int code);
}

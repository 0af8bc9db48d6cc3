package dev.coterie.bench;

/** What a connection tells its owner; always called on the event loop's thread. */
interface FrameListener {

    /** The upgrade succeeded; frames may be sent. */
    void opened(Connection connection);

    /**
     * A whole binary message.
     *
     * @param data shared with later messages: not to be kept
     */
    void binary(Connection connection, byte[] data, int offset, int length);

    /** The connection is gone, once, whoever closed it; also when it could never be opened. */
    void closed(Connection connection, String reason);
}

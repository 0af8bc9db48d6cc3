package dev.coterie.zwibbler.session;

import dev.coterie.socket.Connection;

/** How much of what a client has sent is not done yet; when that is too much, no more is read. Thread-safe. */
final class Inbox {

    /** What a message costs beside its bytes. */
    private static final long OVERHEAD_BYTES = 256;

    private final Connection connection;
    private final long maxBytes;
    private long waitingBytes;
    private boolean paused;

    Inbox(Connection connection, long maxBytes) {
        this.connection = connection;
        this.maxBytes = maxBytes;
    }

    /** A message came; returns what it costs until it is done. */
    synchronized long add(byte[] message) {
        long cost = message.length + OVERHEAD_BYTES;
        waitingBytes += cost;
        if (waitingBytes > maxBytes && !paused) {
            paused = true;
            connection.pause();
        }
        return cost;
    }

    synchronized void done(long cost) {
        waitingBytes -= cost;
        if (paused && waitingBytes <= maxBytes / 2) {
            paused = false;
            connection.resume();
        }
    }
}

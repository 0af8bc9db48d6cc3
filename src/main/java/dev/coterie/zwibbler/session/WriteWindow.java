package dev.coterie.zwibbler.session;

import org.apache.pekko.actor.typed.ActorRef;

import dev.coterie.socket.Connection;
import dev.coterie.zwibbler.board.BoardEvent;

/**
 * How much is on its way to the client and not written yet: so much that the network is kept busy, and no more. Some
 * frames, not all, report that they are written. Confined to the connection's actor.
 */
final class WriteWindow {

    private static final long MAX_BYTES = 1024 * 1024;
    private static final int MAX_FRAMES = 1024;
    private static final long REPORT_AFTER_BYTES = 64 * 1024;
    private static final int REPORT_AFTER_FRAMES = 128;

    private final Connection connection;
    private final ActorRef<BoardEvent> self;
    private long bytes;
    private int frames;
    private long unreportedBytes;
    private int unreportedFrames;

    WriteWindow(Connection connection, ActorRef<BoardEvent> self) {
        this.connection = connection;
        this.self = self;
    }

    /** A long frame has to wait until everything is written that reports. */
    boolean isOpenFor(int frameBytes) {
        return bytes == unreportedBytes || bytes + frameBytes <= MAX_BYTES && frames < MAX_FRAMES;
    }

    void send(byte[] frame) {
        bytes += frame.length;
        frames++;
        unreportedBytes += frame.length;
        unreportedFrames++;
        if (unreportedBytes < REPORT_AFTER_BYTES && unreportedFrames < REPORT_AFTER_FRAMES) {
            connection.send(frame);
            return;
        }
        SessionCommand.Written written = new SessionCommand.Written(unreportedFrames, unreportedBytes);
        unreportedBytes = 0;
        unreportedFrames = 0;
        connection.send(frame, () -> self.tell(written));
    }

    void written(int writtenFrames, long writtenBytes) {
        frames -= writtenFrames;
        bytes -= writtenBytes;
    }
}

package dev.coterie.zwibbler.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One append whose data come piece by piece: cut into frames without ever holding more than one of them. Used by one
 * thread at a time.
 */
public final class AppendStream {

    private final int maxFrameBytes;
    private long left;
    private ByteBuffer frame;

    /**
     * @param offset of the first byte of the data
     * @param dataBytes how many there will be
     * @param maxFrameBytes {@value Init#MIN_FRAME_BYTES} or more
     */
    public AppendStream(ProtocolVersion form, long offset, long dataBytes, int maxFrameBytes) {
        if (maxFrameBytes < Init.MIN_FRAME_BYTES) {
            throw new IllegalArgumentException("a frame has room for more than its header");
        }
        this.maxFrameBytes = maxFrameBytes;
        this.left = dataBytes;
        this.frame = Append.putHeader(allocate(Append.headerBytes(form)), form, true, offset);
    }

    /** Adds the next data; returns the frames that are complete now, none of which is the last. */
    public List<byte[]> add(byte[] piece) {
        if (piece.length > left) {
            throw new IllegalArgumentException("more data than were announced");
        }
        List<byte[]> complete = new ArrayList<>();
        int position = 0;
        while (position < piece.length) {
            if (!frame.hasRemaining()) {
                complete.add(frame.array());
                frame = allocate(MessageType.HEADER_BYTES)
                        .put((byte) MessageType.CONTINUATION)
                        .put((byte) 1);
            }
            int count = Math.min(frame.remaining(), piece.length - position);
            frame.put(piece, position, count);
            position += count;
            left -= count;
        }
        return complete;
    }

    /** Ends the message, here if need be; returns its last frame. */
    public byte[] finish() {
        byte[] last = frame.hasRemaining() ? Arrays.copyOf(frame.array(), frame.position()) : frame.array();
        last[1] = 0;
        return last;
    }

    private ByteBuffer allocate(int headerBytes) {
        return ByteBuffer.allocate((int) Math.min(maxFrameBytes, headerBytes + left));
    }
}

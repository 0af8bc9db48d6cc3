package dev.coterie.zwibbler.wire;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Cuts a message into frames (section 2.1 of the protocol), one after the other. Used by one thread at a time. */
public final class Fragments implements Iterator<byte[]> {

    private final byte[] message;
    private final int frameBytes;
    private int position;

    /**
     * @param message as it was encoded; a message that needs no cutting is handed out itself
     * @param maxFrameBytes {@value Init#MIN_FRAME_BYTES} or more
     */
    public Fragments(byte[] message, long maxFrameBytes) {
        if (maxFrameBytes <= MessageType.HEADER_BYTES) {
            throw new IllegalArgumentException("a frame has room for more than its header");
        }
        this.message = message;
        this.frameBytes = (int) Math.min(maxFrameBytes, Integer.MAX_VALUE);
    }

    /** All frames of a message. */
    public static List<byte[]> of(byte[] message, long maxFrameBytes) {
        List<byte[]> frames = new ArrayList<>();
        new Fragments(message, maxFrameBytes).forEachRemaining(frames::add);
        return frames;
    }

    @Override
    public boolean hasNext() {
        return position < message.length;
    }

    /** How long the next frame will be, in bytes; 0: there is none. */
    public int nextLength() {
        int header = position == 0 ? 0 : MessageType.HEADER_BYTES;
        return hasNext() ? Math.min(frameBytes, header + message.length - position) : 0;
    }

    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more frames");
        }
        if (position == 0 && message.length <= frameBytes) {
            position = message.length;
            return message;
        }
        int header = position == 0 ? 0 : MessageType.HEADER_BYTES;
        int content = Math.min(frameBytes - header, message.length - position);
        byte[] frame = new byte[header + content];
        System.arraycopy(message, position, frame, header, content);
        if (header > 0) {
            frame[0] = (byte) MessageType.CONTINUATION;
        }
        position += content;
        frame[1] = (byte) (position < message.length ? 1 : 0);
        return frame;
    }
}

package dev.coterie.zwibbler.wire;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Puts the frames of one sender together to messages (section 2.1 of the protocol), within a bound. Used by one thread at
 * a time.
 */
public final class Reassembler {

    private final List<byte[]> frames = new ArrayList<>();
    private final long maxMessageBytes;
    private long bytes;

    /** @param maxMessageBytes that a message of several frames may have */
    public Reassembler(long maxMessageBytes) {
        this.maxMessageBytes = Math.min(maxMessageBytes, Integer.MAX_VALUE - 8);
    }

    /**
     * Takes the next frame, which must not be changed any more.
     *
     * @return the whole message with its last frame, else null
     */
    public byte @Nullable [] add(byte[] frame) throws MalformedMessageException {
        if (frame.length < MessageType.HEADER_BYTES) {
            throw new MalformedMessageException("a frame has a type and a more byte");
        }
        boolean continues = (frame[0] & 0xff) == MessageType.CONTINUATION;
        boolean more = frame[1] != 0;
        if (frames.isEmpty()) {
            if (continues || !more) {
                return frame;
            }
        } else if (!continues) {
            throw new MalformedMessageException("an unfinished message is continued");
        }
        hold(frame);
        return more ? null : join();
    }

    /** Whether a message is unfinished. */
    public boolean isInside() {
        return !frames.isEmpty();
    }

    private void hold(byte[] frame) throws MalformedMessageException {
        long contributed = frames.isEmpty() ? frame.length : frame.length - MessageType.HEADER_BYTES;
        if (bytes + contributed > maxMessageBytes) {
            frames.clear();
            throw new MalformedMessageException("a message is not too long");
        }
        // What adds nothing is not kept, so that endless empty frames cost nothing.
        if (frames.isEmpty() || contributed > 0) {
            frames.add(frame);
        }
        bytes += contributed;
    }

    private byte[] join() {
        byte[] message = new byte[(int) bytes];
        int position = 0;
        for (byte[] frame : frames) {
            int skipped = position == 0 ? 0 : MessageType.HEADER_BYTES;
            System.arraycopy(frame, skipped, message, position, frame.length - skipped);
            position += frame.length - skipped;
        }
        message[1] = 0;
        frames.clear();
        bytes = 0;
        return message;
    }
}

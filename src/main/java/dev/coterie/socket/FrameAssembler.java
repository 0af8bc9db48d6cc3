package dev.coterie.socket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Puts the parts of one client's messages together, within a bound: the container's own buffer, which every connection
 * pays for in full, can so stay small. Used by one thread at a time; only the limit may be changed by others.
 */
final class FrameAssembler {

    private final ByteArrayOutputStream parts = new ByteArrayOutputStream(0);
    private volatile long maxMessageBytes;

    FrameAssembler(long maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    void limit(long newMaxMessageBytes) {
        maxMessageBytes = newMaxMessageBytes;
    }

    /**
     * Takes the next part.
     *
     * @return the whole message with its last part, else null
     * @throws MessageTooLargeException before more than the limit is held
     */
    byte @Nullable [] add(ByteBuffer part, boolean last) throws MessageTooLargeException {
        if ((long) parts.size() + part.remaining() > maxMessageBytes) {
            parts.reset();
            throw new MessageTooLargeException();
        }
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        if (last && parts.size() == 0) {
            return bytes;
        }
        parts.write(bytes, 0, bytes.length);
        return last ? take() : null;
    }

    private byte[] take() {
        byte[] message = parts.toByteArray();
        parts.reset();
        return message;
    }
}

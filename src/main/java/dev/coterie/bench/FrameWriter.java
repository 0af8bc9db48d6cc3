package dev.coterie.bench;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * Collects masked client frames (RFC 6455) until they can be written. Confined to the event loop.
 */
final class FrameWriter {

    private static final int MAX_QUEUED_BYTES = 64 << 20;
    private static final int FIRST_CAPACITY = 512;

    private final SplittableRandom masks;
    private ByteBuffer buffer = ByteBuffer.allocate(FIRST_CAPACITY);

    FrameWriter(SplittableRandom masks) {
        this.masks = masks;
    }

    /** Appends bytes that are no frame: the upgrade request. */
    void raw(byte[] data) {
        ensure(data.length);
        buffer.put(data);
    }

    /** Appends one unfragmented frame. */
    void frame(int opcode, byte[] data) {
        ensure(data.length + 14);
        buffer.put((byte) (0x80 | opcode));
        if (data.length < 126) {
            buffer.put((byte) (0x80 | data.length));
        } else if (data.length < 1 << 16) {
            buffer.put((byte) (0x80 | 126)).putShort((short) data.length);
        } else {
            buffer.put((byte) (0x80 | 127)).putLong(data.length);
        }
        int mask = masks.nextInt();
        buffer.putInt(mask);
        int start = buffer.position();
        buffer.put(data);
        mask(buffer.array(), start, data.length, mask);
    }

    private static void mask(byte[] bytes, int start, int length, int mask) {
        for (int i = 0; i < length; i++) {
            bytes[start + i] ^= (byte) (mask >>> 24 - 8 * (i & 3));
        }
    }

    boolean isEmpty() {
        return buffer.position() == 0;
    }

    /** What waits to be written; call {@link #written()} afterwards. */
    ByteBuffer toWrite() {
        return buffer.flip();
    }

    /** Keeps what the channel did not take. */
    void written() {
        buffer.compact();
    }

    private void ensure(int more) {
        if (buffer.remaining() >= more) {
            return;
        }
        int needed = buffer.position() + more;
        if (needed > MAX_QUEUED_BYTES) {
            throw new IllegalStateException("the server does not read: " + buffer.position() + " bytes wait");
        }
        ByteBuffer larger = ByteBuffer.allocate(Math.max(needed, buffer.capacity() * 2));
        larger.put(buffer.flip());
        buffer = larger;
    }
}

package dev.coterie.bench;

import java.net.ProtocolException;
import java.util.Arrays;

/**
 * Cuts a server's byte stream into web socket messages (RFC 6455), without a copy unless a message arrives in pieces.
 * Confined to the event loop.
 */
final class FrameReader {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int MAX_MESSAGE_BYTES = 64 << 20;
    private static final byte[] NOTHING = {};

    private final Sink sink;
    private byte[] partial = NOTHING;
    private int partialLength;
    private byte[] fragments = NOTHING;
    private int fragmentsLength;
    private int fragmentsOpcode;

    /** Takes whole messages and control frames. */
    @FunctionalInterface
    interface Sink {
        /** @param opcode of the whole message, never {@link #CONTINUATION} */
        void message(int opcode, byte[] data, int offset, int length) throws ProtocolException;
    }

    FrameReader(Sink sink) {
        this.sink = sink;
    }

    /** Takes the next bytes of the stream; they are not kept. */
    void read(byte[] data, int offset, int length) throws ProtocolException {
        if (partialLength == 0) {
            int used = consume(data, offset, length);
            keep(data, offset + used, length - used);
            return;
        }
        keep(data, offset, length);
        int used = consume(partial, 0, partialLength);
        if (used > 0) {
            System.arraycopy(partial, used, partial, 0, partialLength - used);
            partialLength -= used;
        }
    }

    private void keep(byte[] data, int offset, int length) {
        partial = ensure(partial, partialLength, length);
        System.arraycopy(data, offset, partial, partialLength, length);
        partialLength += length;
    }

    private int consume(byte[] data, int offset, int length) throws ProtocolException {
        int used = 0;
        int frame = frame(data, offset, length);
        while (frame > 0) {
            used += frame;
            frame = frame(data, offset + used, length - used);
        }
        return used;
    }

    /** Hands on the frame at {@code offset} and returns its length, or 0 when it is not complete yet. */
    private int frame(byte[] data, int offset, int available) throws ProtocolException {
        if (available < 2) {
            return 0;
        }
        int first = data[offset] & 0xff;
        int second = data[offset + 1] & 0xff;
        if ((second & 0x80) != 0) {
            throw new ProtocolException("the server masked a frame");
        }
        if ((first & 0x70) != 0) {
            throw new ProtocolException("the server used an extension nobody agreed on");
        }
        int header = headerLength(second);
        if (available < header) {
            return 0;
        }
        long length = payloadLength(data, offset, second);
        if (length > MAX_MESSAGE_BYTES) {
            throw new ProtocolException("a frame of " + length + " bytes");
        }
        if (available - header < length) {
            return 0;
        }
        payload((first & 0x80) != 0, first & 0x0f, data, offset + header, (int) length);
        return header + (int) length;
    }

    private static int headerLength(int second) {
        return switch (second) {
            case 126 -> 4;
            case 127 -> 10;
            default -> 2;
        };
    }

    private static long payloadLength(byte[] data, int offset, int second) {
        if (second < 126) {
            return second;
        }
        int bytes = second == 126 ? 2 : 8;
        long length = 0;
        for (int i = 0; i < bytes; i++) {
            length = length << 8 | data[offset + 2 + i] & 0xff;
        }
        return length < 0 ? Long.MAX_VALUE : length;
    }

    private void payload(boolean last, int opcode, byte[] data, int offset, int length) throws ProtocolException {
        if (last && opcode != CONTINUATION) {
            sink.message(opcode, data, offset, length);
            return;
        }
        if (opcode != CONTINUATION) {
            fragmentsOpcode = opcode;
            fragmentsLength = 0;
        }
        if (fragmentsLength + length > MAX_MESSAGE_BYTES) {
            throw new ProtocolException("a message of more than " + MAX_MESSAGE_BYTES + " bytes");
        }
        fragments = ensure(fragments, fragmentsLength, length);
        System.arraycopy(data, offset, fragments, fragmentsLength, length);
        fragmentsLength += length;
        if (last) {
            sink.message(fragmentsOpcode, fragments, 0, fragmentsLength);
            fragments = NOTHING;
            fragmentsLength = 0;
        }
    }

    private static byte[] ensure(byte[] buffer, int used, int more) {
        if (buffer.length - used >= more) {
            return buffer;
        }
        return Arrays.copyOf(buffer, Math.max(used + more, Math.max(256, buffer.length * 2)));
    }
}

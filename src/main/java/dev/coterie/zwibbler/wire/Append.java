package dev.coterie.zwibbler.wire;

import java.nio.ByteBuffer;

/**
 * Bytes for the end of the board, in both directions.
 *
 * @param form which of the two forms it has; the server takes both from everybody
 * @param offset of the first byte in the board; unsigned
 * @param data may be none
 */
public record Append(ProtocolVersion form, long offset, byte[] data) implements ClientMessage, ServerMessage {

    static final int GENERATION_BYTES = 4;

    /** What an append has beside its data. */
    static int headerBytes(ProtocolVersion form) {
        return MessageType.HEADER_BYTES + (form == ProtocolVersion.TWO ? 0 : GENERATION_BYTES) + Long.BYTES;
    }

    static ByteBuffer putHeader(ByteBuffer out, ProtocolVersion form, boolean more, long offset) {
        boolean two = form == ProtocolVersion.TWO;
        out.put((byte) (two ? MessageType.APPEND_2 : MessageType.APPEND_3)).put((byte) (more ? 1 : 0));
        return (two ? out : out.putInt(0)).putLong(offset);
    }

    /** Encodes an append without making one. */
    public static byte[] encode(ProtocolVersion form, long offset, byte[] data) {
        ByteBuffer out = ByteBuffer.allocate(headerBytes(form) + data.length);
        return putHeader(out, form, false, offset).put(data).array();
    }

    @Override
    public byte[] encode() {
        return encode(form, offset, data);
    }

    @Override
    public <R> R handTo(Receiver<R> receiver) {
        return receiver.append(this);
    }

    static Append decode(ProtocolVersion form, Input in) throws MalformedMessageException {
        if (form == ProtocolVersion.THREE) {
            in.skip(GENERATION_BYTES);
        }
        return new Append(form, in.unsignedLong(), in.rest());
    }
}

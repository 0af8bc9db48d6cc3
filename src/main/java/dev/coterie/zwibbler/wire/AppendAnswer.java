package dev.coterie.zwibbler.wire;

import java.nio.ByteBuffer;

/**
 * What became of a client's append.
 *
 * @param length the board's, in bytes, after it
 */
public record AppendAnswer(AppendOutcome outcome, long length) implements ServerMessage {

    private static final int BYTES = 12;

    @Override
    public byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .put((byte) MessageType.APPEND_ANSWER)
                .put((byte) 0)
                .putShort((short) outcome.code())
                .putLong(length)
                .array();
    }

    static AppendAnswer decode(Input in) throws MalformedMessageException {
        return new AppendAnswer(AppendOutcome.of(in.unsignedShort()), in.unsignedLong());
    }
}

package dev.coterie.zwibbler.wire;

import java.nio.ByteBuffer;

/**
 * What became of a key that a client wanted to set.
 *
 * @param set false: refused
 * @param requestId the client's, 0 to 65,535
 */
public record SetKeyAnswer(boolean set, int requestId) implements ServerMessage {

    private static final int BYTES = 6;

    @Override
    public byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .put((byte) MessageType.SET_KEY_ANSWER)
                .put((byte) 0)
                .putShort((short) (set ? 1 : 0))
                .putShort((short) requestId)
                .array();
    }

    static SetKeyAnswer decode(Input in) throws MalformedMessageException {
        return new SetKeyAnswer(in.unsignedShort() == 1, in.unsignedShort());
    }
}

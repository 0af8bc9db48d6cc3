package dev.coterie.zwibbler.wire;

import java.nio.ByteBuffer;

/**
 * A message of a type that means nothing in its direction; its content is not kept.
 *
 * @param type 0 to 255
 */
public record Unknown(int type) implements ClientMessage, ServerMessage {

    @Override
    public byte[] encode() {
        return ByteBuffer.allocate(MessageType.HEADER_BYTES)
                .put((byte) type)
                .put((byte) 0)
                .array();
    }

    @Override
    public <R> R handTo(Receiver<R> receiver) {
        return receiver.unknown(this);
    }
}

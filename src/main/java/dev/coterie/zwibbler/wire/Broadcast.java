package dev.coterie.zwibbler.wire;

import java.nio.ByteBuffer;

/** Bytes for everybody else who has the board open, in both directions. */
public record Broadcast(byte[] data) implements ClientMessage, ServerMessage {

    private static final int FIXED_BYTES = 6;

    @Override
    public byte[] encode() {
        return ByteBuffer.allocate(FIXED_BYTES + data.length)
                .put((byte) MessageType.BROADCAST)
                .put((byte) 0)
                .putInt(data.length)
                .put(data)
                .array();
    }

    @Override
    public <R> R handTo(Receiver<R> receiver) {
        return receiver.broadcast(this);
    }

    /** Clients may say any length: the data are the rest of the message (section 3.8 of the protocol). */
    static Broadcast decode(Input in) throws MalformedMessageException {
        in.skip(Integer.BYTES);
        return new Broadcast(in.rest());
    }

    /** Servers have to say the true length. */
    static Broadcast decodeExactly(Input in) throws MalformedMessageException {
        if (in.unsignedInt() != in.remaining()) {
            throw new MalformedMessageException("a broadcast is as long as it says");
        }
        return new Broadcast(in.rest());
    }
}

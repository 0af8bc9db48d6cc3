package dev.coterie.zwibbler.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A client sets a key.
 *
 * @param requestId is in the answer, 0 to 65,535
 * @param oldVersion what the client believes it to be, 0 to 4,294,967,295; 0 also: there is no such key
 * @param newVersion 0 to 4,294,967,295
 */
public record SetKey(int requestId, Lifetime lifetime, long oldVersion, long newVersion, String name, byte[] value)
        implements ClientMessage {

    private static final int FIXED_BYTES = 21;

    @Override
    public byte[] encode() {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(FIXED_BYTES + nameBytes.length + value.length)
                .put((byte) MessageType.SET_KEY)
                .put((byte) 0)
                .putShort((short) requestId)
                .put((byte) lifetime.code())
                .putInt((int) oldVersion)
                .putInt((int) newVersion)
                .putInt(nameBytes.length)
                .put(nameBytes)
                .putInt(value.length)
                .put(value)
                .array();
    }

    @Override
    public <R> R handTo(Receiver<R> receiver) {
        return receiver.setKey(this);
    }

    static SetKey decode(Input in) throws MalformedMessageException {
        int requestId = in.unsignedShort();
        Lifetime lifetime = Lifetime.of(in.unsignedByte());
        long oldVersion = in.unsignedInt();
        long newVersion = in.unsignedInt();
        String name = in.text(in.unsignedInt());
        return new SetKey(requestId, lifetime, oldVersion, newVersion, name, in.bytes(in.unsignedInt()));
    }
}

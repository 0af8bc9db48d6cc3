package dev.coterie.zwibbler.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A client's first message: which board it opens, and what it has of it.
 *
 * @param maxMessageBytes the longest frame that the client wants, 0 to 4,294,967,295; 0 means the default
 * @param creationMode the byte as it was sent
 * @param offset bytes of the board that the client has already; unsigned
 * @param name a token, a JWT, or the name of a board; at most 255 bytes in version 2
 * @param data the board's first bytes if this message creates it
 */
public record Init(
        ProtocolVersion version, long maxMessageBytes, int creationMode, long offset, String name, byte[] data)
        implements ClientMessage {

    /** The longest frame for a client that does not say what it wants. */
    public static final int DEFAULT_FRAME_BYTES = 102_400;

    /** There has to be room for something beside the header. */
    public static final int MIN_FRAME_BYTES = 16;

    private static final int FIXED_BYTES_2 = 18;
    private static final int FIXED_BYTES_3 = 25;
    private static final int MAX_NAME_BYTES_2 = 255;

    public CreationMode mode() {
        return CreationMode.of(creationMode);
    }

    /** The longest frame that the client is sent. */
    public long maxFrameBytes() {
        return maxMessageBytes == 0 ? DEFAULT_FRAME_BYTES : Math.max(maxMessageBytes, MIN_FRAME_BYTES);
    }

    @Override
    public byte[] encode() {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        boolean two = version == ProtocolVersion.TWO;
        if (two && nameBytes.length > MAX_NAME_BYTES_2) {
            throw new IllegalArgumentException("a name has at most 255 bytes in version 2");
        }
        ByteBuffer out = ByteBuffer.allocate((two ? FIXED_BYTES_2 : FIXED_BYTES_3) + nameBytes.length + data.length);
        out.put((byte) MessageType.INIT).put((byte) 0).putShort((short) version.number());
        out.putInt((int) maxMessageBytes).put((byte) creationMode);
        if (two) {
            out.putLong(offset).put((byte) nameBytes.length);
        } else {
            out.putInt(0).putLong(offset).putInt(nameBytes.length);
        }
        return out.put(nameBytes).put(data).array();
    }

    @Override
    public <R> R handTo(Receiver<R> receiver) {
        return receiver.init(this);
    }

    static Init decode(Input in) throws MalformedMessageException {
        ProtocolVersion version = ProtocolVersion.of(in.unsignedShort());
        long maxMessageBytes = in.unsignedInt();
        int creationMode = in.unsignedByte();
        if (version == ProtocolVersion.THREE) {
            in.skip(Append.GENERATION_BYTES);
        }
        long offset = in.unsignedLong();
        String name = in.text(version == ProtocolVersion.TWO ? in.unsignedByte() : in.unsignedInt());
        return new Init(version, maxMessageBytes, creationMode, offset, name, in.rest());
    }
}

package dev.coterie.zwibbler.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Something went wrong; mostly the last message of a connection.
 *
 * @param code see {@link ErrorCode}, 0 to 65,535
 */
public record ErrorMessage(int code, String text) implements ServerMessage {

    /** No reason of the protocol's: the code makes clients stay away, the text tells our page why. */
    public static final ErrorMessage ENDED =
            new ErrorMessage(ErrorCode.ACCESS_DENIED.number(), "ended by an administrator");

    private static final int FIXED_BYTES = 4;

    @Override
    public byte[] encode() {
        byte[] textBytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(FIXED_BYTES + textBytes.length)
                .put((byte) MessageType.ERROR)
                .put((byte) 0)
                .putShort((short) code)
                .put(textBytes)
                .array();
    }

    static ErrorMessage decode(Input in) throws MalformedMessageException {
        return new ErrorMessage(in.unsignedShort(), in.text(in.remaining()));
    }
}

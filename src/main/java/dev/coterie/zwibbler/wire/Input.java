package dev.coterie.zwibbler.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a message's fields; nothing is allocated that is longer than what is left. Used by one thread at a time. */
final class Input {

    private final byte[] message;
    private int position;

    Input(byte[] message) {
        this.message = message;
    }

    int remaining() {
        return message.length - position;
    }

    void skip(int bytes) throws MalformedMessageException {
        need(bytes);
        position += bytes;
    }

    int unsignedByte() throws MalformedMessageException {
        need(1);
        return message[position++] & 0xff;
    }

    int unsignedShort() throws MalformedMessageException {
        return unsignedByte() << 8 | unsignedByte();
    }

    long unsignedInt() throws MalformedMessageException {
        return (long) unsignedShort() << 16 | unsignedShort();
    }

    /** To be compared as unsigned. */
    long unsignedLong() throws MalformedMessageException {
        return unsignedInt() << 32 | unsignedInt();
    }

    byte[] bytes(long length) throws MalformedMessageException {
        need(length);
        byte[] bytes = Arrays.copyOfRange(message, position, position + (int) length);
        position += (int) length;
        return bytes;
    }

    byte[] rest() {
        byte[] bytes = Arrays.copyOfRange(message, position, message.length);
        position = message.length;
        return bytes;
    }

    String text(long bytes) throws MalformedMessageException {
        need(bytes);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(message, position, (int) bytes))
                    .toString();
            position += (int) bytes;
            return text;
        } catch (CharacterCodingException e) {
            throw new MalformedMessageException("a text is UTF-8");
        }
    }

    private void need(long bytes) throws MalformedMessageException {
        if (bytes > remaining()) {
            throw new MalformedMessageException("a message is as long as its fields");
        }
    }
}

package dev.coterie.zwibbler.conformance;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A whole message from the server, its fragments put together. Immutable, as long as nobody writes into the bytes. */
record Received(byte[] bytes) {

    static final int APPEND_2 = 0x02;
    static final int BROADCAST = 0x04;
    static final int APPEND_3 = 0x05;
    static final int ERROR = 0x80;
    static final int APPEND_ANSWER = 0x81;
    static final int KEYS = 0x82;
    static final int KEY_ANSWER = 0x83;

    /** @param length of the document; unsigned */
    record Answer(int status, long length) {}

    /** @param offset unsigned */
    record Append(int form, long offset, byte[] data) {

        String text() {
            return new String(data, StandardCharsets.UTF_8);
        }

        long end() {
            return offset + data.length;
        }
    }

    record ErrorMessage(int code, String text) {}

    /** @param version unsigned */
    record Key(String name, long version, String value) {}

    record KeyAnswer(int status, int request) {}

    int type() {
        return bytes[0] & 0xff;
    }

    private ByteBuffer body(int type) {
        assertThat(type()).as("type of %s", this).isEqualTo(type);
        return ByteBuffer.wrap(bytes, 2, bytes.length - 2);
    }

    Append append() {
        assertThat(type()).as("type of %s", this).isIn(APPEND_2, APPEND_3);
        int form = type() == APPEND_2 ? 2 : 3;
        ByteBuffer body = body(type());
        if (form == 3) {
            assertThat(body.getInt()).as("generation").isZero();
        }
        long offset = body.getLong();
        return new Append(form, offset, rest(body));
    }

    Answer answer() {
        ByteBuffer body = body(APPEND_ANSWER);
        assertThat(bytes).hasSize(12);
        return new Answer(body.getShort(), body.getLong());
    }

    ErrorMessage error() {
        ByteBuffer body = body(ERROR);
        int code = body.getShort();
        return new ErrorMessage(code, new String(rest(body), StandardCharsets.UTF_8));
    }

    KeyAnswer keyAnswer() {
        ByteBuffer body = body(KEY_ANSWER);
        assertThat(bytes).hasSize(6);
        return new KeyAnswer(body.getShort(), body.getShort() & 0xffff);
    }

    List<Key> keys() {
        ByteBuffer body = body(KEYS);
        List<Key> keys = new ArrayList<>();
        while (body.hasRemaining()) {
            long version = body.getInt() & 0xffffffffL;
            String name = string(body);
            keys.add(new Key(name, version, string(body)));
        }
        assertThat(keys).as("key information about nothing").isNotEmpty();
        return keys;
    }

    byte[] broadcast() {
        ByteBuffer body = body(BROADCAST);
        int length = body.getInt();
        byte[] data = rest(body);
        assertThat(data).as("as long as the broadcast says").hasSize(length);
        return data;
    }

    private static String string(ByteBuffer body) {
        byte[] text = new byte[body.getInt()];
        body.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static byte[] rest(ByteBuffer body) {
        byte[] rest = new byte[body.remaining()];
        body.get(rest);
        return rest;
    }

    @Override
    public String toString() {
        byte[] shown = Arrays.copyOf(bytes, Math.min(bytes.length, 60));
        return bytes.length + " bytes of type 0x" + Integer.toHexString(type()) + " \""
                + new String(shown, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".") + '"';
    }
}

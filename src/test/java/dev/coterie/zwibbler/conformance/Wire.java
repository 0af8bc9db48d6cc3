package dev.coterie.zwibbler.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Messages as a client writes them (section 3), byte for byte and also wrong ones. Stateless. */
final class Wire {

    static final int POSSIBLY_CREATE = 0;
    static final int NEVER_CREATE = 1;
    static final int ALWAYS_CREATE = 2;

    static final int CLIENT_KEY = 0;
    static final int SESSION_KEY = 1;

    static final int CONTINUATION = 0xff;

    private static final int PREFIX_BYTES = 2;

    private Wire() {}

    /**
     * An init message, both versions.
     *
     * @param offset unsigned
     * @param maximum unsigned, 0 for the default
     */
    record Init(int version, long maximum, int mode, long offset, byte[] name, byte[] data) {

        static Init of(int version, String name) {
            return new Init(version, 0, POSSIBLY_CREATE, 0, utf8(name), new byte[0]);
        }

        Init maximum(long maximum) {
            return new Init(version, maximum, mode, offset, name, data);
        }

        Init mode(int mode) {
            return new Init(version, maximum, mode, offset, name, data);
        }

        Init offset(long offset) {
            return new Init(version, maximum, mode, offset, name, data);
        }

        Init data(byte[] data) {
            return new Init(version, maximum, mode, offset, name, data);
        }

        Init data(String data) {
            return data(utf8(data));
        }

        byte[] bytes() {
            ByteBuffer buffer = ByteBuffer.allocate(25 + name.length + data.length)
                    .put((byte) 1)
                    .put((byte) 0)
                    .putShort((short) version)
                    .putInt((int) maximum)
                    .put((byte) mode);
            if (version == 2) {
                buffer.putLong(offset).put((byte) name.length);
            } else {
                buffer.putInt(0x1234).putLong(offset).putInt(name.length);
            }
            return written(buffer.put(name).put(data));
        }
    }

    /** @param form 2 or 3 */
    static byte[] append(int form, long offset, byte[] data) {
        ByteBuffer buffer = ByteBuffer.allocate(14 + data.length)
                .put((byte) (form == 2 ? 2 : 5))
                .put((byte) 0);
        if (form == 3) {
            buffer.putInt(0);
        }
        return written(buffer.putLong(offset).put(data));
    }

    static byte[] append(int form, long offset, String data) {
        return append(form, offset, utf8(data));
    }

    static byte[] setKey(int request, int lifetime, int oldVersion, int newVersion, String name, byte[] value) {
        byte[] nameBytes = utf8(name);
        return written(ByteBuffer.allocate(21 + nameBytes.length + value.length)
                .put((byte) 3)
                .put((byte) 0)
                .putShort((short) request)
                .put((byte) lifetime)
                .putInt(oldVersion)
                .putInt(newVersion)
                .putInt(nameBytes.length)
                .put(nameBytes)
                .putInt(value.length)
                .put(value));
    }

    static byte[] broadcast(byte[] data) {
        return written(ByteBuffer.allocate(6 + data.length)
                .put((byte) 4)
                .put((byte) 0)
                .putInt(data.length)
                .put(data));
    }

    /** Cuts a message as section 2.1 says, whatever the size. */
    static List<byte[]> cut(byte[] message, int firstBytes, int nextBytes) {
        List<byte[]> parts = new ArrayList<>();
        int from = Math.min(firstBytes, message.length);
        byte[] first = Arrays.copyOf(message, from);
        first[1] = (byte) (from < message.length ? 1 : 0);
        parts.add(first);
        while (from < message.length) {
            int to = Math.min(from + nextBytes - PREFIX_BYTES, message.length);
            parts.add(part(to < message.length, Arrays.copyOfRange(message, from, to)));
            from = to;
        }
        return parts;
    }

    /** A continuation. */
    static byte[] part(boolean more, byte[] bytes) {
        return written(ByteBuffer.allocate(PREFIX_BYTES + bytes.length)
                .put((byte) CONTINUATION)
                .put((byte) (more ? 1 : 0))
                .put(bytes));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes of every value, the same ones for the same length. */
    static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(length).nextBytes(bytes);
        return bytes;
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] written(ByteBuffer buffer) {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}

package dev.coterie.document;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Texts as bytes: UTF-8, whose order is that of the code points, and in which halves of surrogate pairs are written as if
 * they were characters. Stateless.
 */
final class FieldText {

    /** What the index holds of a text: PostgreSQL takes some 2,700 bytes for all columns. */
    static final int START_BYTES = 200;

    /** H2 takes some more. What is longer is cut and ends with a hash of the rest. */
    static final int MAX_BYTES = 1_000_000;

    private FieldText() {}

    static byte[] bytes(String text) {
        if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                bytes.write(0xE0 | point >> 12);
                bytes.write(0x80 | point >> 6 & 0x3F);
                bytes.write(0x80 | point & 0x3F);
            } else {
                bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }

    static byte[] start(byte[] text) {
        return text.length <= START_BYTES ? text : Arrays.copyOf(text, START_BYTES);
    }

    /** What is stored besides the start; null: that is all. */
    static byte @Nullable [] whole(byte[] text) {
        if (text.length <= START_BYTES) {
            return null;
        }
        if (text.length <= MAX_BYTES) {
            return text;
        }
        byte[] hash = FieldId.hash(text).toString().getBytes(StandardCharsets.US_ASCII);
        byte[] cut = Arrays.copyOf(text, MAX_BYTES);
        System.arraycopy(hash, 0, cut, MAX_BYTES - hash.length, hash.length);
        return cut;
    }

    /** A pattern of SQL for what is between wildcards. */
    static byte[] pattern(List<String> parts) {
        ByteArrayOutputStream pattern = new ByteArrayOutputStream();
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                pattern.write('%');
            }
            for (byte unit : bytes(parts.get(i))) {
                if (unit == '%' || unit == '_' || unit == '\\') {
                    pattern.write('\\');
                }
                pattern.write(unit);
            }
        }
        return pattern.toByteArray();
    }

    /** The least that is greater than all that begin so; null: there is no such. */
    static byte @Nullable [] after(byte[] prefix) {
        for (int end = prefix.length; end > 0; end--) {
            if (prefix[end - 1] != (byte) 0xFF) {
                byte[] next = Arrays.copyOf(prefix, end);
                next[end - 1]++;
                return next;
            }
        }
        return null;
    }
}

package dev.coterie.document;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts content into parts that fit into a column, and puts it together again. Stateless. */
final class Parts {

    /** H2 takes 1,048,576 bytes in a column that is not a large object. */
    static final int MAX_BYTES = 1_000_000;

    private Parts() {}

    /** At least one part, which is the content itself when it is short. */
    static List<byte[]> cut(byte[] content) {
        if (content.length <= MAX_BYTES) {
            return List.of(content);
        }
        List<byte[]> parts = new ArrayList<>();
        for (int start = 0; start < content.length; start += MAX_BYTES) {
            parts.add(Arrays.copyOfRange(content, start, Math.min(content.length, start + MAX_BYTES)));
        }
        return parts;
    }

    static byte[] join(List<byte[]> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        parts.forEach(content::writeBytes);
        return content.toByteArray();
    }
}

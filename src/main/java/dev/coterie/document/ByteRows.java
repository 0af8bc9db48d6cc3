package dev.coterie.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How a byte string's bytes are laid out in rows of the log. Stateless. */
final class ByteRows {

    /** No row is longer, so that what is read at once is not much more than what was asked for. */
    static final int MAX_BYTES = 256 * 1024;

    private ByteRows() {}

    /** Cuts what is to be stored at once into entries that follow each other; none, if there are no bytes. */
    static List<LogEntry> cut(LogEntry entry) {
        byte[] payload = entry.payload();
        if (payload.length <= MAX_BYTES) {
            return payload.length == 0 ? List.of() : List.of(entry);
        }
        List<LogEntry> rows = new ArrayList<>();
        for (int start = 0; start < payload.length; start += MAX_BYTES) {
            int end = Math.min(payload.length, start + MAX_BYTES);
            rows.add(new LogEntry(
                    entry.position() + start,
                    entry.position() + end,
                    entry.at(),
                    entry.author(),
                    Arrays.copyOfRange(payload, start, end)));
        }
        return rows;
    }

    /** Before which offset the rows begin that have to be read. */
    static long bound(long from, long to, int maxBytes) {
        return to - from <= maxBytes ? to : from + maxBytes;
    }

    /** What of a row is between two offsets. */
    static ByteStringStore.Piece clip(long position, byte[] row, long from, long to) {
        long start = Math.max(position, from);
        long end = Math.min(position + row.length, to);
        return start == position && end == position + row.length
                ? new ByteStringStore.Piece(position, row)
                : new ByteStringStore.Piece(
                        start, Arrays.copyOfRange(row, (int) (start - position), (int) (end - position)));
    }
}

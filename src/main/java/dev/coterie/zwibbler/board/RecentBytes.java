package dev.coterie.zwibbler.board;

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/** The end of a board, for clients that are only a little behind. Confined to the board's entity. */
final class RecentBytes {

    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private final long maxBytes;
    private long start;
    private long end;

    /** @param length the board's; nothing of it is known yet */
    RecentBytes(long maxBytes, long length) {
        this.maxBytes = maxBytes;
        this.start = length;
        this.end = length;
    }

    void add(byte[] data) {
        if (data.length > 0) {
            pieces.add(data);
            end += data.length;
            while (end - start > maxBytes) {
                start += pieces.remove().length;
            }
        }
    }

    /** Everything from an offset to the end; null when that is not known here. */
    byte @Nullable [] from(long offset) {
        if (offset < start) {
            return null;
        }
        byte[] bytes = new byte[(int) (end - offset)];
        long position = start;
        for (byte[] piece : pieces) {
            long next = position + piece.length;
            if (next > offset) {
                int skipped = (int) Math.max(0, offset - position);
                System.arraycopy(piece, skipped, bytes, (int) (position + skipped - offset), piece.length - skipped);
            }
            position = next;
        }
        return bytes;
    }
}

package dev.coterie.document;

import java.util.ArrayList;
import java.util.List;

/**
 * Which neighbouring rows of a byte string are to become one. Immutable.
 *
 * <p>Rows of half the greatest length or more are never touched again. What lies between two of them becomes as few rows
 * as it can. What is still growing is packed once it fills a row; until then it waits for many small rows, so that a
 * byte is written only a few times in its life.
 *
 * @param ranges in their order
 * @param resume the position from which rows may still have to be merged later; everything before it is settled
 */
record MergePlan(List<Range> ranges, long resume) {

    /** As many small rows wait for being merged, 2 or more. */
    static final int SMALL_ROWS = 64;

    private static final int SMALL_BYTES = 16 * 1024;
    private static final int SETTLED_BYTES = ByteRows.MAX_BYTES / 2;

    /**
     * Neighbouring rows.
     *
     * @param from the position of the first
     * @param to where the last ends
     * @param rows how many, 2 or more
     */
    record Range(long from, long to, int rows) {}

    /** @param bounds where rows begin and, at last, where the last of them ends; one or more */
    static MergePlan of(List<Long> bounds) {
        return new Planning(bounds).plan();
    }

    private static final class Planning {

        private final List<Long> bounds;
        private final int rows;
        private final List<Range> ranges = new ArrayList<>();

        Planning(List<Long> bounds) {
            this.bounds = bounds;
            this.rows = bounds.size() - 1;
        }

        MergePlan plan() {
            int open = 0;
            for (int row = 0; row < rows; row++) {
                if (length(row, row + 1) >= SETTLED_BYTES) {
                    join(pack(open, row), row);
                    open = row + 1;
                }
            }
            open = pack(open, rows);
            joinSmall(open);
            return new MergePlan(ranges, bounds.get(open));
        }

        /** Fills rows; returns the first one that still has room. */
        private int pack(int first, int end) {
            int start = first;
            for (int row = first; row < end; row++) {
                if (length(start, row + 1) > ByteRows.MAX_BYTES) {
                    join(start, row);
                    start = row;
                }
            }
            return start;
        }

        private void joinSmall(int first) {
            int small = 0;
            for (int row = first; row < rows; row++) {
                small += isSmall(row) ? 1 : 0;
            }
            if (small < SMALL_ROWS) {
                return;
            }
            int start = first;
            for (int row = first; row < rows; row++) {
                if (!isSmall(row)) {
                    join(start, row);
                    start = row + 1;
                }
            }
            join(start, rows);
        }

        private void join(int first, int end) {
            if (end - first > 1) {
                ranges.add(new Range(bounds.get(first), bounds.get(end), end - first));
            }
        }

        private boolean isSmall(int row) {
            return length(row, row + 1) < SMALL_BYTES;
        }

        private long length(int first, int end) {
            return bounds.get(end) - bounds.get(first);
        }
    }
}

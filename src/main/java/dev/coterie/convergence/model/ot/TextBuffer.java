package dev.coterie.convergence.model.ot;

import java.util.ArrayList;
import java.util.List;

/**
 * A text in small pieces, so that an edit costs what it changes and not what the text holds. Finding the place costs
 * the number of pieces between it and the last one. Lengths and indexes are in UTF-16 code units. Confined to the
 * owner of the model.
 */
final class TextBuffer {

    private static final int PIECE_LENGTH = 4096;
    private static final int MAX_PIECE_LENGTH = 2 * PIECE_LENGTH;

    /** Never empty; no piece is longer than the maximum, and only a single one may be empty. */
    private final List<StringBuilder> pieces;

    private int length;
    private int current;
    private int currentStart;

    TextBuffer(String text) {
        pieces = split(text);
        length = text.length();
    }

    int length() {
        return length;
    }

    /** Removes, then inserts, and returns what was removed. */
    String splice(int index, int deleteCount, String text) {
        String removed = substring(index, index + deleteCount);
        seek(index);
        delete(index - currentStart, deleteCount);
        insert(index - currentStart, text);
        length += text.length() - deleteCount;
        mergeWithNext();
        mergeWithPrevious();
        return removed;
    }

    /** Returns the text from {@code start} up to {@code end}, exclusive. */
    String substring(int start, int end) {
        if (start < 0 || end < start || end > length) {
            throw new IndexOutOfBoundsException("from " + start + " to " + end + " of " + length);
        }
        seek(start);
        StringBuilder result = new StringBuilder(end - start);
        int offset = start - currentStart;
        for (int i = current; result.length() < end - start; i++) {
            StringBuilder piece = pieces.get(i);
            int upTo = Math.min(piece.length(), offset + end - start - result.length());
            result.append(piece, offset, upTo);
            offset = 0;
        }
        return result.toString();
    }

    @Override
    public String toString() {
        StringBuilder result = new StringBuilder(length);
        pieces.forEach(result::append);
        return result.toString();
    }

    private static List<StringBuilder> split(CharSequence text) {
        List<StringBuilder> pieces = new ArrayList<>(text.length() / PIECE_LENGTH + 1);
        int start = 0;
        do {
            int end = Math.min(text.length(), start + PIECE_LENGTH);
            pieces.add(new StringBuilder(text.subSequence(start, end)));
            start = end;
        } while (start < text.length());
        return pieces;
    }

    /** Makes the piece current that holds the index, or ends there. */
    private void seek(int index) {
        while (index < currentStart) {
            current--;
            currentStart -= pieces.get(current).length();
        }
        while (index > currentStart + pieces.get(current).length()) {
            currentStart += pieces.get(current).length();
            current++;
        }
    }

    private void delete(int offset, int count) {
        StringBuilder piece = pieces.get(current);
        int here = Math.min(count, piece.length() - offset);
        piece.delete(offset, offset + here);
        int remaining = count - here;
        int next = current + 1;
        while (remaining > 0 && pieces.get(next).length() <= remaining) {
            remaining -= pieces.get(next).length();
            next++;
        }
        if (remaining > 0) {
            pieces.get(next).delete(0, remaining);
        }
        pieces.subList(current + 1, next).clear();
    }

    private void insert(int offset, String text) {
        StringBuilder piece = pieces.get(current);
        piece.insert(offset, text);
        if (piece.length() > MAX_PIECE_LENGTH) {
            List<StringBuilder> parts = split(piece);
            pieces.set(current, parts.get(0));
            pieces.addAll(current + 1, parts.subList(1, parts.size()));
        }
    }

    private void mergeWithNext() {
        if (current + 1 < pieces.size()) {
            StringBuilder piece = pieces.get(current);
            StringBuilder next = pieces.get(current + 1);
            if (piece.length() + next.length() <= PIECE_LENGTH) {
                piece.append(next);
                pieces.remove(current + 1);
            }
        }
    }

    private void mergeWithPrevious() {
        if (current > 0) {
            current--;
            currentStart -= pieces.get(current).length();
            mergeWithNext();
        }
    }
}

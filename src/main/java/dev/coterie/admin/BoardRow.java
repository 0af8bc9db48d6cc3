package dev.coterie.admin;

import java.time.Instant;

import dev.coterie.document.DocumentCatalog;
import dev.coterie.document.DocumentRecord;
import dev.coterie.document.StoredByteString;

/**
 * A board as pages show one. Immutable.
 *
 * @param name any text
 * @param size for people
 * @param bytes all digits of the size
 * @param connections how many are connected to this server now
 */
record BoardRow(
        String name, String size, String bytes, String created, String createdOn, String lastUse, int connections) {

    static BoardRow of(DocumentCatalog.Summary board, int connections) {
        return of(board.record(), board.end(), board.lastUsed(), connections);
    }

    static BoardRow of(StoredByteString board, int connections) {
        return of(board.record(), board.length(), board.lastUsed(), connections);
    }

    private static BoardRow of(DocumentRecord record, long length, Instant lastUsed, int connections) {
        return new BoardRow(
                record.key().name(),
                ByteCount.format(length),
                ByteCount.exact(length),
                ServerTime.format(record.createdAt()),
                ServerTime.day(record.createdAt()),
                ServerTime.format(lastUsed),
                connections);
    }

    /** Whether nothing could be seen of the name. */
    public boolean blank() {
        return name.codePoints().allMatch(BoardRow::isInvisible);
    }

    private static boolean isInvisible(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character)
                || Character.getType(character) == Character.FORMAT;
    }
}

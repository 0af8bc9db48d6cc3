package dev.coterie.admin;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.coterie.account.web.PageTime;
import dev.coterie.document.DocumentCatalog.Deletion;
import dev.coterie.document.DocumentCatalog.Summary;
import dev.coterie.document.DocumentRecord;
import dev.coterie.document.StoredByteString;

/**
 * A board as pages show one. Immutable.
 *
 * @param id its number in the catalogue
 * @param name any text
 * @param title empty: it has none
 * @param owner empty: not known
 * @param size for people
 * @param bytes all digits of the size
 * @param connections how many are connected to this server now
 * @param deletedAt null: it is not in the trash
 */
record BoardRow(
        long id,
        String name,
        String title,
        String owner,
        boolean readOnly,
        String size,
        String bytes,
        String created,
        String createdOn,
        String lastUse,
        int connections,
        @Nullable String deletedAt,
        String deletedBy) {

    static BoardRow of(Summary board, int connections) {
        return of(board.record(), board.deletion(), board.end(), board.lastUsed(), connections);
    }

    static BoardRow of(StoredByteString board, int connections) {
        return of(board.record(), null, board.length(), board.lastUsed(), connections);
    }

    private static BoardRow of(
            DocumentRecord record, @Nullable Deletion deletion, long length, Instant lastUsed, int connections) {
        return new BoardRow(
                record.id().number(),
                record.key().name(),
                record.keeping().title(),
                record.keeping().owner(),
                record.keeping().readOnly(),
                ByteCount.format(length),
                ByteCount.exact(length),
                PageTime.minute(record.createdAt()),
                PageTime.day(record.createdAt()),
                PageTime.minute(lastUsed),
                connections,
                deletion == null ? null : PageTime.minute(deletion.at()),
                deletion == null ? "" : deletion.by());
    }

    /** What people call it: its title, else its name. */
    public String shownName() {
        return title.isEmpty() ? name : title;
    }

    public boolean inTrash() {
        return deletedAt != null;
    }

    /** Whether nothing could be seen of the name. */
    public boolean blank() {
        return isBlank(shownName());
    }

    static boolean isBlank(String name) {
        return name.codePoints().allMatch(BoardRow::isInvisible);
    }

    private static boolean isInvisible(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character)
                || Character.getType(character) == Character.FORMAT;
    }
}

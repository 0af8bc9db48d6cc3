package dev.coterie.admin;

import org.jspecify.annotations.Nullable;

import dev.coterie.account.web.PageTime;
import dev.coterie.document.DocumentCatalog.Deletion;
import dev.coterie.document.DocumentCatalog.Summary;
import dev.coterie.document.DocumentRecord;

/**
 * A document as pages show one. Immutable.
 *
 * @param id its number in the catalogue
 * @param name what clients open it by: any text
 * @param title empty: it has none
 * @param owner empty: not known
 * @param version the last one
 * @param size what opening it reads, for people
 * @param lastAuthor empty: not known
 * @param connections how many have it open on this server
 * @param deletedAt null: it is not in the trash
 */
record DocumentRow(
        long id,
        String name,
        String title,
        String collection,
        String owner,
        boolean readOnly,
        long version,
        String size,
        String created,
        String createdOn,
        String lastChange,
        String lastAuthor,
        int connections,
        @Nullable String deletedAt,
        String deletedBy) {

    static DocumentRow of(Summary document, String lastAuthor, int connections) {
        DocumentRecord record = document.record();
        Deletion deletion = document.deletion();
        return new DocumentRow(
                record.id().number(),
                record.key().name(),
                record.keeping().title(),
                record.collection(),
                record.keeping().owner(),
                record.keeping().readOnly(),
                document.end(),
                ByteCount.format(document.openingBytes()),
                PageTime.minute(record.createdAt()),
                PageTime.day(record.createdAt()),
                PageTime.minute(document.lastChange()),
                lastAuthor,
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
        return BoardRow.isBlank(shownName());
    }
}

package dev.coterie.admin;

import dev.coterie.account.web.PageTime;
import dev.coterie.document.CollectionCatalog.Summary;
import dev.coterie.document.CollectionRecord;
import dev.coterie.document.Retention;

/**
 * A collection as pages show one. Immutable.
 *
 * @param documents how many, without those in the trash
 * @param size what all that is stored of them takes, for people
 * @param retentionKey the message about what is kept, whose placeholders are days and versions
 */
record CollectionRow(
        long id,
        String name,
        long documents,
        String size,
        String created,
        boolean autoCreate,
        String retentionKey,
        long days,
        long versions) {

    static CollectionRow of(Summary found) {
        CollectionRecord record = found.record();
        Retention retention = record.policy().retention();
        return new CollectionRow(
                record.id(),
                record.name(),
                found.documents(),
                ByteCount.format(found.storedBytes()),
                PageTime.minute(record.createdAt()),
                record.policy().autoCreate(),
                "collections.keeps." + kind(retention),
                retention.days() == null ? 0 : retention.days(),
                retention.versions() == null ? 0 : retention.versions());
    }

    private static String kind(Retention retention) {
        if (retention.days() == null) {
            return retention.versions() == null ? "all" : "versions";
        }
        return retention.versions() == null ? "days" : "both";
    }

    /** Whether nothing could be seen of the name. */
    public boolean blank() {
        return BoardRow.isBlank(name);
    }

    public String shownName() {
        return name;
    }
}

package dev.coterie.document;

import java.time.Instant;

/**
 * What the catalogue knows of a document.
 *
 * @param collection the collection that its protocol put it into, possibly empty
 * @param ephemeral whether it is to be deleted when nobody has it open
 * @param metadata bytes that only its protocol understands (permissions, for instance)
 */
public record DocumentRecord(
        DocumentId id,
        DocumentKey key,
        String collection,
        boolean ephemeral,
        Instant createdAt,
        byte[] metadata,
        Keeping keeping) {

    /** What people call it: its title, else its name. */
    public String shownName() {
        return keeping.title().isEmpty() ? key.name() : keeping.title();
    }
}

package dev.coterie.document;

import java.util.List;

/**
 * A document as it is read from storage.
 *
 * @param snapshot the newest snapshot
 * @param tail every later entry, ascending and without gaps, the first at {@code snapshot.position()}
 */
public record StoredDocument(DocumentRecord record, Snapshot snapshot, List<LogEntry> tail) {}

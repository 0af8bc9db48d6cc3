package dev.coterie.document;

/** An entry of a document's log on its way to the database. */
record LogRow(DocumentId document, LogForm form, LogEntry entry) {}

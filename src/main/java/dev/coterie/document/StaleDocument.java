package dev.coterie.document;

/**
 * A document whose fields may not be those that it is found by.
 *
 * @param change another one with each change of the document
 */
public record StaleDocument(DocumentId id, DocumentKey key, String collection, long change) {}

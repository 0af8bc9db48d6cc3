package dev.coterie.document;

/**
 * Catalogue number of a document, unique over all kinds and never given to another document.
 *
 * @param number 1 or more
 */
public record DocumentId(long number) {}

package dev.coterie.document;

/**
 * A small value that lives as long as its document.
 *
 * @param name unique in its document; at most 512 characters
 * @param version 0 to 4,294,967,295
 * @param value at most a megabyte
 */
public record NamedValue(String name, long version, byte[] value) {}

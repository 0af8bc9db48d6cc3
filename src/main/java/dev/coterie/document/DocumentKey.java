package dev.coterie.document;

/**
 * The name under which people open a document; unique as a pair.
 *
 * @param kind which protocol the document belongs to, for instance {@code model} or {@code board}
 * @param name what its users call it; 1 to 512 characters, any text
 */
public record DocumentKey(String kind, String name) {}

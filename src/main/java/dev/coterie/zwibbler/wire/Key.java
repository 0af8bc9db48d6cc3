package dev.coterie.zwibbler.wire;

/**
 * A key as clients see it.
 *
 * @param version 0 to 4,294,967,295
 */
public record Key(String name, long version, byte[] value) {}

package dev.coterie.token;

/**
 * Another key signs from now on: it was rotated, here or by another server that has the same files. An application event.
 *
 * @param key the new one
 */
public record SigningKeyReplaced(PublicSigningKey key) {}

package dev.coterie.document;

import java.time.Instant;

/**
 * A document to be created, with its content at its first position.
 *
 * @param initial the first snapshot; the log starts at its position
 */
public record NewDocument(
        DocumentKey key, String collection, boolean ephemeral, Instant createdAt, byte[] metadata, Snapshot initial) {}

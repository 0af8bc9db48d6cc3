package dev.coterie.document;

import java.time.Instant;

/**
 * A document to be created, with its content at its first position.
 *
 * @param owner the username of whoever creates it; empty: not known
 * @param initial the first snapshot; the log starts at its position
 */
public record NewDocument(
        DocumentKey key,
        String collection,
        String owner,
        boolean ephemeral,
        Instant createdAt,
        byte[] metadata,
        Snapshot initial) {}

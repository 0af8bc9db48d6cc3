package dev.coterie.document;

import java.time.Instant;
import java.util.List;

/**
 * A byte string to be created.
 *
 * @param owner the username of whoever creates it; empty: not known
 * @param content its first bytes; may be none, may be longer than a row
 * @param author who made them
 * @param records what has to be stored with it or not at all
 */
public record NewByteString(
        DocumentKey key,
        String owner,
        Instant createdAt,
        byte[] metadata,
        byte[] content,
        String author,
        List<NewRecord> records) {}

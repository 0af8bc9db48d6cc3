package dev.coterie.document;

import java.time.Instant;
import java.util.List;

/**
 * A byte string to be created.
 *
 * @param content its first bytes; may be none, may be longer than a row
 * @param author who made them
 * @param records what has to be stored with it or not at all
 */
public record NewByteString(
        DocumentKey key, Instant createdAt, byte[] metadata, byte[] content, String author, List<NewRecord> records) {}

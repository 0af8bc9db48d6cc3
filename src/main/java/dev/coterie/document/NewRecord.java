package dev.coterie.document;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A record to be stored, see {@link RecordStore}.
 *
 * @param space what the record is, for instance {@code reconnect-token}
 * @param key unique in its space
 * @param owner by whom it is found
 * @param subject by what it is found as well; empty: nothing
 * @param expiresAt when it stops being found; null: never
 */
public record NewRecord(
        String space,
        String key,
        String owner,
        String subject,
        byte[] value,
        @Nullable Instant expiresAt) {}

package dev.coterie.document;

import java.time.Instant;
import java.util.List;

/**
 * A byte string that was found, without its bytes.
 *
 * @param length in bytes
 * @param lastUsed when it was created or last noted to be used
 * @param values in no particular order
 */
public record StoredByteString(DocumentRecord record, long length, Instant lastUsed, List<NamedValue> values) {}

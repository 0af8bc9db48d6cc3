package dev.coterie.document;

import java.time.Instant;

/**
 * The whole content of a document at one position of its log.
 *
 * @param position the position of the first log entry that is <em>not</em> in the snapshot
 * @param at when the last entry that is in it was made
 * @param content bytes that only the protocol understands
 */
public record Snapshot(long position, Instant at, byte[] content) {}

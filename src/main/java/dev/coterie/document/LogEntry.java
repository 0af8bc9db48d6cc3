package dev.coterie.document;

import java.time.Instant;

/**
 * One entry of a document's log.
 *
 * @param position where the entry starts; with the document the log's primary key
 * @param next where the following entry starts, greater than {@code position}: {@code position + 1} for an operation,
 *     {@code position + length} for an append of bytes
 * @param at when the document accepted it
 * @param author the session that it came from
 * @param payload bytes that only the protocol understands
 */
public record LogEntry(long position, long next, Instant at, String author, byte[] payload) {}

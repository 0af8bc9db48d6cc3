package dev.coterie.document;

import java.time.Instant;

/**
 * A collection of documents of one kind, without the documents.
 *
 * @param id its number, for addresses: the name is any text
 * @param metadata bytes that only the protocol understands; empty: what is usual
 */
public record CollectionRecord(
        long id, String kind, String name, Instant createdAt, CollectionPolicy policy, byte[] metadata) {}

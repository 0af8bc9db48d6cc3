package dev.coterie.document;

import java.util.Map;

/**
 * What a document is found by.
 *
 * @param values by {@link FieldId}s that begin with its kind and collection
 * @param metadata from which {@code readers} was made
 */
public record DocumentFields(Map<FieldId, FieldValue> values, byte[] metadata, DocumentReaders readers) {}

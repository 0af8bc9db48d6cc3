package dev.coterie.convergence;

import java.util.Map;
import java.util.Optional;

/**
 * What is in a model. Immutable.
 *
 * @param text its first text: in a document of the editor, that is all there is
 * @param values everything, as maps, lists, strings, numbers, booleans, instants and nulls
 */
public record ModelContent(long version, Optional<String> text, Map<String, ?> values) {}

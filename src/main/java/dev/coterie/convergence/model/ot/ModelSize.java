package dev.coterie.convergence.model.ot;

/**
 * How much a model holds. Immutable.
 *
 * @param values number of values
 * @param characters UTF-16 code units of all texts, property names and value ids
 */
public record ModelSize(int values, long characters) {

    boolean exceeds(ModelSize other) {
        return values > other.values || characters > other.characters;
    }
}

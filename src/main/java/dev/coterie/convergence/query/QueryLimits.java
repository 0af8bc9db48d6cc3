package dev.coterie.convergence.query;

/**
 * How much one query may ask. Immutable.
 *
 * @param length UTF-16 code units
 * @param depth parentheses, negations and signs inside each other
 * @param conditions comparisons, and fields to order by
 */
public record QueryLimits(int length, int depth, int conditions) {}

package dev.coterie.convergence.model.ot;

/**
 * A range in a text.
 *
 * @param start in UTF-16 code units; lies behind the end when somebody selected backwards
 * @param end in UTF-16 code units
 */
public record IndexRange(int start, int end) {}

package dev.coterie.convergence.model.ot;

/** The kinds of {@link ReferenceValues}, for exhaustive switches. */
public enum ReferenceKind {
    INDEX,
    RANGE,
    PROPERTY,
    ELEMENT
}

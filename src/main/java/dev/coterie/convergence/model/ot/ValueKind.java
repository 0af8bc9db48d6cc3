package dev.coterie.convergence.model.ot;

/** The seven kinds of {@link DataValue}, for exhaustive switches. */
public enum ValueKind {
    OBJECT,
    ARRAY,
    STRING,
    DOUBLE,
    BOOLEAN,
    NULL,
    DATE
}

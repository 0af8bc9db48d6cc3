package dev.coterie.convergence.model.ot;

/** The fifteen kinds of {@link DiscreteOperation}, in the order of the protocol's numbers 1 to 15. */
public enum OperationKind {
    STRING_SPLICE,
    STRING_SET,
    ARRAY_INSERT,
    ARRAY_REMOVE,
    ARRAY_REPLACE,
    ARRAY_MOVE,
    ARRAY_SET,
    OBJECT_ADD_PROPERTY,
    OBJECT_SET_PROPERTY,
    OBJECT_REMOVE_PROPERTY,
    OBJECT_SET,
    NUMBER_DELTA,
    NUMBER_SET,
    BOOLEAN_SET,
    DATE_SET
}

package dev.coterie.convergence.model.ot;

/** Why something that a session sent is refused. */
public enum RejectionReason {
    /** The session has not joined the model. */
    NOT_JOINED,
    /** The context version lies ahead of the model. */
    CONTEXT_IN_FUTURE,
    /** The context version lies behind what the session has already shown to know. */
    CONTEXT_GOES_BACK,
    /** The context version lies further back than the history that is kept for transformation. */
    CONTEXT_TOO_OLD,
    /** An operation or a new value has an empty id. */
    EMPTY_VALUE_ID,
    /** A new value has the id of a value that is in the model already. */
    DUPLICATE_VALUE_ID,
    /** An index or a count is negative or lies beyond the end. */
    OUT_OF_BOUNDS,
    /** A property to be added is there already. */
    PROPERTY_EXISTS,
    /** A property to be set or removed is not there. */
    PROPERTY_MISSING,
    /** The operation or the reference does not fit the kind of its value. */
    WRONG_KIND,
    /** New values would be nested too deeply. */
    TOO_DEEP,
    /** An object or an array would have too many children. */
    TOO_MANY_CHILDREN,
    /** A text would be too long. */
    STRING_TOO_LONG,
    /** A compound has too many members. */
    TOO_MANY_STEPS,
    /** The model would grow beyond its limits. */
    MODEL_TOO_LARGE,
    /** The session holds as many references as it may. */
    TOO_MANY_REFERENCES
}

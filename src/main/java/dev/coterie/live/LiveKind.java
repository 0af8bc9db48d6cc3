package dev.coterie.live;

/** What a connection is for. */
public enum LiveKind {
    /** Text and data: models of the Convergence protocol. */
    DOCUMENTS,
    /** Whiteboards. */
    BOARDS
}

package dev.coterie.convergence.model;

/** What the place where a model runs tells it. */
enum Lifecycle implements ModelCommand {
    /** Finish what is under way, and stop. */
    STOP,
    /** Nothing has come for a while. */
    IDLE
}

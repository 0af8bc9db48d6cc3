package dev.coterie.zwibbler.board;

/** What the place where a board runs, and its own timers, tell it. */
enum Lifecycle implements BoardCommand {
    /** Finish what is under way, and stop. */
    STOP,
    /** The last client has left a while ago. */
    IDLE,
    /** Nobody has the board open: leave memory. */
    UNLOAD
}

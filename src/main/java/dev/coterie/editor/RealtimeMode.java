package dev.coterie.editor;

/** Which realtime server the pages talk to. */
enum RealtimeMode {
    /** The one in this process. */
    EMBEDDED,
    /** An external Convergence server. */
    OMNIBUS
}

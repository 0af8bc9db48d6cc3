package dev.coterie.bench;

/** A client that a {@link Pace} drives. Confined to the event loop. */
interface Driven {

    /** Sends the next thing; false when there is nothing to send any more. */
    boolean edit();

    /** What was sent and has not come back. */
    int inFlight();

    /** Lets the pace begin. */
    void startTyping();

    /** Sends nothing any more. */
    void stopTyping();
}

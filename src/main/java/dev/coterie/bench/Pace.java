package dev.coterie.bench;

/** When a client makes its next edit. Confined to the event loop. */
interface Pace {

    /** The client may start. */
    void start(Driven client);

    /** An edit of the client was acknowledged. */
    void acknowledged(Driven client);
}

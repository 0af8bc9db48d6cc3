package dev.coterie.socket;

import java.net.URI;

/** What is spoken on an endpoint. Thread-safe. */
public interface Protocol {

    /** Bytes that a message may have before the client has authenticated. */
    long maxMessageBytesOfStrangers();

    /**
     * A client has connected; its messages go to the listener from now on.
     *
     * @param uri as the client asked for it, with path and query
     */
    ConnectionListener open(Connection connection, URI uri);
}

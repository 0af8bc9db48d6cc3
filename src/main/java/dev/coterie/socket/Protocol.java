package dev.coterie.socket;

import java.net.URI;
import java.util.Optional;

/** What is spoken on an endpoint. Thread-safe. */
public interface Protocol {

    /** Bytes that a message may have before the client has authenticated. */
    long maxMessageBytesOfStrangers();

    /** Whether text messages are taken like binary ones, as their bytes in UTF-8. */
    default boolean textIsData() {
        return false;
    }

    /** Whether pages of every origin may connect. */
    default boolean anyOrigin() {
        return false;
    }

    /** Whether messages may be compressed, if the client offers it and does not say {@code compression=0} in its URL. */
    default boolean compression() {
        return false;
    }

    /** How much a client may send; empty: what is configured for all endpoints. */
    default Optional<FloodLimits> flood() {
        return Optional.empty();
    }

    /**
     * A client has connected; its messages go to the listener from now on.
     *
     * @param uri as the client asked for it, with path and query
     */
    ConnectionListener open(Connection connection, URI uri);
}

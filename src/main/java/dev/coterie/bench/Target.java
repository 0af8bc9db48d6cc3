package dev.coterie.bench;

import java.net.URI;

/**
 * The server that is driven. Immutable.
 *
 * @param base {@code http://host:port}
 * @param token for all connections
 */
record Target(URI base, String token) {

    private static final String REALTIME_PATH = "/api/realtime/convergence/default";

    /** The web socket that the protocol runs on. */
    URI realtime() {
        return base.resolve(REALTIME_PATH);
    }
}

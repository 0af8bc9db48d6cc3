package dev.coterie.live;

import java.util.List;

/** The connections of one protocol to this server; each protocol has a bean of this type. Thread-safe; nothing blocks. */
public interface LiveConnections {

    /** Everybody who is connected, in no particular order. */
    List<LiveConnection> all();

    /**
     * Closes a connection, and tells its client that it was an administrator who did: it does not come back by itself. Its
     * user may connect again.
     *
     * @return false when this protocol has no such connection (any more)
     */
    boolean end(String id);
}

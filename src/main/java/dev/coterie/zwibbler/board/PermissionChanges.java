package dev.coterie.zwibbler.board;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts changes of permissions on this node, so that a board notices when a client's were looked up before one and
 * arrive after it. Thread-safe.
 */
public final class PermissionChanges {

    private final AtomicLong count = new AtomicLong();

    public long count() {
        return count.get();
    }

    void changed() {
        count.incrementAndGet();
    }
}

package dev.coterie.socket;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts the connections of each address that have not authenticated, up to a limit. Thread-safe. */
final class Strangers {

    private final int maxPerAddress;
    private final ConcurrentMap<String, Integer> connections = new ConcurrentHashMap<>();

    Strangers(int maxPerAddress) {
        this.maxPerAddress = maxPerAddress;
    }

    /** Whether one more would be too many. */
    boolean full(String address) {
        return connections.getOrDefault(address, 0) >= maxPerAddress;
    }

    /**
     * Counts one more, even above the limit (two upgrades at the same moment).
     *
     * @return to be run, once or more often, when it is authenticated or gone
     */
    Runnable enter(String address) {
        connections.merge(address, 1, Integer::sum);
        AtomicBoolean left = new AtomicBoolean();
        return () -> {
            if (left.compareAndSet(false, true)) {
                connections.computeIfPresent(address, (any, count) -> count == 1 ? null : count - 1);
            }
        };
    }
}

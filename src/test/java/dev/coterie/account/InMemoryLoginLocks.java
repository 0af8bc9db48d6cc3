package dev.coterie.account;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What was locked, until the test ends. Thread-safe. */
class InMemoryLoginLocks implements LoginLocks {

    private final Map<ThrottleState.Key, ThrottleState> locks = new ConcurrentHashMap<>();
    private final Map<ThrottleState.Key, Instant> forgetAt = new ConcurrentHashMap<>();
    private final Map<List<String>, Instant> known = new ConcurrentHashMap<>();
    private int writes;

    @Override
    public List<ThrottleState> find(List<ThrottleState.Key> keys, Instant now) {
        return keys.stream()
                .filter(locks::containsKey)
                .filter(key -> forgetAt.getOrDefault(key, Instant.MIN).isAfter(now))
                .map(locks::get)
                .toList();
    }

    @Override
    public List<ThrottleState> all(Instant now, int limit) {
        return find(List.copyOf(locks.keySet()), now).stream().limit(limit).toList();
    }

    @Override
    public synchronized void put(ThrottleState lock, Instant now, Instant forgetAt) {
        writes++;
        locks.put(lock.key(), lock);
        this.forgetAt.put(lock.key(), forgetAt);
    }

    @Override
    public boolean remove(ThrottleState.Key key) {
        return locks.remove(key) != null;
    }

    @Override
    public boolean isKnown(String username, String address, Instant since) {
        Instant at = known.get(List.of(username, address));
        return at != null && at.isAfter(since);
    }

    @Override
    public void know(String username, String address, Instant now, Instant forgetBefore) {
        known.put(List.of(username, address), now);
    }

    synchronized int writes() {
        return writes;
    }
}

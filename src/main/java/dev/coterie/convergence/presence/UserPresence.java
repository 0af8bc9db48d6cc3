package dev.coterie.convergence.presence;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.protobuf.Value;

/** One user who is here: the sessions, and the state that they share. Confined to the presence actor. */
final class UserPresence {

    /** Encoded keys and values of one user, in bytes. */
    private static final int MAX_STATE_BYTES = 64 * 1024;

    private final Set<String> sessions = new HashSet<>();
    private final Map<String, Value> state = new HashMap<>();

    /** Whether the user was not here before. */
    boolean enter(String sessionId) {
        sessions.add(sessionId);
        return sessions.size() == 1;
    }

    /** Whether the user is gone with it. */
    boolean leave(String sessionId) {
        sessions.remove(sessionId);
        return sessions.isEmpty();
    }

    Map<String, Value> state() {
        return Map.copyOf(state);
    }

    /** Merges keys into the state; false, and nothing changed, when it would grow too large. */
    boolean set(Map<String, Value> changes) {
        Map<String, Value> merged = new HashMap<>(state);
        merged.putAll(changes);
        int bytes = merged.entrySet().stream()
                .mapToInt(
                        entry -> 2 * entry.getKey().length() + entry.getValue().getSerializedSize())
                .sum();
        if (bytes > MAX_STATE_BYTES) {
            return false;
        }
        state.putAll(changes);
        return true;
    }

    void remove(List<String> keys) {
        keys.forEach(state::remove);
    }

    void clear() {
        state.clear();
    }
}

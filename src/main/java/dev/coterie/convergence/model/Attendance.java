package dev.coterie.convergence.model;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who has which model of this node open. Thread-safe; models write it. */
final class Attendance {

    /** Model, session, username. */
    private final Map<String, Map<String, String>> models = new ConcurrentHashMap<>();

    void enter(String model, ModelClient client) {
        models.compute(model, (id, sessions) -> {
            Map<String, String> entered = sessions == null ? new ConcurrentHashMap<>() : sessions;
            entered.put(client.sessionId(), client.user().username());
            return entered;
        });
    }

    void leave(String model, String session) {
        models.computeIfPresent(model, (id, sessions) -> {
            sessions.remove(session);
            return sessions.isEmpty() ? null : sessions;
        });
    }

    /** The model is not in memory any more. */
    void end(String model) {
        models.remove(model);
    }

    /** Usernames, one entry a session. */
    List<String> users(String model) {
        return List.copyOf(models.getOrDefault(model, Map.of()).values());
    }
}

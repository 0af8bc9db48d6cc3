package dev.coterie.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.wire.model.ObjectValue;

/** The clients of one model. Confined to the event loop once the clients have been added. */
final class ModelGroup {

    private final String modelId;
    private final ObjectValue initialData;
    private final List<ModelClient> clients = new ArrayList<>();
    private final Map<String, ModelClient> bySession = new HashMap<>();

    /** @param initialData of the model, should it not exist yet */
    ModelGroup(String modelId, ObjectValue initialData) {
        this.modelId = modelId;
        this.initialData = initialData;
    }

    ObjectValue initialData() {
        return initialData;
    }

    String modelId() {
        return modelId;
    }

    List<ModelClient> clients() {
        return clients;
    }

    /** Adds a client and returns its number in the group. */
    int add(ModelClient client) {
        clients.add(client);
        return clients.size() - 1;
    }

    void authenticated(String sessionId, ModelClient client) {
        bySession.put(sessionId, client);
    }

    @Nullable
    ModelClient author(String sessionId) {
        return bySession.get(sessionId);
    }
}

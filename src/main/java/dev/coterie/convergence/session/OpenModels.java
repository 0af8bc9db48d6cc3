package dev.coterie.convergence.session;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.coterie.convergence.wire.ErrorCode;

/** The models that a session has open, resynchronises or has asked for. Confined to the session's actor, but for names. */
final class OpenModels {

    private final Map<Integer, String> byResourceId = new HashMap<>();
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> opening = new HashMap<>();
    private final int maxModels;

    /** @param maxModels each is an entity that has to keep the session in mind */
    OpenModels(int maxModels) {
        this.maxModels = maxModels;
    }

    /** Why a model cannot be opened or resynchronised now; empty: it can. */
    Optional<ErrorCode> whyNot(String modelId) {
        if (open.contains(modelId)) {
            return Optional.of(ErrorCode.MODEL_ALREADY_OPEN);
        }
        if (opening.containsKey(modelId)) {
            return Optional.of(ErrorCode.MODEL_ALREADY_OPENING);
        }
        return open.size() + opening.size() < maxModels
                ? Optional.empty()
                : Optional.of(ErrorCode.TOO_MANY_OPEN_MODELS);
    }

    void asked(String modelId, int requestId) {
        opening.put(modelId, requestId);
    }

    /** Whether any request to open awaits its reply. */
    boolean anyAsked() {
        return !opening.isEmpty();
    }

    /** A request has its reply: if it asked for a model, that is open by now or was refused. */
    void replied(int requestId) {
        opening.values().removeIf(asked -> asked == requestId);
    }

    void opened(int resourceId, String modelId) {
        opening.remove(modelId);
        open.add(modelId);
        byResourceId.put(resourceId, modelId);
    }

    /** Returns which model that was. */
    Optional<String> closed(int resourceId) {
        Optional<String> modelId = Optional.ofNullable(byResourceId.remove(resourceId));
        modelId.ifPresent(open::remove);
        return modelId;
    }

    /** What is open, in the alphabet's order; on any thread. */
    List<String> names() {
        return open.stream().sorted().toList();
    }

    Optional<String> model(int resourceId) {
        return Optional.ofNullable(byResourceId.get(resourceId));
    }

    /** Every model that has to know when the session ends. */
    Set<String> all() {
        Set<String> all = new HashSet<>(open);
        all.addAll(opening.keySet());
        return all;
    }
}

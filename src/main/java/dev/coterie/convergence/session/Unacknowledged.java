package dev.coterie.convergence.session;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Operations of the client that were not acknowledged, by the model's resource id. The client (1.0.0-rc.12) that is put
 * out of a model takes it for closed only when all its operations are acknowledged, which will not happen: until its
 * connection ends it can neither use that model nor open it again. Confined to the session's actor.
 */
final class Unacknowledged {

    /** How many models that the client was put out of are remembered. */
    private static final int MAX_LOST = 1000;

    private final Map<Integer, Integer> lastSubmitted = new HashMap<>();
    private final Set<Integer> lost = new LinkedHashSet<>();

    void opened(int resourceId) {
        forget(resourceId);
    }

    void submitted(int resourceId, int sequenceNumber) {
        lastSubmitted.put(resourceId, sequenceNumber);
    }

    /** Acknowledgements come in the order of the operations. */
    void acknowledged(int resourceId, int sequenceNumber) {
        lastSubmitted.remove(resourceId, sequenceNumber);
    }

    void closed(int resourceId) {
        forget(resourceId);
    }

    /**
     * The client is put out of the model.
     *
     * @return whether it waits for an acknowledgement
     */
    boolean lost(int resourceId) {
        boolean waits = lastSubmitted.containsKey(resourceId);
        forget(resourceId);
        if (lost.size() >= MAX_LOST) {
            lost.remove(lost.iterator().next());
        }
        lost.add(resourceId);
        return waits;
    }

    /** Whether the client was put out of that model, and cannot have known it when it sent what comes now. */
    boolean wasLost(int resourceId) {
        return lost.contains(resourceId);
    }

    private void forget(int resourceId) {
        lastSubmitted.remove(resourceId);
        lost.remove(resourceId);
    }
}

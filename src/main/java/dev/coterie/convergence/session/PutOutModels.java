package dev.coterie.convergence.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows which acknowledgements a client still waits for when it is put out of a model. A client takes such a model for
 * closed, tells why, and can open it again, only when it has no operation under way any more: so those that come too
 * late are acknowledged, though nobody takes them. Confined to the session's actor.
 *
 * <p>A client that keeps copies of models would store what is acknowledged as if it were part of the model: it has to
 * wait until it is disconnected.
 */
final class PutOutModels {

    /** Of those that the client was put out of; beyond that the oldest ones are forgotten. */
    private static final int MAX_MODELS = 1000;

    private final Map<Integer, Sent> open = new HashMap<>();
    private final Map<Integer, Waiting> putOut = new LinkedHashMap<>();

    private boolean copiesKept;

    /** @param copiesKept whether the client is known to keep copies of models, to be used offline */
    PutOutModels(boolean copiesKept) {
        this.copiesKept = copiesKept;
    }

    /** Numbers of operations that were handed to a model. */
    private record Sent(int first, int last) {}

    /**
     * What the client expects next.
     *
     * @param number 0: not known
     */
    private record Waiting(int number, long version) {}

    /** An acknowledgement to be sent. */
    record Acknowledgement(int resourceId, int number, long version) {}

    /** The client keeps copies of models, to be used offline. */
    void keepsCopies() {
        copiesKept = true;
    }

    void opened(int resourceId) {
        open.remove(resourceId);
        putOut.remove(resourceId);
    }

    void submitted(int resourceId, int number) {
        open.merge(resourceId, new Sent(number, number), (sent, now) -> new Sent(sent.first, now.last));
    }

    void closed(int resourceId) {
        open.remove(resourceId);
    }

    /**
     * The client was put out of a model; returns what it has sent and nobody has taken.
     *
     * @param lastTaken number of its last operation that was taken; 0: none was
     * @param version that it has then
     */
    List<Acknowledgement> closed(int resourceId, int lastTaken, long version) {
        Sent sent = open.remove(resourceId);
        if (copiesKept) {
            return List.of();
        }
        int number = lastTaken > 0 ? lastTaken + 1 : sent == null ? 0 : sent.first;
        putOut.put(resourceId, new Waiting(number, version));
        if (putOut.size() > MAX_MODELS) {
            putOut.remove(putOut.keySet().iterator().next());
        }
        List<Acknowledgement> late = new ArrayList<>();
        while (sent != null && number <= sent.last) {
            late(resourceId, number).ifPresent(late::add);
            number++;
        }
        return late;
    }

    /** The client has sent an operation to a model that is not open. */
    Optional<Acknowledgement> late(int resourceId, int number) {
        Waiting waiting = putOut.get(resourceId);
        if (waiting == null || waiting.number != 0 && waiting.number != number) {
            return Optional.empty();
        }
        putOut.put(resourceId, new Waiting(number + 1, waiting.version + 1));
        return Optional.of(new Acknowledgement(resourceId, number, waiting.version));
    }
}

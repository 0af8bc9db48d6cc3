package dev.coterie.convergence.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.coterie.cluster.Member;
import dev.coterie.convergence.model.ModelCommand.Resync;
import dev.coterie.convergence.wire.ErrorCode;

/**
 * Sends clients away that cannot be brought up to date. One that is told so keeps its model as it was, and cannot open it
 * anew. So it hears that it is up to date, nothing of what it then sends is taken, and it is put out: it says why, and
 * opens the model as it is now. Confined to the model's entity.
 *
 * <p>A client that keeps copies would remove edits from its disk which nobody has taken: it is told.
 */
final class TurningAway {

    private final LiveModel model;
    private final Map<String, TurnedAway> asked = new LinkedHashMap<>();

    TurningAway(LiveModel model) {
        this.model = model;
    }

    private record TurnedAway(Resync resync, String why) {}

    void turnAway(Resync resync, String why) {
        ModelClient client = resync.client();
        if (resync.keepsCopies()) {
            model.outbox().send(client.member(), model.frames().error(resync.requestId(), ErrorCode.UNKNOWN, why));
            return;
        }
        asked.put(client.sessionId(), new TurnedAway(resync, why));
        model.outbox()
                .send(
                        client.member(),
                        model.frames()
                                .resyncing(resync.requestId(), resync.contextVersion(), model.rightsOf(client.user())));
    }

    boolean isUnderWay(String session) {
        return asked.containsKey(session);
    }

    boolean isIdle() {
        return asked.isEmpty();
    }

    /** The client has sent all, and is put out if it is to be. */
    void sentAll(String session, boolean open) {
        TurnedAway client = asked.remove(session);
        if (client == null) {
            return;
        }
        model.environment().metrics().putOut();
        long version = client.resync.contextVersion();
        Member<SessionEvent> member = client.resync.client().member();
        Outbox outbox = model.outbox();
        if (open) {
            outbox.send(member, model.frames().resyncedToOpen(List.of(), List.of(), List.of()));
            outbox.send(member, model.frames().forceClosed(ForceClose.TOO_OLD, client.why, version, 0));
        } else {
            // It would hear no reason: what it has sent is not acknowledged, so that it keeps it.
            outbox.send(member, model.frames().resyncedToClose(version, null));
        }
    }

    void forget(String session) {
        asked.remove(session);
    }

    /** Those who have not sent all; they are forgotten. */
    List<ModelClient> giveUp() {
        List<ModelClient> waiting =
                asked.values().stream().map(client -> client.resync.client()).toList();
        asked.clear();
        return waiting;
    }
}

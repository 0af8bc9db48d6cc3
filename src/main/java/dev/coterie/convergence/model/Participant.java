package dev.coterie.convergence.model;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.coterie.cluster.Member;
import dev.coterie.convergence.identity.UserKey;

/** A session that is in a model. Confined to the model's entity. */
final class Participant {

    private final ModelClient client;
    private final Set<Integer> acknowledgedBefore;
    private boolean resyncing;
    private int lastSequenceNumber;
    private @Nullable Refused refused;

    /** Why a session is to be put out once it has resynchronised. */
    record Refused(ForceClose why, String reason) {}

    private Participant(ModelClient client, boolean resyncing, Set<Integer> acknowledgedBefore) {
        this.client = client;
        this.resyncing = resyncing;
        this.acknowledgedBefore = acknowledgedBefore;
    }

    static Participant opened(ModelClient client) {
        return new Participant(client, false, Set.of());
    }

    /** @param acknowledgedBefore numbers of the client's operations that its resynchronisation acknowledges */
    static Participant resyncing(ModelClient client, Set<Integer> acknowledgedBefore) {
        return new Participant(client, true, new HashSet<>(acknowledgedBefore));
    }

    String session() {
        return client.sessionId();
    }

    UserKey user() {
        return client.user();
    }

    ModelClient client() {
        return client;
    }

    Member<SessionEvent> member() {
        return client.member();
    }

    boolean isResyncing() {
        return resyncing;
    }

    void resyncCompleted() {
        resyncing = false;
    }

    /** Nothing more is taken from this session. */
    void refuse(Refused why) {
        refused = refused == null ? why : refused;
    }

    @Nullable
    Refused refused() {
        return refused;
    }

    /** The number of the last operation of this session that was taken; 0: none was. */
    int lastTaken() {
        return lastSequenceNumber;
    }

    /** Tells whether this client has sent the operation of this number already. */
    boolean hasSubmitted(int sequenceNumber) {
        return sequenceNumber <= lastSequenceNumber || acknowledgedBefore.contains(sequenceNumber);
    }

    /** The operation of this number turned out to be committed already. */
    void acknowledgedBefore(int sequenceNumber) {
        acknowledgedBefore.add(sequenceNumber);
    }

    void submitted(int sequenceNumber) {
        lastSequenceNumber = sequenceNumber;
    }
}

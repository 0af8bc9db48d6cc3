package dev.coterie.convergence.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.protobuf.InvalidProtocolBufferException;

import dev.coterie.convergence.identity.DomainUsers;
import dev.coterie.convergence.model.ModelCommand.Resync;
import dev.coterie.convergence.model.ot.Operation;
import dev.coterie.convergence.model.ot.OwnOperations;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.core.DomainUserIdData;
import dev.coterie.convergence.wire.identity.IdentityCacheUpdateMessage;
import dev.coterie.convergence.wire.model.OperationData;
import dev.coterie.convergence.wire.model.OperationSubmissionMessage;

/**
 * Brings clients up to date that were started anew with edits of an earlier life, some of which may be committed already.
 * Such a client has no token that says which sessions were its own. So it is asked: it hears that it is up to date, sends
 * what it has, and only then gets what it has missed, in which its own operations are acknowledged. Confined to the
 * model's entity.
 */
final class Recognising {

    /** Of what one client sends, so much is held until it has sent all. */
    private static final long MAX_HELD_BYTES = 32 << 20;

    private final LiveModel model;
    private final Commits commits;
    private final Submitting submitting;
    private final Map<String, Asked> asked = new LinkedHashMap<>();

    Recognising(LiveModel model, Commits commits, Submitting submitting) {
        this.model = model;
        this.commits = commits;
        this.submitting = submitting;
    }

    /** A client that sends what it has. */
    private static final class Asked {

        private final Resync resync;
        private final Set<String> candidates;
        private final List<RecentOperations.Sent> stored;
        private final long storedEnd;
        private final List<OperationSubmissionMessage> held = new ArrayList<>();
        private long heldBytes;

        Asked(Resync resync, Set<String> candidates, List<RecentOperations.Sent> stored, long storedEnd) {
            this.resync = resync;
            this.candidates = candidates;
            this.stored = stored;
            this.storedEnd = storedEnd;
        }
    }

    /** The sessions of a client's user, over now and not known to have been the client's, whose operations it has missed. */
    Set<String> candidates(Resync resync, List<RecentOperations.Sent> missing, IdentityCacheUpdateMessage described) {
        DomainUserIdData user = DomainUsers.id(resync.client().user());
        Set<String> candidates = new HashSet<>();
        for (RecentOperations.Sent operation : missing) {
            String author = operation.author();
            if (user.equals(described.getSessionsMap().get(author)) && model.participant(author) == null) {
                candidates.add(author);
            }
        }
        candidates.removeAll(resync.formerSessionIds());
        return candidates;
    }

    /**
     * Has a client send what it has.
     *
     * @param stored the first operations that it has missed
     * @param storedEnd from which context version on the others are in memory
     */
    void ask(Resync resync, Set<String> candidates, List<RecentOperations.Sent> stored, long storedEnd) {
        Set<String> own = new HashSet<>(candidates);
        own.addAll(resync.formerSessionIds());
        ModelClient client = resync.client();
        asked.put(client.sessionId(), new Asked(resync, own, stored, storedEnd));
        model.outbox()
                .send(
                        client.member(),
                        model.frames()
                                .resyncing(resync.requestId(), resync.contextVersion(), model.rightsOf(client.user())));
    }

    /** Whether an operation is kept until its author has sent all. */
    boolean hold(Participant author, OperationSubmissionMessage submission) {
        Asked client = asked.get(author.session());
        if (client == null) {
            return false;
        }
        client.held.add(submission);
        client.heldBytes += submission.getSerializedSize();
        if (client.heldBytes > MAX_HELD_BYTES
                || client.held.size() > model.properties().maxLag()) {
            forget(author.session());
            model.forceClose(author, ForceClose.OPERATION_REFUSED);
        }
        return true;
    }

    /** A client has sent all, if it was asked: it gets what it has missed, and its own operations are taken. */
    void sentAll(Participant participant) {
        Asked client = asked.get(participant.session());
        if (client == null) {
            return;
        }
        List<RecentOperations.Sent> missing = new ArrayList<>(client.stored);
        missing.addAll(commits.recent().from(client.storedEnd));
        forget(participant.session());

        OwnOperations own = new OwnOperations(client.candidates, sent(client.held));
        missing.forEach(operation -> own.missed(
                operation.contextVersion(),
                operation.author(),
                new OwnOperations.Sent(operation.sequenceNumber(), operation(operation.frame()))));
        model.shared().resumeResync(participant.session(), client.resync.contextVersion(), own);
        for (RecentOperations.Sent operation : missing) {
            if (own.isOwn(operation.contextVersion())) {
                participant.acknowledgedBefore(operation.sequenceNumber());
                model.outbox()
                        .send(
                                participant.member(),
                                model.frames()
                                        .acknowledgement(
                                                operation.sequenceNumber(),
                                                operation.contextVersion(),
                                                operation.at()));
            } else {
                model.outbox().send(participant.member(), new SessionEvent.Send(operation.frame()));
            }
        }
        model.outbox().enter(participant.member());
        for (OperationSubmissionMessage submission : client.held) {
            if (model.participant(participant.session()) == participant) {
                submitting.submit(participant, submission);
            }
        }
    }

    /** What cannot be read is none of those that were committed. */
    private static List<OwnOperations.Sent> sent(List<OperationSubmissionMessage> held) {
        List<OwnOperations.Sent> sent = new ArrayList<>();
        for (OperationSubmissionMessage submission : held) {
            try {
                sent.add(new OwnOperations.Sent(
                        submission.getSequenceNumber(), OperationMapper.operation(submission.getOperation())));
            } catch (IncompleteMessageException e) {
                break;
            }
        }
        return sent;
    }

    private static Operation operation(byte[] frame) {
        try {
            OperationData data =
                    ConvergenceMessage.parseFrom(frame).getRemoteOperation().getOperation();
            return OperationMapper.operation(data);
        } catch (InvalidProtocolBufferException | IncompleteMessageException e) {
            throw new IllegalStateException("an operation of ours cannot be read", e);
        }
    }

    /** The session is gone, or goes on as any other. */
    void forget(String session) {
        asked.remove(session);
    }

    /** From which context version on recent operations must be kept. */
    long needed() {
        return asked.values().stream()
                .mapToLong(client -> client.storedEnd)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Those who have not got what they have missed; they are forgotten. */
    List<ModelClient> giveUp() {
        List<ModelClient> waiting =
                asked.values().stream().map(client -> client.resync.client()).toList();
        asked.clear();
        return waiting;
    }
}

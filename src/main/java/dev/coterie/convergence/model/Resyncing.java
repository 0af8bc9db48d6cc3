package dev.coterie.convergence.model;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.identity.DomainUsers;
import dev.coterie.convergence.identity.UserKey;
import dev.coterie.convergence.identity.UserType;
import dev.coterie.convergence.model.ModelCommand.Resync;
import dev.coterie.convergence.model.ot.CompoundOperation;
import dev.coterie.convergence.model.ot.SubmitOutcome;
import dev.coterie.convergence.wire.ErrorCode;
import dev.coterie.convergence.wire.core.DomainUserData;
import dev.coterie.convergence.wire.identity.IdentityCacheUpdateMessage;

/**
 * Brings clients that were away up to date (sections 9.3 and 9.4 of the protocol). What is missing is gathered first,
 * from memory or from the log; then the client is let in at once, so that nothing can come before what it missed.
 * Confined to the model's entity.
 */
final class Resyncing {

    /** The author of what the server itself commits: no session, and so never a former session of a client. */
    static final String SERVER_SESSION = "server";

    private static final UserKey SERVER_USER = new UserKey(UserType.CONVERGENCE, "server");

    private final LiveModel model;
    private final Commits commits;
    private final Deadlines deadlines;
    private final @Nullable String creator;
    private final Recognising recognising;
    private final Gathering gathering;
    private final TurningAway turningAway;

    /** @param creator see {@link ModelEntity#live} */
    Resyncing(
            LiveModel model,
            Commits commits,
            Later later,
            Deadlines deadlines,
            Recognising recognising,
            @Nullable String creator) {
        this.model = model;
        this.commits = commits;
        this.deadlines = deadlines;
        this.recognising = recognising;
        this.creator = creator;
        this.gathering = new Gathering(model, commits, later, recognising, new Gathered());
        this.turningAway = new TurningAway(model);
    }

    /** Whether the client waits to be let in, or is about to be put out. */
    boolean isUnderWay(String session) {
        return gathering.isUnderWay(session) || turningAway.isUnderWay(session);
    }

    boolean isIdle() {
        return gathering.isIdle() && turningAway.isIdle();
    }

    /** The session is gone. */
    void forget(String session) {
        recognising.forget(session);
        turningAway.forget(session);
        gathering.end(session);
    }

    /** Those who have got no answer yet; they are forgotten. */
    List<Resync> giveUp() {
        return gathering.giveUp();
    }

    /** Those who were to be put out; they are forgotten. */
    List<ModelClient> giveUpTurnedAway() {
        return turningAway.giveUp();
    }

    void start(Resync resync) {
        long from = resync.contextVersion();
        if (!mayRead(resync)) {
            return;
        }
        if (from < 1 || from > model.shared().version()) {
            refuse(resync, ErrorCode.INVALID_MESSAGE, "The model has no such version.");
        } else if (from < model.firstVersion() && !hasJustCreated(resync)) {
            refuse(resync, ErrorCode.MODEL_DELETED, "The model was deleted. There is another one of its id now.");
        } else if (model.shared().version() - from > model.properties().maxReplay()) {
            turningAway.turnAway(resync, "The model has changed too much meanwhile; it has to be opened anew.");
        } else {
            gathering.start(resync, Math.max(from, model.firstVersion()));
        }
    }

    /**
     * A client that has created a model while it was offline, and does so here now, has version 1 of it, whatever the
     * first version is here: it is brought there by operations without effect.
     */
    private boolean hasJustCreated(Resync resync) {
        return creator != null
                && resync.contextVersion() == 1
                && (creator.equals(resync.client().sessionId())
                        || resync.formerSessionIds().contains(creator));
    }

    private boolean mayRead(Resync resync) {
        boolean allowed = model.rightsOf(resync.client().user()).read();
        if (!allowed) {
            refuse(resync, ErrorCode.UNAUTHORIZED, "You may not read this model.");
        }
        return allowed;
    }

    private void letIn(Gathering.Missed missed) {
        Resync resync = missed.resync();
        if (!mayRead(resync)) {
            gathering.end(resync.client().sessionId());
            return;
        }
        if (mayAsk(missed)) {
            Set<String> candidates = recognising.candidates(resync, missed.operations(), missed.described());
            if (!candidates.isEmpty()) {
                ask(missed, candidates);
                return;
            }
        }
        Set<String> former = new HashSet<>(resync.formerSessionIds());
        if (missed.operations().stream().anyMatch(operation -> former.contains(operation.author()))) {
            commitNothing();
        }
        List<RecentOperations.Sent> operations = missed.operations();
        Set<Integer> acknowledged = new HashSet<>();
        operations.stream()
                .filter(operation -> former.contains(operation.author()))
                .forEach(operation -> acknowledged.add(operation.sequenceNumber()));

        gathering.end(resync.client().sessionId());

        ModelClient client = resync.client();
        model.shared().startResync(client.sessionId());
        enter(client, acknowledged);
        Outbox outbox = model.outbox();
        outbox.send(
                client.member(),
                model.frames().resyncing(resync.requestId(), model.shared().version(), model.rightsOf(client.user())));
        describe(client, missed);
        for (long version = resync.contextVersion(); version < missed.from(); version++) {
            outbox.send(client.member(), new SessionEvent.Send(nothing(version)));
        }
        for (RecentOperations.Sent operation : operations) {
            outbox.send(
                    client.member(),
                    former.contains(operation.author())
                            ? model.frames()
                                    .acknowledgement(
                                            operation.sequenceNumber(), operation.contextVersion(), operation.at())
                            : new SessionEvent.Send(operation.frame()));
        }
        outbox.enter(client.member());
    }

    /** Without a gap before what is missing, and not more than a session may lag behind. */
    private boolean mayAsk(Gathering.Missed missed) {
        return missed.from() == missed.resync().contextVersion()
                && model.shared().version() - missed.from()
                        <= model.properties().maxLag();
    }

    private void ask(Gathering.Missed missed, Set<String> candidates) {
        ModelClient client = missed.resync().client();
        enter(client, Set.of());
        recognising.ask(missed.resync(), candidates, missed.stored(), missed.storedEnd());
        describe(client, missed);
        gathering.end(client.sessionId());
    }

    private void enter(ModelClient client, Set<Integer> acknowledged) {
        model.enter(Participant.resyncing(client, acknowledged));
        progressed(client.sessionId());
        model.outbox().toEverybody(ModelFrames.identity(List.of(client)), null);
        model.outbox().toOpen(model.frames().resyncStarted(client.sessionId()), null);
    }

    /** Says whose operations will come. */
    private void describe(ModelClient client, Gathering.Missed missed) {
        model.outbox().send(client.member(), ModelFrames.identity(withServer(missed.described())));
        model.outbox().send(client.member(), ModelFrames.identity(model.clients()));
    }

    /**
     * Commits an operation without effect. The client that learns now that operations of its own were stored needs one
     * of somebody else's after them, to notice that it is up to date and to bring the rest to the right version.
     */
    private void commitNothing() {
        SubmitOutcome outcome = model.shared().submitOwn(SERVER_SESSION, new CompoundOperation(List.of()));
        if (outcome instanceof SubmitOutcome.Accepted accepted) {
            model.outbox()
                    .toEverybody(
                            ModelFrames.identity(withServer(IdentityCacheUpdateMessage.getDefaultInstance())), null);
            commits.commit(SERVER_SESSION, null, 0, accepted);
        } else {
            throw new IllegalStateException("an operation without effect was refused: " + outcome);
        }
    }

    private byte[] nothing(long contextVersion) {
        return model.frames()
                .remoteOperation(
                        SERVER_SESSION, contextVersion, model.record().createdAt(), new CompoundOperation(List.of()));
    }

    /** The same, and who {@link #SERVER_SESSION} is. */
    static IdentityCacheUpdateMessage withServer(IdentityCacheUpdateMessage update) {
        return update.toBuilder()
                .putSessions(SERVER_SESSION, DomainUsers.id(SERVER_USER))
                .addUsers(DomainUserData.newBuilder().setUserId(DomainUsers.id(SERVER_USER)))
                .build();
    }

    /** A client has everything and has sent everything. */
    void complete(String session, boolean open) {
        turningAway.sentAll(session, open);
        Participant participant = model.participant(session);
        if (participant != null && participant.isResyncing()) {
            complete(participant, open);
        }
    }

    private void complete(Participant participant, boolean open) {
        String session = participant.session();
        deadlines.cancel(session);
        recognising.sentAll(participant);
        gathering.pin();
        if (model.participant(session) != participant) {
            return;
        }
        if (!open) {
            model.leave(participant);
            model.outbox()
                    .send(
                            participant.member(),
                            model.frames()
                                    .resyncedToClose(
                                            model.shared().version(),
                                            participant.refused() == null ? null : participant.lastTaken()));
            return;
        }
        participant.resyncCompleted();
        model.shared().completeResync(session);
        Outbox outbox = model.outbox();
        outbox.toOpen(model.frames().clientOpened(session), session);
        outbox.toOpen(model.frames().resyncCompleted(session), session);
        outbox.send(
                participant.member(),
                model.frames()
                        .resyncedToOpen(
                                model.openSessions(),
                                model.resyncingSessions(),
                                model.shared().referencesExcept(session)));
        outbox.enterOpen(participant.member());
        Participant.Refused refused = participant.refused();
        if (refused != null) {
            model.forceClose(participant, refused.why(), refused.reason());
        }
    }

    /** The client is still at it. */
    void progressed(String session) {
        deadlines.set(session, model.properties().resyncTime());
    }

    private void refuse(Resync resync, ErrorCode code, String message) {
        model.outbox().send(resync.client().member(), model.frames().error(resync.requestId(), code, message));
    }

    private final class Gathered implements Gathering.Outcome {

        @Override
        public void gathered(Gathering.Missed missed) {
            letIn(missed);
        }

        @Override
        public void gone(Gathering.Missed missed) {
            gathering.end(missed.resync().client().sessionId());
            turningAway.turnAway(
                    missed.resync(), "That part of the history is no longer there; the model has to be opened anew.");
        }

        /** An answer that says no would leave the client's model offline for good: have it come back instead. */
        @Override
        public void failed(Gathering.Missed missed) {
            ModelClient client = missed.resync().client();
            gathering.end(client.sessionId());
            model.outbox().send(client.member(), LiveModelBehavior.comeBack());
        }
    }

    /** Ends of patience, one per session. */
    interface Deadlines {

        void set(String session, Duration patience);

        void cancel(String session);
    }
}

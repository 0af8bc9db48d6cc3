package dev.coterie.convergence.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

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
import dev.coterie.document.LogEntry;

/**
 * Brings clients that were away up to date (sections 9.3 and 9.4 of the protocol). What is missing is gathered first,
 * from memory or from the log; then the client is let in at once, so that nothing can come before what it missed.
 * Confined to the model's entity.
 */
final class Resyncing {

    /** The author of what the server itself commits: no session, and so never a former session of a client. */
    static final String SERVER_SESSION = "server";

    private static final UserKey SERVER_USER = new UserKey(UserType.CONVERGENCE, "server");
    private static final int PAGE = 1_000;

    private final LiveModel model;
    private final Commits commits;
    private final Later later;
    private final Deadlines deadlines;
    private final @Nullable String creator;
    private final Recognising recognising;
    private final Map<String, Gathering> gathering = new LinkedHashMap<>();

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
        this.later = later;
        this.deadlines = deadlines;
        this.recognising = recognising;
        this.creator = creator;
    }

    /** What a client misses, as far as it is known. */
    private static final class Gathering {

        private final Resync resync;

        /** Operations that were read from the log; those in memory follow. */
        private final List<RecentOperations.Sent> stored = new ArrayList<>();

        /** The context version of the first operation that is missing. */
        private final long from;

        private final long storedEnd;
        private final Set<String> describedSessions = new HashSet<>();
        private IdentityCacheUpdateMessage described = IdentityCacheUpdateMessage.getDefaultInstance();

        Gathering(Resync resync, long from, long storedEnd) {
            this.resync = resync;
            this.from = from;
            this.storedEnd = storedEnd;
        }

        String session() {
            return resync.client().sessionId();
        }

        /** The context version of the first operation that was not read yet. */
        long next() {
            return from + stored.size();
        }
    }

    boolean isGathering(String session) {
        return gathering.containsKey(session);
    }

    boolean isIdle() {
        return gathering.isEmpty();
    }

    /** The session is gone before it was let in. */
    void forget(String session) {
        gathering.remove(session);
        recognising.forget(session);
        pin();
    }

    /** Those who were not let in yet; they are forgotten. */
    List<Resync> giveUp() {
        List<Resync> unanswered =
                gathering.values().stream().map(started -> started.resync).toList();
        gathering.clear();
        return unanswered;
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
            refuse(resync, ErrorCode.UNKNOWN, "The model has changed too much meanwhile; it has to be opened anew.");
        } else {
            long first = Math.max(from, model.firstVersion());
            Gathering started = new Gathering(
                    resync, first, Math.max(first, commits.recent().first()));
            gathering.put(started.session(), started);
            pin();
            read(started);
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

    /** What is gathered from memory in the end must still be there then. */
    private void pin() {
        long gathered = gathering.values().stream()
                .mapToLong(started -> started.storedEnd)
                .min()
                .orElse(Long.MAX_VALUE);
        commits.pin(Math.min(gathered, recognising.needed()));
    }

    private void read(Gathering started) {
        if (started.next() >= started.storedEnd) {
            describe(started);
            return;
        }
        later.when(
                model.environment().store().read(model.record().id(), started.next(), started.storedEnd, PAGE),
                whileGathering(started, entries -> add(started, entries)),
                whileGathering(started, failure -> tryAgain(started)));
    }

    private void add(Gathering started, List<LogEntry> entries) {
        for (LogEntry entry : entries) {
            if (entry.position() != started.next()) {
                break;
            }
            started.stored.add(commits.sent(entry));
        }
        if (entries.isEmpty()
                || started.next() != entries.get(entries.size() - 1).next()) {
            end(started);
            refuse(started.resync, ErrorCode.UNKNOWN, "That part of the history is no longer there.");
        } else {
            read(started);
        }
    }

    /** Makes sure that everybody is known whose operations are to be sent. */
    private void describe(Gathering started) {
        Set<String> unknown = new HashSet<>();
        missing(started).forEach(operation -> unknown.add(operation.author()));
        unknown.removeAll(started.describedSessions);
        unknown.remove(SERVER_SESSION);
        model.clients().forEach(client -> unknown.remove(client.sessionId()));
        if (unknown.isEmpty()) {
            letIn(started);
            return;
        }
        later.when(
                model.environment().sessions().describe(unknown),
                whileGathering(started, description -> {
                    started.describedSessions.addAll(unknown);
                    started.described =
                            started.described.toBuilder().mergeFrom(description).build();
                    describe(started);
                }),
                whileGathering(started, failure -> tryAgain(started)));
    }

    private List<RecentOperations.Sent> missing(Gathering started) {
        List<RecentOperations.Sent> missing = new ArrayList<>(started.stored);
        missing.addAll(commits.recent().from(started.storedEnd));
        return missing;
    }

    private void letIn(Gathering started) {
        Resync resync = started.resync;
        if (!mayRead(resync)) {
            end(started);
            return;
        }
        if (mayAsk(started)) {
            Set<String> candidates = recognising.candidates(resync, missing(started), started.described);
            if (!candidates.isEmpty()) {
                ask(started, candidates);
                return;
            }
        }
        Set<String> former = new HashSet<>(resync.formerSessionIds());
        if (missing(started).stream().anyMatch(operation -> former.contains(operation.author()))) {
            commitNothing();
        }
        List<RecentOperations.Sent> missing = missing(started);
        Set<Integer> acknowledged = new HashSet<>();
        missing.stream()
                .filter(operation -> former.contains(operation.author()))
                .forEach(operation -> acknowledged.add(operation.sequenceNumber()));

        end(started);

        ModelClient client = resync.client();
        model.shared().startResync(client.sessionId());
        enter(client, acknowledged);
        Outbox outbox = model.outbox();
        outbox.send(
                client.member(),
                model.frames().resyncing(resync.requestId(), model.shared().version(), model.rightsOf(client.user())));
        describe(client, started);
        for (long version = resync.contextVersion(); version < started.from; version++) {
            outbox.send(client.member(), new SessionEvent.Send(nothing(version)));
        }
        for (RecentOperations.Sent operation : missing) {
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
    private boolean mayAsk(Gathering started) {
        return started.from == started.resync.contextVersion()
                && model.shared().version() - started.from <= model.properties().maxLag();
    }

    private void ask(Gathering started, Set<String> candidates) {
        gathering.remove(started.session());
        ModelClient client = started.resync.client();
        enter(client, Set.of());
        recognising.ask(started.resync, candidates, started.stored, started.storedEnd);
        describe(client, started);
        pin();
    }

    private void enter(ModelClient client, Set<Integer> acknowledged) {
        model.enter(Participant.resyncing(client, acknowledged));
        progressed(client.sessionId());
        model.outbox().toEverybody(ModelFrames.identity(List.of(client)), null);
        model.outbox().toOpen(model.frames().resyncStarted(client.sessionId()), null);
    }

    /** Says whose operations will come. */
    private void describe(ModelClient client, Gathering started) {
        model.outbox().send(client.member(), ModelFrames.identity(withServer(started.described)));
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

    /** The client has everything and has sent everything. */
    void complete(Participant participant, boolean open) {
        String session = participant.session();
        deadlines.cancel(session);
        recognising.sentAll(participant);
        pin();
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

    private void end(Gathering started) {
        gathering.remove(started.session());
        pin();
    }

    /** An answer that says no would leave the client's model offline for good: have it come back instead. */
    private void tryAgain(Gathering started) {
        end(started);
        model.outbox().send(started.resync.client().member(), LiveModelBehavior.comeBack());
    }

    private void refuse(Resync resync, ErrorCode code, String message) {
        model.outbox().send(resync.client().member(), model.frames().error(resync.requestId(), code, message));
    }

    /** The client may have gone meanwhile. */
    private <T> Consumer<T> whileGathering(Gathering started, Consumer<T> then) {
        return value -> {
            if (gathering.get(started.session()) == started) {
                then.accept(value);
            }
        };
    }

    /** Ends of patience, one per session. */
    interface Deadlines {

        void set(String session, Duration patience);

        void cancel(String session);
    }
}

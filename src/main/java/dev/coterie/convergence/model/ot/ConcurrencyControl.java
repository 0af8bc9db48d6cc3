package dev.coterie.convergence.model.ot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.coterie.convergence.model.ot.OperationHistory.Entry;

/**
 * Orders the operations of a model's sessions: brings each one, made on a version that its author knew, to the
 * version that the model has. Confined to the owner of the model.
 *
 * <p>A session answers for how far it is by the context version of what it sends. For each session this class keeps
 * the operations of others that the session has not shown to know, in the form in which they follow what the session
 * itself has sent (its path).
 */
final class ConcurrencyControl {

    /** Below this length the history is not worth pruning. */
    private static final int MIN_PRUNED_SIZE = 64;

    private final OperationHistory history;
    private final Map<String, Participant> participants = new HashMap<>();
    private final int maxHistory;
    private int pruneAt = MIN_PRUNED_SIZE;

    /** @param maxHistory number of operations that a session may lag behind */
    ConcurrencyControl(long version, int maxHistory) {
        this.history = new OperationHistory(version);
        this.maxHistory = maxHistory;
    }

    private static final class Participant {
        private final boolean resyncing;
        private final long contextVersion;
        private final List<Entry> path;

        /** The model's version when the path was brought up to date. */
        private final long pathVersion;

        Participant(boolean resyncing, long contextVersion, List<Entry> path, long pathVersion) {
            this.resyncing = resyncing;
            this.contextVersion = contextVersion;
            this.path = path;
            this.pathVersion = pathVersion;
        }
    }

    /**
     * An operation that is ready to be applied to the model as it is now.
     *
     * @param contextVersion the version that the author knew
     * @param path of the author, once the operation is committed
     */
    record Prepared(String session, long contextVersion, List<Entry> path, Operation operation) {}

    long version() {
        return history.version();
    }

    /** Returns how many operations are kept. */
    int historySize() {
        return history.size();
    }

    boolean isJoined(String session) {
        return participants.containsKey(session);
    }

    /** Tells whether a session has joined and is not resynchronising. */
    boolean isOpen(String session) {
        Participant participant = participants.get(session);
        return participant != null && !participant.resyncing;
    }

    /**
     * Lets a session in.
     *
     * @param version of the state that the session is given
     * @param resyncing whether the session still has operations from an earlier connection to send, which may name
     *     an older context version than they are based on
     */
    void join(String session, long version, boolean resyncing) {
        if (version > version() || version < history.first()) {
            throw new IllegalArgumentException("version " + version + " is not between the first one kept, "
                    + history.first() + ", and the current one, " + version());
        }
        participants.put(session, new Participant(resyncing, version, List.of(), version));
    }

    /**
     * Lets a resynchronising session in that has an older version than is kept, maybe.
     *
     * @param path what others did since that version, up to the current one
     */
    void rejoin(String session, long version, List<Entry> path) {
        participants.put(session, new Participant(true, version, List.copyOf(path), version()));
    }

    /** Ends the resynchronisation of a session. */
    void completeResync(String session) {
        participants.computeIfPresent(
                session, (id, old) -> new Participant(false, old.contextVersion, old.path, old.pathVersion));
    }

    void leave(String session) {
        participants.remove(session);
        if (participants.isEmpty()) {
            history.prune(version());
        }
    }

    /**
     * Transforms an operation past everything that its author did not know. Changes nothing.
     *
     * @throws Refusal if the session has not joined or the context version cannot be
     */
    Prepared prepare(String session, long contextVersion, Operation operation) {
        Participant participant = find(session);
        long context = participant.resyncing ? Math.max(contextVersion, participant.contextVersion) : contextVersion;
        List<Entry> path = new ArrayList<>();
        Operation transformed = operation;
        for (Entry entry : pathFrom(session, participant, context)) {
            Transformed pair = Transformer.transform(entry.operation(), transformed);
            path.add(entry.with(pair.server()));
            transformed = pair.client();
        }
        return new Prepared(session, context, path, transformed);
    }

    /**
     * Assigns the next version to a prepared operation. Nothing may have been committed since it was prepared.
     *
     * @param operation in the form in which it was applied
     */
    void commit(Prepared prepared, Operation operation) {
        history.append(prepared.session(), operation);
        advance(prepared.session(), prepared.contextVersion(), prepared.path());
        pruneNowAndThen();
    }

    /** Assigns the next version to an operation that no session sent. */
    void commit(String author, Operation operation) {
        history.append(author, operation);
        pruneNowAndThen();
    }

    /**
     * Notes how far a session is, and returns the operations that it did not know then, to be followed by what it
     * refers to.
     *
     * @throws Refusal if the session has not joined or the context version cannot be
     */
    List<Operation> advance(String session, long contextVersion) {
        Participant participant = find(session);
        long context = Math.max(contextVersion, participant.contextVersion);
        List<Entry> path = pathFrom(session, participant, context);
        advance(session, context, path);
        return path.stream().map(Entry::operation).toList();
    }

    private Participant find(String session) {
        Participant participant = participants.get(session);
        if (participant == null) {
            throw new Refusal(RejectionReason.NOT_JOINED);
        }
        return participant;
    }

    private void advance(String session, long contextVersion, List<Entry> path) {
        participants.computeIfPresent(
                session, (id, old) -> new Participant(old.resyncing, contextVersion, path, version()));
    }

    private List<Entry> pathFrom(String session, Participant participant, long contextVersion) {
        checkContext(participant, contextVersion);
        List<Entry> path = new ArrayList<>();
        for (Entry entry : participant.path) {
            if (entry.contextVersion() >= contextVersion) {
                path.add(entry);
            }
        }
        for (Entry entry : history.from(Math.max(contextVersion, participant.pathVersion))) {
            if (!entry.session().equals(session)) {
                path.add(entry);
            }
        }
        return path;
    }

    private void checkContext(Participant participant, long contextVersion) {
        if (contextVersion > version()) {
            throw new Refusal(RejectionReason.CONTEXT_IN_FUTURE);
        }
        if (contextVersion < participant.contextVersion) {
            throw new Refusal(RejectionReason.CONTEXT_GOES_BACK);
        }
        if (version() - contextVersion > maxHistory) {
            throw new Refusal(RejectionReason.CONTEXT_TOO_OLD);
        }
    }

    /** Forgets what every session knows. Looking at all sessions each time would cost more than it saves. */
    private void pruneNowAndThen() {
        if (history.size() >= pruneAt) {
            long known = version();
            for (Participant participant : participants.values()) {
                known = Math.min(known, participant.contextVersion);
            }
            history.prune(Math.max(known, version() - maxHistory));
            pruneAt = Math.max(MIN_PRUNED_SIZE, 2 * history.size());
        }
    }
}

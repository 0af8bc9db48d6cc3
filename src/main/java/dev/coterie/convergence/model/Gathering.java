package dev.coterie.convergence.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import dev.coterie.convergence.model.ModelCommand.Resync;
import dev.coterie.convergence.wire.identity.IdentityCacheUpdateMessage;
import dev.coterie.document.LogEntry;

/**
 * Collects what clients that were away have missed, from the log and from memory, and whose operations those are. What is
 * in memory stays there until it is given out. Confined to the model's entity.
 */
final class Gathering {

    private static final int PAGE = 1_000;

    private final LiveModel model;
    private final Commits commits;
    private final Later later;
    private final Recognising recognising;
    private final Outcome outcome;
    private final Map<String, Missed> started = new LinkedHashMap<>();

    Gathering(LiveModel model, Commits commits, Later later, Recognising recognising, Outcome outcome) {
        this.model = model;
        this.commits = commits;
        this.later = later;
        this.recognising = recognising;
        this.outcome = outcome;
    }

    /** What came of it. The client counts as one that waits until {@link #end}. */
    interface Outcome {

        void gathered(Missed missed);

        /** Part of it is not kept any more. */
        void gone(Missed missed);

        void failed(Missed missed);
    }

    /** What a client has missed, as far as it is known. */
    final class Missed {

        private final Resync resync;

        /** Operations that were read from the log; those in memory follow. */
        private final List<RecentOperations.Sent> stored = new ArrayList<>();

        private final long from;
        private final long storedEnd;
        private final Set<String> describedSessions = new HashSet<>();
        private IdentityCacheUpdateMessage described = IdentityCacheUpdateMessage.getDefaultInstance();

        private Missed(Resync resync, long from) {
            this.resync = resync;
            this.from = from;
            this.storedEnd = Math.max(from, commits.recent().first());
        }

        Resync resync() {
            return resync;
        }

        /** The context version of the first operation that is missing. */
        long from() {
            return from;
        }

        /** Those that were read from the log. */
        List<RecentOperations.Sent> stored() {
            return stored;
        }

        /** From which context version on the others are in memory. */
        long storedEnd() {
            return storedEnd;
        }

        /** All of them, with those that were committed meanwhile. */
        List<RecentOperations.Sent> operations() {
            List<RecentOperations.Sent> operations = new ArrayList<>(stored);
            operations.addAll(commits.recent().from(storedEnd));
            return operations;
        }

        /** Who has made them, apart from those who are in the model. */
        IdentityCacheUpdateMessage described() {
            return described;
        }

        /** The context version of the first operation that was not read yet. */
        private long next() {
            return from + stored.size();
        }
    }

    /** @param from the context version of the first operation that the client has not got */
    void start(Resync resync, long from) {
        Missed missed = new Missed(resync, from);
        started.put(resync.client().sessionId(), missed);
        pin();
        read(missed);
    }

    boolean isUnderWay(String session) {
        return started.containsKey(session);
    }

    boolean isIdle() {
        return started.isEmpty();
    }

    /** The client does not wait any more. */
    void end(String session) {
        started.remove(session);
        pin();
    }

    /** Those who wait; they are forgotten. */
    List<Resync> giveUp() {
        List<Resync> waiting = started.values().stream().map(Missed::resync).toList();
        started.clear();
        return waiting;
    }

    /** What is gathered from memory in the end must still be there then. */
    void pin() {
        long gathered =
                started.values().stream().mapToLong(Missed::storedEnd).min().orElse(Long.MAX_VALUE);
        commits.pin(Math.min(gathered, recognising.needed()));
    }

    private void read(Missed missed) {
        if (missed.next() >= missed.storedEnd) {
            describe(missed);
            return;
        }
        later.when(
                model.environment().store().read(model.record().id(), missed.next(), missed.storedEnd, PAGE),
                whileWaiting(missed, entries -> add(missed, entries)),
                whileWaiting(missed, failure -> outcome.failed(missed)));
    }

    private void add(Missed missed, List<LogEntry> entries) {
        for (LogEntry entry : entries) {
            if (entry.position() != missed.next()) {
                break;
            }
            missed.stored.add(commits.sent(entry));
        }
        if (entries.isEmpty()
                || missed.next() != entries.get(entries.size() - 1).next()) {
            outcome.gone(missed);
        } else {
            read(missed);
        }
    }

    /** Makes sure that everybody is known whose operations are to be sent. */
    private void describe(Missed missed) {
        Set<String> unknown = new HashSet<>();
        missed.operations().forEach(operation -> unknown.add(operation.author()));
        unknown.removeAll(missed.describedSessions);
        unknown.remove(Resyncing.SERVER_SESSION);
        model.clients().forEach(client -> unknown.remove(client.sessionId()));
        if (unknown.isEmpty()) {
            outcome.gathered(missed);
            return;
        }
        later.when(
                model.environment().sessions().describe(unknown),
                whileWaiting(missed, description -> {
                    missed.describedSessions.addAll(unknown);
                    missed.described =
                            missed.described.toBuilder().mergeFrom(description).build();
                    describe(missed);
                }),
                whileWaiting(missed, failure -> outcome.failed(missed)));
    }

    /** The client may have gone meanwhile. */
    private <T> Consumer<T> whileWaiting(Missed missed, Consumer<T> then) {
        return value -> {
            if (started.get(missed.resync.client().sessionId()) == missed) {
                then.accept(value);
            }
        };
    }
}

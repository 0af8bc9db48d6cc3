package dev.coterie.convergence.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.model.ot.AppliedOperation;
import dev.coterie.convergence.model.ot.SubmitOutcome;
import dev.coterie.document.LogAppender;
import dev.coterie.document.LogEntry;

/**
 * Writes accepted operations to the log, and has them said once they are durable. Confined to the model's entity.
 */
final class Commits {

    private final LiveModel model;
    private final Later later;
    private final LogAppender log;
    private final RecentOperations recent;
    private final Snapshots snapshots;
    private final Consumer<Throwable> failed;
    private long pinned = Long.MAX_VALUE;

    /** @param failed what to do when an operation could not be stored */
    Commits(LiveModel model, LoadedModel loaded, Later later, Snapshots snapshots, Consumer<Throwable> failed) {
        this.model = model;
        this.later = later;
        this.snapshots = snapshots;
        this.failed = failed;
        this.log = model.environment().store().appender(model.record().id());
        this.recent = rememberTail(loaded);
    }

    private RecentOperations rememberTail(LoadedModel loaded) {
        int capacity = model.properties().recentOperations();
        List<LogEntry> tail = loaded.tail();
        List<LogEntry> latest = tail.subList(Math.max(0, tail.size() - capacity), tail.size());
        RecentOperations operations = new RecentOperations(
                capacity, latest.isEmpty() ? loaded.version() : latest.get(0).position());
        latest.forEach(entry -> operations.add(sent(entry), Long.MAX_VALUE));
        return operations;
    }

    /** What others were sent when an entry was made. */
    RecentOperations.Sent sent(LogEntry entry) {
        StoredForm.Entry stored = StoredForm.operation(entry.payload());
        byte[] frame = model.frames()
                .remoteOperation(
                        entry.author(),
                        entry.position(),
                        entry.at(),
                        stored.operation().operation());
        return new RecentOperations.Sent(entry.position(), entry.author(), stored.sequenceNumber(), entry.at(), frame);
    }

    RecentOperations recent() {
        return recent;
    }

    /** Keeps the recent operations from this context version on; {@code Long.MAX_VALUE}: no longer. */
    void pin(long contextVersion) {
        pinned = contextVersion;
    }

    /** @param author null when no session sent the operation */
    void commit(String authorId, @Nullable Participant author, int sequenceNumber, SubmitOutcome.Accepted accepted) {
        long arrival = System.nanoTime();
        Instant at = model.nextModification();
        long contextVersion = accepted.contextVersion();
        append(authorId, sequenceNumber, contextVersion, at, accepted.applied(), arrival);

        byte[] frame = model.frames().remoteOperation(authorId, contextVersion, at, accepted.operation());
        long keepFrom = Math.min(pinned, model.outbox().committedVersion());
        recent.add(new RecentOperations.Sent(contextVersion, authorId, sequenceNumber, at, frame), keepFrom);
        model.forgetEncodedData();
        Outbox outbox = model.outbox();
        outbox.assigned(accepted.version());
        if (author != null) {
            outbox.send(author.member(), model.frames().acknowledgement(sequenceNumber, contextVersion, at));
        }
        outbox.toEverybody(new SessionEvent.Send(frame), author == null ? null : author.session());
        snapshots.noticeVersion();
    }

    private void append(
            String authorId,
            int sequenceNumber,
            long contextVersion,
            Instant at,
            AppliedOperation applied,
            long arrival) {
        byte[] payload = StoredForm.operation(sequenceNumber, applied);
        LogEntry entry = new LogEntry(contextVersion, contextVersion + 1, at, authorId, payload);
        later.when(
                log.append(entry),
                done -> {
                    model.environment().metrics().committed(Duration.ofNanos(System.nanoTime() - arrival));
                    model.outbox().committed(contextVersion + 1);
                    model.environment().watchers().edited(model.id());
                },
                failed);
    }
}

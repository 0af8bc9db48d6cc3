package dev.coterie.document;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits whatever waits in as few transactions as possible: while one commit runs the next batch collects itself, and
 * nothing ever waits for a timer. Thread-safe; one named thread does all the writing.
 *
 * <p>A batch that the database refuses because of its content is taken apart, so that only the culprit fails. When the
 * database refuses altogether, everything that waits fails at once, and the next write is the next attempt.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    private final String name;
    private final BatchTransaction transaction;
    private final WriteLimits limits;
    private final WriteQueue queue;
    private final WriteMetrics metrics;
    private final Thread thread;
    private long outageSinceNanos;
    private long refusedInOutage;

    GroupCommit(String name, BatchTransaction transaction, WriteLimits limits, MeterRegistry meters) {
        this.name = name;
        this.transaction = transaction;
        this.limits = limits;
        this.queue = new WriteQueue(limits.queueBytes());
        this.metrics = new WriteMetrics(name, queue, meters);
        this.thread = new Thread(this::work, "coterie-" + name + "-writer");
        thread.start();
    }

    /** False when the write cannot wait here: see {@link #refusal()}. */
    boolean offer(Write write) {
        return queue.offer(write);
    }

    /** Commits a change of its own; what it returns is told after the commit. */
    <T> CompletionStage<T> submit(Change<T> change) {
        if (!offer(change)) {
            change.failed(refusal());
        }
        return change.result();
    }

    StorageUnavailableException refusal() {
        return new StorageUnavailableException(
                queue.isClosed()
                        ? "The storage is being closed"
                        : "More than " + limits.queueBytes() + " bytes wait to be stored");
    }

    private void work() {
        for (List<Write> batch = take(); !batch.isEmpty(); batch = take()) {
            List<Write> live = new ArrayList<>(batch.size());
            for (Write write : batch) {
                RuntimeException refusal = write.refusal();
                if (refusal == null) {
                    live.add(write);
                } else {
                    write.failed(refusal);
                }
            }
            if (!live.isEmpty()) {
                commit(live);
            }
        }
    }

    private List<Write> take() {
        return queue.take(limits.batchWrites(), limits.batchBytes());
    }

    private void commit(List<Write> batch) {
        Throwable failure = attempt(batch);
        if (failure == null) {
            batch.forEach(Write::committed);
        } else if (Faults.isUnavailable(failure)) {
            failEverything(batch, failure);
        } else {
            commitApart(batch);
        }
    }

    /** One transaction for each unit, in the order in which the units came. */
    private void commitApart(List<Write> batch) {
        Map<Object, List<Write>> units = new LinkedHashMap<>();
        batch.forEach(write ->
                units.computeIfAbsent(write.unit(), unit -> new ArrayList<>()).add(write));
        List<List<Write>> remaining = new ArrayList<>(units.values());
        for (int i = 0; i < remaining.size(); i++) {
            List<Write> unit = remaining.get(i);
            Throwable failure = attempt(unit);
            if (failure == null) {
                unit.forEach(Write::committed);
            } else if (Faults.isUnavailable(failure)) {
                failEverything(
                        remaining.subList(i, remaining.size()).stream()
                                .flatMap(Collection::stream)
                                .toList(),
                        failure);
                return;
            } else {
                log.atInfo()
                        .setMessage("A change was refused: {}")
                        .addArgument(Faults.code(failure))
                        .addKeyValue("writer", name)
                        .addKeyValue("writes", unit.size())
                        .log();
                RuntimeException cause = Faults.refused(failure);
                unit.forEach(write -> write.failed(cause));
            }
        }
    }

    private @Nullable Throwable attempt(List<Write> batch) {
        long start = System.nanoTime();
        try {
            transaction.commit(batch);
        } catch (RuntimeException | Error failure) {
            return failure;
        }
        metrics.committed(batch.size(), System.nanoTime() - start);
        if (outageSinceNanos != 0) {
            log.atInfo()
                    .setMessage("The storage works again after {}, during which {} changes were refused")
                    .addArgument(Duration.ofNanos(System.nanoTime() - outageSinceNanos))
                    .addArgument(refusedInOutage)
                    .addKeyValue("writer", name)
                    .log();
            outageSinceNanos = 0;
            refusedInOutage = 0;
        }
        return null;
    }

    /** Also what came meanwhile, which would otherwise wait for one time-out after another. */
    private void failEverything(List<Write> batch, Throwable failure) {
        List<Write> waiting = queue.drain();
        if (outageSinceNanos == 0) {
            outageSinceNanos = System.nanoTime() | 1;
            log.atError()
                    .setMessage("The storage cannot be written ({}); changes are refused until it can be again")
                    .addArgument(Faults.reason(failure))
                    .addKeyValue("writer", name)
                    .addKeyValue("writes", batch.size() + waiting.size())
                    .log();
        }
        refusedInOutage += batch.size() + waiting.size();
        metrics.refused(batch.size() + waiting.size());
        var cause =
                new StorageUnavailableException("The storage cannot be written: " + Faults.reason(failure), failure);
        batch.forEach(write -> write.failed(cause));
        waiting.forEach(write -> write.failed(cause));
    }

    /** Commits what was accepted, then ends. */
    @Override
    public void close() {
        queue.close();
        Threads.end(thread);
    }
}

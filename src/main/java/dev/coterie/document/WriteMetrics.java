package dev.coterie.document;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What one writer tells of itself. Thread-safe. */
final class WriteMetrics {

    private final Timer commits;
    private final DistributionSummary batches;
    private final Counter refused;

    WriteMetrics(String writer, WriteQueue queue, MeterRegistry meters) {
        commits = Timer.builder("coterie.storage.commit")
                .description("Time that a transaction took until it was committed")
                .tag("writer", writer)
                .publishPercentileHistogram()
                .register(meters);
        batches = DistributionSummary.builder("coterie.storage.batch")
                .description("Writes in a transaction")
                .tag("writer", writer)
                .register(meters);
        refused = Counter.builder("coterie.storage.refused")
                .description("Writes that failed because the database could not be written")
                .tag("writer", writer)
                .register(meters);
        Gauge.builder("coterie.storage.queue", queue, WriteQueue::size)
                .description("Writes that wait for their transaction")
                .tag("writer", writer)
                .register(meters);
    }

    void committed(int writes, long nanos) {
        commits.record(nanos, TimeUnit.NANOSECONDS);
        batches.record(writes);
    }

    void refused(int writes) {
        refused.increment(writes);
    }
}

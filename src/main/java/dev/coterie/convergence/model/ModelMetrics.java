package dev.coterie.convergence.model;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import dev.coterie.live.OperationCount;

/** What can be measured about models. Thread-safe. */
final class ModelMetrics implements OperationCount {

    private final AtomicInteger live = new AtomicInteger();
    private final Timer commit;
    private final Counter failures;
    private final Counter refusals;

    ModelMetrics(MeterRegistry registry) {
        Gauge.builder("coterie.models.live", live, AtomicInteger::get)
                .description("Realtime models in memory")
                .register(registry);
        commit = Timer.builder("coterie.models.commit")
                .description("From the arrival of an operation to its commit")
                .publishPercentileHistogram()
                .register(registry);
        failures = Counter.builder("coterie.models.failures")
                .description("Models that had to be loaded anew after a failure")
                .register(registry);
        refusals = Counter.builder("coterie.models.forced.closes")
                .description("Sessions that were put out of a model for what they sent")
                .register(registry);
    }

    void loaded() {
        live.incrementAndGet();
    }

    void unloaded() {
        live.decrementAndGet();
    }

    void committed(Duration sinceArrival) {
        commit.record(sinceArrival);
    }

    @Override
    public long total() {
        return commit.count();
    }

    void failed() {
        failures.increment();
    }

    void putOut() {
        refusals.increment();
    }
}

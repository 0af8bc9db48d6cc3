package dev.coterie.zwibbler.board;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import dev.coterie.live.OperationCount;

/** What can be measured about boards. Thread-safe. */
final class BoardMetrics implements OperationCount {

    private final AtomicInteger live = new AtomicInteger();
    private final Timer commit;
    private final Counter refusals;
    private final Counter failures;
    private final Counter expired;

    BoardMetrics(MeterRegistry registry, ConnectedClients clients) {
        Gauge.builder("coterie.boards.live", live, AtomicInteger::get)
                .description("Boards in memory")
                .register(registry);
        Gauge.builder("coterie.boards.clients", clients, ConnectedClients::count)
                .description("Clients that have a board open on this node")
                .register(registry);
        commit = Timer.builder("coterie.boards.commit")
                .description("From the arrival of an append to its commit; its count is that of appends")
                .publishPercentileHistogram()
                .register(registry);
        refusals = Counter.builder("coterie.boards.refusals")
                .description("Appends that were refused because the board was longer")
                .register(registry);
        failures = Counter.builder("coterie.boards.failures")
                .description("Boards that had to be loaded anew after a failure")
                .register(registry);
        expired = Counter.builder("coterie.boards.expired")
                .description("Boards that were deleted because nobody used them")
                .register(registry);
    }

    void loaded() {
        live.incrementAndGet();
    }

    void unloaded() {
        live.decrementAndGet();
    }

    void committed(long arrivalNanos) {
        commit.record(Duration.ofNanos(System.nanoTime() - arrivalNanos));
    }

    @Override
    public long total() {
        return commit.count();
    }

    void refused() {
        refusals.increment();
    }

    void failed() {
        failures.increment();
    }

    void expired() {
        expired.increment();
    }
}

package dev.coterie.admin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import dev.coterie.live.OperationCount;

/** How many operations a second people made over the last minute: reads what is counted anyway. Thread-safe. */
@Component
class OperationRate implements AutoCloseable {

    private static final int INTERVAL_SECONDS = 5;
    private static final int KEPT = 60 / INTERVAL_SECONDS;
    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier total;
    private final LongSupplier nanoClock;
    private final ScheduledExecutorService timer;

    /** The oldest first, never empty. */
    private final Deque<Sample> samples = new ArrayDeque<>();

    @Autowired
    OperationRate(List<OperationCount> counts) {
        this(() -> counts.stream().mapToLong(OperationCount::total).sum(), System::nanoTime);
        timer.scheduleAtFixedRate(this::sample, INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    /** One that is not sampled by itself. */
    OperationRate(LongSupplier total, LongSupplier nanoClock) {
        this.total = total;
        this.nanoClock = nanoClock;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "coterie-operation-rate");
            thread.setDaemon(true);
            return thread;
        });
        sample();
    }

    /** The average since the oldest sample, at most a minute ago. */
    synchronized double perSecond() {
        Sample then = samples.getFirst();
        Sample now = now();
        double seconds = (now.nanos() - then.nanos()) / NANOS_PER_SECOND;
        return seconds > 0 ? (now.total() - then.total()) / seconds : 0;
    }

    synchronized void sample() {
        if (samples.size() == KEPT) {
            samples.removeFirst();
        }
        samples.addLast(now());
    }

    private Sample now() {
        return new Sample(nanoClock.getAsLong(), total.getAsLong());
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private record Sample(long nanos, long total) {}
}

package dev.coterie.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** The measured part of a run, the same for a server and for the echo. */
final class Drive {

    private static final Duration SLICE = Duration.ofMillis(100);

    private final EventLoop loop;
    private final Meter meter;
    private final @Nullable ProcessProbe server;
    private final FailureLog failures;

    /** @param server to be watched, or null when its process is not known */
    Drive(EventLoop loop, Meter meter, @Nullable ProcessProbe server, FailureLog failures) {
        this.loop = loop;
        this.meter = meter;
        this.server = server;
        this.failures = failures;
    }

    /**
     * What was measured. Immutable.
     *
     * @param seconds that the measurement took
     * @param serverCpuSeconds of the server in that time, not a number when unknown
     * @param generatorCpuSeconds of this process in that time
     * @param residentMegabytes of the server at its end
     */
    record Measured(
            double seconds,
            Latencies.Percentiles acknowledgements,
            Latencies.Percentiles deliveries,
            double serverCpuSeconds,
            double generatorCpuSeconds,
            double residentMegabytes) {

        double acknowledgedPerSecond() {
            return acknowledgements.count() / seconds;
        }

        double deliveredPerSecond() {
            return deliveries.count() / seconds;
        }
    }

    /** Lets the clients type for the warm-up and the measured time. */
    Measured run(List<? extends Driven> clients, LoadPlan plan) throws IOException, InterruptedException {
        ProcessProbe self = new ProcessProbe(ProcessHandle.current().pid());
        loop.execute(() -> clients.forEach(Driven::startTyping));
        pause(plan.warmUp());
        double serverBefore = cpuSeconds();
        double selfBefore = self.cpuSeconds();
        long startedAtNanos = loop.call(() -> {
            meter.start();
            return System.nanoTime();
        });
        pause(plan.measured());
        long stoppedAtNanos = loop.call(() -> {
            meter.stop();
            return System.nanoTime();
        });
        double serverAfter = cpuSeconds();
        double selfAfter = self.cpuSeconds();
        loop.execute(() -> clients.forEach(Driven::stopTyping));
        return new Measured(
                (stoppedAtNanos - startedAtNanos) / 1e9,
                meter.acknowledgements(),
                meter.deliveries(),
                serverAfter - serverBefore,
                selfAfter - selfBefore,
                server == null ? Double.NaN : server.residentMegabytes());
    }

    private double cpuSeconds() {
        return server == null ? Double.NaN : server.cpuSeconds();
    }

    /** Waits, but not for a run in which everybody has been thrown out already. */
    private void pause(Duration duration) throws InterruptedException {
        long untilNanos = System.nanoTime() + duration.toNanos();
        long left = duration.toNanos();
        while (left > 0 && failures.isEmpty()) {
            Thread.sleep(Math.min(SLICE.toMillis(), left / 1_000_000 + 1));
            left = untilNanos - System.nanoTime();
        }
    }
}

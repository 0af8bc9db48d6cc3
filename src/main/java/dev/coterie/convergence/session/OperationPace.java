package dev.coterie.convergence.session;

import java.time.Duration;
import java.util.function.LongSupplier;

import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.Inbound;
import dev.coterie.convergence.wire.model.OperationData;

/**
 * How fast a client may submit operations: so many over time, and a burst of them at once. Whoever is faster is not
 * refused anything, only read more slowly. Used by one thread at a time.
 */
final class OperationPace {

    private static final double NANOS_PER_SECOND = 1e9;

    /** Shorter than anybody's patience with a connection that is silent. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final LongSupplier nanoClock;
    private final double perNano;
    private final double burst;

    /** How many may come at once now; below zero: so many came too early. */
    private double allowed;

    private long countedAtNanos;

    /** @param nanoClock a time in nanoseconds */
    OperationPace(int perSecond, int burst, LongSupplier nanoClock) {
        if (perSecond < 1 || burst < 1) {
            throw new IllegalArgumentException("coterie.convergence.operations-per-second and -burst must be positive");
        }
        this.nanoClock = nanoClock;
        this.perNano = perSecond / NANOS_PER_SECOND;
        this.burst = burst;
        this.allowed = burst;
        this.countedAtNanos = nanoClock.getAsLong();
    }

    /** A message came; returns how long no more should be read, up to five seconds. */
    Duration came(Inbound inbound) {
        int operations = inbound instanceof Inbound.Notice notice ? operations(notice.message()) : 0;
        if (operations == 0) {
            return Duration.ZERO;
        }
        long now = nanoClock.getAsLong();
        allowed = Math.min(burst, allowed + (now - countedAtNanos) * perNano) - operations;
        allowed = Math.max(allowed, -LONGEST.toNanos() * perNano);
        countedAtNanos = now;
        return allowed >= 0 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil(-allowed / perNano));
    }

    private static int operations(ConvergenceMessage message) {
        if (!message.hasOperationSubmission()) {
            return 0;
        }
        OperationData operation = message.getOperationSubmission().getOperation();
        return Math.max(1, operation.getCompoundOperation().getOperationsCount());
    }
}

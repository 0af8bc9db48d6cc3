package dev.coterie.socket;

import java.util.function.LongSupplier;

/** Allows so many units over time, and a burst of them at once. Used by one thread at a time. */
final class TokenBucket {

    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanoClock;
    private final double unitsPerNano;
    private final double burst;
    private double units;
    private long filledAtNanos;

    TokenBucket(LongSupplier nanoClock, long unitsPerSecond, long burst) {
        this.nanoClock = nanoClock;
        this.unitsPerNano = unitsPerSecond / NANOS_PER_SECOND;
        this.burst = burst;
        this.units = burst;
        this.filledAtNanos = nanoClock.getAsLong();
    }

    /** Takes units; false, and nothing taken, when there are not so many. */
    boolean take(long wanted) {
        long now = nanoClock.getAsLong();
        units = Math.min(burst, units + (now - filledAtNanos) * unitsPerNano);
        filledAtNanos = now;
        if (units < wanted) {
            return false;
        }
        units -= wanted;
        return true;
    }
}

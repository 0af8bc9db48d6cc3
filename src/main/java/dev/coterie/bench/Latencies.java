package dev.coterie.bench;

import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;

/** A histogram of durations from nanoseconds to a minute, at three digits. Confined to one thread. */
final class Latencies {

    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Histogram histogram = new Histogram(LONGEST_NANOS, 3);

    void record(long nanos) {
        histogram.recordValue(Math.max(0, Math.min(nanos, LONGEST_NANOS)));
    }

    void reset() {
        histogram.reset();
    }

    Percentiles percentiles() {
        return new Percentiles(histogram.getTotalCount(), millis(50), millis(95), millis(99), millis(100));
    }

    private double millis(double percentile) {
        return histogram.getTotalCount() == 0 ? Double.NaN : histogram.getValueAtPercentile(percentile) / 1e6;
    }

    /**
     * What is told of a histogram, in milliseconds; not a number when nothing was recorded. Immutable.
     *
     * @param count how many durations were recorded
     */
    record Percentiles(long count, double p50, double p95, double p99, double max) {}
}

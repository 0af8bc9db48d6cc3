package dev.coterie.account;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/** So many of something an hour, by key. Thread-safe; of bounded size; each server counts for itself. */
final class Allowance {

    private static final int MAX_KEYS = 100_000;
    private static final Duration WINDOW = Duration.ofHours(1);

    private final int limit;
    private final AccountTime time;
    private final Cache<String, Count> counts;

    Allowance(int limit, AccountTime time) {
        this.limit = limit;
        this.time = time;
        this.counts = Caffeine.newBuilder()
                .maximumSize(MAX_KEYS)
                .expireAfterWrite(WINDOW)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(time.now().toEpochMilli()))
                .build();
    }

    /** Takes one; false when there is none left within this hour. */
    boolean take(String key) {
        Instant now = time.now();
        return counts.asMap()
                        .compute(
                                key,
                                (ignored, before) -> before == null
                                                || !before.since.plus(WINDOW).isAfter(now)
                                        ? new Count(1, now)
                                        : new Count(Math.min(before.taken + 1, limit + 1), before.since))
                        .taken
                <= limit;
    }

    /** Whether one is left, without taking it. */
    boolean left(String key) {
        Count count = counts.getIfPresent(key);
        return count == null || count.taken < limit || !count.since.plus(WINDOW).isAfter(time.now());
    }

    private record Count(int taken, Instant since) {}
}

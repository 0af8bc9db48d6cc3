package dev.coterie.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What was tried of one account or from one address. Immutable.
 *
 * @param count attempts in the window that began at {@code since}
 * @param since after a lock: when it was made
 * @param locks how many locks there were already
 */
record Tries(int count, Instant since, int locks, Instant lockedUntil) {

    static Tries none(Instant now, int locks) {
        return new Tries(0, now, locks, Instant.MIN);
    }

    Optional<Duration> wait(Instant now) {
        return lockedUntil.isAfter(now) ? Optional.of(Duration.between(now, lockedUntil)) : Optional.empty();
    }

    Tries plusOne(Instant now, Duration window) {
        return since.plus(window).isAfter(now)
                ? new Tries(count + 1, since, locks, lockedUntil)
                : new Tries(1, now, locks, lockedUntil);
    }

    Tries minusOne() {
        return new Tries(Math.max(0, count - 1), since, locks, lockedUntil);
    }

    Tries locked(Instant now, Duration length) {
        return new Tries(0, now, locks + 1, now.plus(length));
    }
}

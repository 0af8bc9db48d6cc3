package dev.coterie.zwibbler;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import org.springframework.boot.convert.DurationStyle;

/**
 * When boards end that nobody uses. Immutable.
 *
 * @param after how long after the last use; empty: never
 */
public record Expiration(Optional<Duration> after) {

    public static final Expiration NEVER = new Expiration(Optional.empty());

    /**
     * Reads {@code never}, a number of seconds or a duration such as {@code 30d}; nothing and 0 mean never.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Expiration of(String text) {
        String trimmed = text.trim();
        if (trimmed.isEmpty() || trimmed.equalsIgnoreCase("never")) {
            return NEVER;
        }
        Duration duration = DurationStyle.detectAndParse(trimmed, ChronoUnit.SECONDS);
        if (duration.isNegative()) {
            throw new IllegalArgumentException("An expiration cannot be negative: " + trimmed);
        }
        return duration.isZero() ? NEVER : new Expiration(Optional.of(duration));
    }
}

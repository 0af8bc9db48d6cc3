package dev.coterie.account;

import java.time.Duration;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/** How long something is valid, as people say it. */
final class Lifetime {

    private static final long MINUTES_OF_AN_HOUR = 60;
    private static final long MINUTES_OF_A_DAY = 24 * MINUTES_OF_AN_HOUR;

    private Lifetime() {}

    /** In the largest unit that it is a whole number of; for the placeholder of a message. */
    static MessageSourceResolvable words(Duration lifetime) {
        long minutes = Math.max(1, lifetime.toMinutes());
        if (minutes % MINUTES_OF_A_DAY == 0) {
            return words("days", minutes / MINUTES_OF_A_DAY);
        }
        return minutes % MINUTES_OF_AN_HOUR == 0
                ? words("hours", minutes / MINUTES_OF_AN_HOUR)
                : words("minutes", minutes);
    }

    private static MessageSourceResolvable words(String unit, long count) {
        return new DefaultMessageSourceResolvable(new String[] {"lifetime." + unit}, new Object[] {count});
    }
}

package dev.coterie.admin;

import java.time.Duration;

/** How long something runs, in the two largest units that are not nought; the messages {@code live.uptime.KEY}. */
record Uptime(String key, long larger, long smaller) {

    static Uptime of(Duration duration) {
        long days = duration.toDays();
        long hours = duration.toHours();
        if (days > 0) {
            return new Uptime("days", days, duration.toHoursPart());
        }
        return hours > 0
                ? new Uptime("hours", hours, duration.toMinutesPart())
                : new Uptime("minutes", duration.toMinutes(), 0);
    }
}

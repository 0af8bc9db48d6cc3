package dev.coterie.admin;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How points in time are shown: in the zone of the server, which is named. */
final class ServerTime {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z", Locale.ENGLISH).withZone(ZoneId.systemDefault());

    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneId.systemDefault());

    private ServerTime() {}

    static String day(Instant instant) {
        return DAY.format(instant);
    }

    static String format(Instant instant) {
        return FORMAT.format(instant);
    }
}

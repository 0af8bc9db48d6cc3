package dev.coterie.account.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How points in time are shown on somebody's own pages: in the zone of the server, which is named. */
final class PageTime {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z", Locale.ENGLISH).withZone(ZoneId.systemDefault());

    private PageTime() {}

    static String minute(Instant instant) {
        return MINUTE.format(instant);
    }
}

package dev.coterie.account.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

import org.springframework.context.i18n.LocaleContextHolder;

/**
 * How points in time are shown: in the zone of the server, which is named, and in the way of the language of the page.
 * Thread-safe.
 */
public final class PageTime {

    private static final ZoneId ZONE = ZoneId.systemDefault();
    private static final String GERMAN_DAY = "dd.MM.yyyy";

    /** English has no order of day and month that all agree on: it gets that of the standard. */
    private static final String DAY = "yyyy-MM-dd";

    private PageTime() {}

    public static String day(Instant instant) {
        return show(instant, "");
    }

    public static String minute(Instant instant) {
        return show(instant, " HH:mm z");
    }

    /** What the zone is called, for a page to say it. */
    public static String zone() {
        return ZONE.getDisplayName(TextStyle.FULL, LocaleContextHolder.getLocale());
    }

    private static String show(Instant instant, String more) {
        Locale locale = LocaleContextHolder.getLocale();
        String day = locale.getLanguage().equals("de") ? GERMAN_DAY : DAY;
        return DateTimeFormatter.ofPattern(day + more, locale).withZone(ZONE).format(instant);
    }
}

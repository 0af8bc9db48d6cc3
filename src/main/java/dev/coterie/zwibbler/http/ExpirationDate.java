package dev.coterie.zwibbler.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads dates such as {@code Fri, 01 Jan 2038 00:00:00 GMT} (RFC 1123); any weekday fits any date. Stateless. */
final class ExpirationDate {

    private static final Pattern FORM = Pattern.compile(
            "(?:mon|tue|wed|thu|fri|sat|sun), (\\d{2}) ([a-z]{3}) (\\d{4}) (\\d{2}):(\\d{2}):(\\d{2}) (?:gmt|utc)");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private ExpirationDate() {}

    /** Empty when the text is no such date; dates before 1970, which are over anyway, are the beginning of 1970. */
    static Optional<Instant> parse(String text) {
        Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            Instant instant = LocalDateTime.of(
                            number(matcher, 3),
                            MONTHS.indexOf(matcher.group(2)) + 1,
                            number(matcher, 1),
                            number(matcher, 4),
                            number(matcher, 5),
                            number(matcher, 6))
                    .toInstant(ZoneOffset.UTC);
            return Optional.of(instant.isBefore(Instant.EPOCH) ? Instant.EPOCH : instant);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}

package dev.coterie.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

import dev.coterie.account.AdminAction;
import dev.coterie.account.AdminEntry;
import dev.coterie.account.AdminLogQuery;

/**
 * Which entries of the log somebody wants to see, as it was written in the address: what makes no sense there filters
 * nothing. Immutable.
 *
 * @param from the first day, in the zone of the server
 * @param to the last day
 * @param page from 1
 */
record LogFilter(
        String actor, String kind, String action, String q, String address, String from, String to, String page) {

    static final int PAGE_SIZE = 50;

    /** Anybody can write anything into an address; the offset stays an int. */
    private static final int MAX_PAGE = 1_000_000;

    private static final LocalDate FIRST_DAY = LocalDate.of(1970, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 30);

    LogFilter(
            @Nullable String actor,
            @Nullable String kind,
            @Nullable String action,
            @Nullable String q,
            @Nullable String address,
            @Nullable String from,
            @Nullable String to,
            @Nullable String page) {
        this.actor = orEmpty(actor);
        this.kind = orEmpty(kind);
        this.action = orEmpty(action);
        this.q = orEmpty(q);
        this.address = orEmpty(address);
        this.from = orEmpty(from);
        this.to = orEmpty(to);
        this.page = orEmpty(page);
    }

    AdminLogQuery query() {
        return new AdminLogQuery(
                actor,
                constant(AdminEntry.Kind.class, kind),
                constant(AdminAction.class, action),
                q,
                address,
                startOf(day(from)),
                startOf(day(to).map(last -> last.plusDays(1))));
    }

    /** From 1. */
    int pageNumber() {
        return Math.min(Math.max(PageNumbers.read(page), 1), MAX_PAGE);
    }

    public boolean narrows() {
        return !parameters().isEmpty();
    }

    String pageLink(int number) {
        UriComponentsBuilder link = link("");
        if (number != 1) {
            link.queryParam("page", number);
        }
        String query = link.encode().buildAndExpand(parameters()).toUriString();
        return query.isEmpty() ? "?" : query;
    }

    /** Where the same entries are to be had as a file, below the context path. */
    public String exportLink() {
        return link("/admin/log/export").encode().buildAndExpand(parameters()).toUriString();
    }

    private UriComponentsBuilder link(String path) {
        UriComponentsBuilder link = UriComponentsBuilder.fromPath(path);
        parameters().keySet().forEach(name -> link.queryParam(name, "{" + name + "}"));
        return link;
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("actor", actor);
        parameters.put("kind", kind);
        parameters.put("action", action);
        parameters.put("q", q);
        parameters.put("address", address);
        parameters.put("from", from);
        parameters.put("to", to);
        parameters.values().removeIf(String::isBlank);
        return parameters;
    }

    /** What stands in an address for a constant. */
    static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> @Nullable E constant(Class<E> type, String key) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> key(constant).equals(key))
                .findFirst()
                .orElse(null);
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text)).filter(day -> !day.isBefore(FIRST_DAY) && !day.isAfter(LAST_DAY));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Instant startOf(Optional<LocalDate> day) {
        return day.map(date -> date.atStartOfDay(ZoneId.systemDefault()).toInstant())
                .orElse(null);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}

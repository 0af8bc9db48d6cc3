package dev.coterie.admin;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.web.util.UriComponentsBuilder;

import dev.coterie.live.LiveConnection;
import dev.coterie.live.LiveKind;

/**
 * Which connections were asked for. Immutable.
 *
 * @param q a part of the user's name, of the address, or of the name of what is open; empty: all
 * @param user exactly this user's; empty: everybody's
 * @param open only with exactly this open; empty: with anything
 * @param kind {@code documents} or {@code boards}; anything else: both
 * @param page from 1
 */
record LiveFilter(String q, String user, String open, String kind, int page) {

    static final int PAGE_SIZE = 25;

    private static final Map<String, LiveKind> KINDS =
            Map.of("documents", LiveKind.DOCUMENTS, "boards", LiveKind.BOARDS);

    LiveFilter {
        page = Math.max(page, 1);
        kind = KINDS.containsKey(kind) ? kind : "";
    }

    public boolean narrows() {
        return !q.isEmpty() || !user.isEmpty() || !open.isEmpty() || !kind.isEmpty();
    }

    boolean lets(LiveConnection connection) {
        return (kind.isEmpty() || connection.kind() == KINDS.get(kind))
                && (user.isEmpty() || connection.username().equals(user))
                && (open.isEmpty() || connection.open().contains(open))
                && (q.isEmpty()
                        || contains(connection.username())
                        || contains(connection.shownName())
                        || contains(connection.address())
                        || connection.open().stream().anyMatch(this::contains));
    }

    private boolean contains(String text) {
        return text.toLowerCase(Locale.ROOT).contains(q.toLowerCase(Locale.ROOT));
    }

    /** The query of another page of the same connections. */
    String link(int number) {
        Map<String, String> values = new TreeMap<>();
        put(values, "q", q);
        put(values, "user", user);
        put(values, "open", open);
        put(values, "kind", kind);
        put(values, "page", number == 1 ? "" : Integer.toString(number));
        UriComponentsBuilder link = UriComponentsBuilder.newInstance();
        values.keySet().forEach(name -> link.queryParam(name, "{" + name + "}"));
        String query = link.encode().buildAndExpand(values).toUriString();
        return query.isEmpty() ? "?" : query;
    }

    private static void put(Map<String, String> values, String name, String value) {
        if (!value.isEmpty()) {
            values.put(name, value);
        }
    }
}

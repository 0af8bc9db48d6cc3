package dev.coterie.admin;

import java.util.Arrays;
import java.util.Locale;

import dev.coterie.document.DocumentCatalog.Among;
import dev.coterie.document.DocumentCatalog.Order;
import dev.coterie.document.DocumentCatalog.Query;

/**
 * What was asked for in a list of documents or boards, as it was written in the address. Immutable.
 *
 * @param q a part of the name, or of what else is known
 * @param among the key of an {@link Among}; anything else: all that can be opened
 * @param sort the key of an {@link Order}, with "-" in front for the other way round; empty: by name
 * @param page from 1
 */
record DocumentFilter(String q, String among, String sort, int page) {

    static final int PAGE_SIZE = 25;

    /** Anybody can write anything into an address; the offset stays an int. */
    static final int MAX_PAGE = 1_000_000;

    DocumentFilter {
        page = Math.min(Math.max(page, 1), MAX_PAGE);
    }

    Query query(String kind) {
        boolean descending = sort.startsWith("-");
        Order order = Arrays.stream(Order.values())
                .filter(candidate -> key(candidate).equals(descending ? sort.substring(1) : sort))
                .findFirst()
                .orElse(trash() && sort.isEmpty() ? Order.DELETED : Order.NAME);
        return new Query(
                kind,
                q,
                chosen(),
                order,
                sort.isEmpty() ? order == Order.DELETED : descending,
                (page - 1) * PAGE_SIZE,
                PAGE_SIZE);
    }

    public boolean trash() {
        return chosen() == Among.TRASH;
    }

    public boolean narrows() {
        return !q.isEmpty() || chosen() != Among.ALL;
    }

    String order() {
        return sort.isEmpty() && !trash() ? key(Order.NAME) : sort;
    }

    /** The same list ordered by a column, the other way round when it is ordered by it already. */
    String sortLink(String column) {
        return new DocumentFilter(q, among, order().equals(column) ? "-" + column : column, 1).link(1);
    }

    String link(int number) {
        return new QueryString()
                .with("q", q)
                .with("among", among)
                .with("sort", sort.equals(key(Order.NAME)) && !trash() ? "" : sort)
                .page(number)
                .text();
    }

    private Among chosen() {
        return Arrays.stream(Among.values())
                .filter(candidate -> key(candidate).equals(among))
                .findFirst()
                .orElse(Among.ALL);
    }

    private static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

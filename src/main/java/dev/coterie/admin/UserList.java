package dev.coterie.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.web.util.UriComponentsBuilder;

import dev.coterie.account.AccountQuery;
import dev.coterie.account.AccountQuery.Order;

/**
 * The list of users with the filter that led to it, and the addresses that change a part of it. Immutable.
 *
 * @param page from 1
 */
record UserList(Filter filter, List<UserRow> rows, long total, int page, int pages) {

    static UserList of(Filter filter, Page<UserRow> page) {
        return new UserList(
                filter, page.getContent(), page.getTotalElements(), page.getNumber() + 1, page.getTotalPages());
    }

    /** The address of the same list ordered by a column, the other way round when it is ordered by it already. */
    public String sortLink(String column) {
        boolean turn = filter.sort().equals(column);
        return filter.withSort(turn ? "-" + column : column).link(1);
    }

    /** For {@code aria-sort}; null: not ordered by this column. */
    public @Nullable String ariaSort(String column) {
        return filter.sort().equals(column) ? "ascending" : filter.sort().equals("-" + column) ? "descending" : null;
    }

    public String pageLink(int number) {
        return filter.link(number);
    }

    /** The numbers of the pages to offer; 0 stands for a gap. */
    public List<Integer> pageNumbers() {
        return PageNumbers.around(page, pages);
    }

    /**
     * What was asked for, as it was written in the address. Immutable.
     *
     * @param active "yes", "no" or anything else for both; as the two that follow
     * @param sort the key of a column, with "-" in front for the other way round
     */
    record Filter(String q, String active, String staff, String superuser, String sort, int page) {

        private static final int PAGE_SIZE = 25;
        private static final int MAX_PAGE = 1_000_000;

        AccountQuery query() {
            boolean descending = sort.startsWith("-");
            String column = descending ? sort.substring(1) : sort;
            return new AccountQuery(
                    q,
                    choice(active),
                    choice(staff),
                    choice(superuser),
                    Arrays.stream(Order.values())
                            .filter(order -> order.key().equals(column))
                            .findFirst()
                            .orElse(Order.USERNAME),
                    !descending,
                    Math.min(Math.max(page, 1), MAX_PAGE) - 1,
                    PAGE_SIZE);
        }

        /** Whether anything narrows the list. */
        public boolean narrows() {
            return !q.isBlank() || choice(active) != null || choice(staff) != null || choice(superuser) != null;
        }

        Filter withSort(String other) {
            return new Filter(q, active, staff, superuser, other, page);
        }

        String link(int number) {
            UriComponentsBuilder link = UriComponentsBuilder.newInstance();
            add(link, "q", q);
            add(link, "active", active);
            add(link, "staff", staff);
            add(link, "superuser", superuser);
            add(link, "sort", sort.equals(Order.USERNAME.key()) ? "" : sort);
            add(link, "page", number == 1 ? "" : Integer.toString(number));
            String query = link.encode().build().toUriString();
            return query.isEmpty() ? "?" : query;
        }

        private static void add(UriComponentsBuilder link, String name, String value) {
            if (!value.isBlank()) {
                link.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value));
            }
        }

        private static @Nullable Boolean choice(String text) {
            return Optional.of(text)
                    .filter(value -> value.equals("yes") || value.equals("no"))
                    .map("yes"::equals)
                    .orElse(null);
        }
    }
}

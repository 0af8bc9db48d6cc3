package dev.coterie.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;

import dev.coterie.account.AccountQuery;
import dev.coterie.account.AccountQuery.Order;
import dev.coterie.account.LastLogin;

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
        return filter.sortedBy(filter.order().equals(column) ? "-" + column : column)
                .link(1);
    }

    /** What the head of a column says of itself. */
    public @Nullable String ariaSort(String column) {
        if (filter.order().equals(column)) {
            return "ascending";
        }
        return filter.order().equals("-" + column) ? "descending" : null;
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
     * @param login the key of a {@link LastLogin}
     * @param group the id of a group
     * @param sort the key of a column, with "-" in front for the other way round; empty: by name
     */
    record Filter(
            String q,
            String active,
            String staff,
            String superuser,
            String login,
            String group,
            String sort,
            int page) {

        private static final int PAGE_SIZE = 25;
        private static final int MAX_PAGE = 1_000_000;

        AccountQuery query() {
            String order = order();
            boolean descending = order.startsWith("-");
            String column = descending ? order.substring(1) : order;
            return new AccountQuery(
                    q,
                    choice(active),
                    choice(staff),
                    choice(superuser),
                    lastLogin(),
                    groupId(),
                    Arrays.stream(Order.values())
                            .filter(candidate -> candidate.key().equals(column))
                            .findFirst()
                            .orElse(Order.USERNAME),
                    !descending,
                    Math.min(Math.max(page, 1), MAX_PAGE) - 1,
                    PAGE_SIZE);
        }

        /** Whether anything narrows the list. */
        public boolean narrows() {
            return !q.isBlank()
                    || choice(active) != null
                    || choice(staff) != null
                    || choice(superuser) != null
                    || lastLogin() != null
                    || groupId() != null;
        }

        String order() {
            return sort.isEmpty() ? Order.USERNAME.key() : sort;
        }

        Filter sortedBy(String other) {
            return new Filter(q, active, staff, superuser, login, group, other, page);
        }

        String link(int number) {
            return new QueryString()
                    .with("q", q)
                    .with("active", active)
                    .with("staff", staff)
                    .with("superuser", superuser)
                    .with("login", login)
                    .with("group", group)
                    .with("sort", order().equals(Order.USERNAME.key()) ? "" : sort)
                    .page(number)
                    .text();
        }

        private @Nullable LastLogin lastLogin() {
            return Arrays.stream(LastLogin.values())
                    .filter(candidate -> candidate.key().equals(login))
                    .findFirst()
                    .orElse(null);
        }

        private @Nullable Long groupId() {
            try {
                return group.isEmpty() ? null : Long.valueOf(group);
            } catch (NumberFormatException e) {
                return null;
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

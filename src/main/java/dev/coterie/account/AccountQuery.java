package dev.coterie.account;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Which accounts to list. Immutable.
 *
 * @param text words that must all be in one of the names or the address; empty: everybody
 * @param active null: either; as the two that follow
 * @param lastLogin null: whenever
 * @param group the id of a group that they are in; null: any or none
 * @param page from 0
 * @param pageSize 1 or more
 */
public record AccountQuery(
        String text,
        @Nullable Boolean active,
        @Nullable Boolean staff,
        @Nullable Boolean superuser,
        @Nullable LastLogin lastLogin,
        @Nullable Long group,
        Order order,
        boolean ascending,
        int page,
        int pageSize) {

    /** What a list can be ordered by. */
    public enum Order {
        USERNAME("username"),
        EMAIL("email"),
        FIRST_NAME("firstName"),
        LAST_NAME("lastName"),
        LAST_LOGIN("lastLoginAt"),
        JOINED("joinedAt");

        private final String attribute;

        Order(String attribute) {
            this.attribute = attribute;
        }

        /** Whether it is ordered as texts are, whatever the case of their letters. */
        boolean isText() {
            return this != LAST_LOGIN && this != JOINED;
        }

        String attribute() {
            return attribute;
        }

        /** How it is written in an address. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}

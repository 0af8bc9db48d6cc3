package dev.coterie.account;

import java.util.List;
import java.util.Locale;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;

import dev.coterie.account.AccountDirectory.SearchField;

/** How accounts are found by a text. */
final class AccountSearch {

    static final char ESCAPE = '!';

    private AccountSearch() {}

    /** The text is in one of the fields at least, ignoring case. */
    static Predicate contains(
            CriteriaBuilder builder, Root<AccountEntity> account, String text, List<SearchField> fields) {
        String pattern = pattern(text.toLowerCase(Locale.ROOT));
        return builder.or(fields.stream()
                .map(field -> builder.like(builder.lower(account.get(attribute(field))), pattern, ESCAPE))
                .toArray(Predicate[]::new));
    }

    static String attribute(SearchField field) {
        return switch (field) {
            case USERNAME -> "username";
            case EMAIL -> "email";
            case FIRST_NAME -> "firstName";
            case LAST_NAME -> "lastName";
            case DISPLAY_NAME -> "displayName";
        };
    }

    /** For {@code like}, with {@link #ESCAPE}: the text as it is, anywhere. */
    static String pattern(String text) {
        return "%" + escape(text) + "%";
    }

    /** PostgreSQL refuses the character 0 in a text: no name has it, so nothing is lost. */
    private static String escape(String text) {
        return text.replace("\0", "").replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}

package dev.coterie.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** What other rooms may ask about accounts. Thread-safe; blocks on the database. */
public interface AccountDirectory {

    /** Finds an account, active or not. */
    Optional<Account> find(String username);

    /**
     * Checks a password, with the throttling that the login form has.
     *
     * @param address where the attempt comes from, for throttling
     * @return empty for an unknown or inactive account, a wrong password or none at all, and while throttled
     */
    Optional<Account> authenticate(String username, String password, String address);

    /**
     * The account of somebody who shows a token that was verified; it is made when there is none, and names and address
     * that the token carries are taken over.
     *
     * @param issuedAt when the token was issued; null when it does not say
     * @return empty when the account is inactive, or was deleted or logged out everywhere after the token was issued
     */
    Optional<Account> admit(ExternalUser user, @Nullable Instant issuedAt);

    /**
     * Accounts with the text in one of the fields, ignoring case.
     *
     * @param limit at most so many, 1 or more
     */
    List<Account> search(
            String text, List<SearchField> fields, SearchField orderBy, boolean ascending, int offset, int limit);

    /** The groups that an account is in, by name. */
    List<String> groupsOf(String username);

    /** The members of a group, by username; empty when there is no such group. */
    Optional<List<String>> membersOf(String group);

    /** What can be searched. */
    enum SearchField {
        USERNAME,
        EMAIL,
        FIRST_NAME,
        LAST_NAME,
        DISPLAY_NAME
    }

    /** What a token says of its user; null: nothing. */
    record ExternalUser(
            String username,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String displayName,
            @Nullable String email,
            @Nullable List<String> groups) {}
}

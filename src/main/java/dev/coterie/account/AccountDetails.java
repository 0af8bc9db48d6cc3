package dev.coterie.account;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * An account with what only its administrators see. Immutable.
 *
 * @param lastLoginAt null: never
 * @param hasPassword whether a password opens the account; those that came with a token have none
 * @param groupIds the groups that it is in
 * @param permissions what was given to it by itself, without those of its groups
 */
public record AccountDetails(
        Account account,
        Instant joinedAt,
        @Nullable Instant lastLoginAt,
        boolean hasPassword,
        List<Long> groupIds,
        Set<Permission> permissions) {

    public long id() {
        return account.id();
    }

    public String username() {
        return account.username();
    }
}

package dev.coterie.account;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An account in the list of all. Immutable.
 *
 * @param lastLoginAt null: never
 * @param hasPassword whether a password opens the account
 * @param groups the names of the groups that it is in, in order
 */
public record ListedAccount(
        Account account, Instant joinedAt, @Nullable Instant lastLoginAt, boolean hasPassword, List<String> groups) {}

package dev.coterie.admin;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.coterie.account.Account;
import dev.coterie.account.AccountDetails;
import dev.coterie.account.web.PageTime;

/** A user as pages show one. Immutable. */
record UserRow(
        long id,
        String username,
        String shownName,
        String firstName,
        String lastName,
        String email,
        boolean active,
        boolean staff,
        boolean superuser,
        boolean hasPassword,
        @Nullable String lastLogin,
        String joined,
        int groups) {

    static UserRow of(AccountDetails details) {
        Account account = details.account();
        Instant lastLogin = details.lastLoginAt();
        return new UserRow(
                account.id(),
                account.username(),
                account.shownName(),
                account.firstName(),
                account.lastName(),
                account.email(),
                account.active(),
                account.staff(),
                account.superuser(),
                details.hasPassword(),
                lastLogin == null ? null : PageTime.minute(lastLogin),
                PageTime.minute(details.joinedAt()),
                details.groupIds().size());
    }

    /** The first letter, for the round sign before the name. */
    public String initial() {
        return Character.toString(Character.toUpperCase(shownName.codePointAt(0)));
    }
}

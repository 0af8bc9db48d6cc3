package dev.coterie.admin;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Size;

import dev.coterie.account.Account;
import dev.coterie.account.AccountChange;
import dev.coterie.account.AccountDetails;
import dev.coterie.account.Permission;
import dev.coterie.account.ProfileChange;

/** What can be changed of a user. Immutable. */
record UserForm(
        @Size(max = 150, message = "{form.too-long}") String displayName,
        @Size(max = 150, message = "{form.too-long}") String firstName,
        @Size(max = 150, message = "{form.too-long}") String lastName,

        @Size(max = 254, message = "{form.too-long}") @Email(message = "{form.email}")
        String email,

        Boolean active,
        Boolean staff,
        Boolean superuser,
        List<Long> groups,
        List<Permission> permissions) {

    UserForm {
        displayName = Objects.requireNonNullElse(displayName, "");
        firstName = Objects.requireNonNullElse(firstName, "");
        lastName = Objects.requireNonNullElse(lastName, "");
        email = Objects.requireNonNullElse(email, "").strip();
        active = Objects.requireNonNullElse(active, false);
        staff = Objects.requireNonNullElse(staff, false);
        superuser = Objects.requireNonNullElse(superuser, false);
        groups = groups == null
                ? List.of()
                : groups.stream().filter(Objects::nonNull).toList();
        permissions = permissions == null
                ? List.of()
                : permissions.stream().filter(Objects::nonNull).toList();
    }

    static UserForm of(AccountDetails details) {
        Account account = details.account();
        return new UserForm(
                account.displayName(),
                account.firstName(),
                account.lastName(),
                account.email(),
                account.active(),
                account.staff(),
                account.superuser(),
                details.groupIds(),
                details.permissions().stream().sorted().toList());
    }

    /**
     * The same with the flags kept that only superusers see a switch for. What somebody sends all the same stays in: it
     * is refused, not overlooked.
     */
    UserForm keepingFlags(Account before) {
        return new UserForm(
                displayName,
                firstName,
                lastName,
                email,
                active,
                staff || before.staff(),
                superuser || before.superuser(),
                groups,
                permissions);
    }

    /** Whether somebody may do more by it than before. */
    boolean givesMoreThan(AccountDetails before) {
        Account account = before.account();
        return (superuser && !account.superuser())
                || (staff && !account.staff() && !account.superuser())
                || !before.permissions().containsAll(permissions)
                || !before.groupIds().containsAll(groups);
    }

    AccountChange toChange() {
        return new AccountChange(
                new ProfileChange(firstName, lastName, displayName, email),
                active,
                staff,
                superuser,
                Set.copyOf(groups),
                Set.copyOf(permissions));
    }
}

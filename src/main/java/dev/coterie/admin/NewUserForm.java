package dev.coterie.admin;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Size;

import dev.coterie.account.AccountChange;
import dev.coterie.account.Permission;
import dev.coterie.account.ProfileChange;

/**
 * A user to be. The page asks for the first four fields only and goes on to the page of the user for the others; who sends
 * those at once is understood as well. Immutable.
 *
 * @param withoutPassword whether no password shall open the account; those that are sent do not count then
 */
record NewUserForm(
        String username,
        String password,
        String repeated,
        Boolean withoutPassword,
        @Size(max = 150, message = "{form.too-long}") String displayName,
        @Size(max = 150, message = "{form.too-long}") String firstName,
        @Size(max = 150, message = "{form.too-long}") String lastName,

        @Size(max = 254, message = "{form.too-long}") @Email(message = "{form.email}")
        String email,

        Boolean staff,
        Boolean superuser,
        List<Long> groups,
        List<Permission> permissions) {

    static final NewUserForm EMPTY =
            new NewUserForm("", "", "", false, "", "", "", "", false, false, List.of(), List.of());

    NewUserForm {
        username = Objects.requireNonNullElse(username, "").strip();
        password = Objects.requireNonNullElse(password, "");
        repeated = Objects.requireNonNullElse(repeated, "");
        withoutPassword = Objects.requireNonNullElse(withoutPassword, false);
        displayName = Objects.requireNonNullElse(displayName, "");
        firstName = Objects.requireNonNullElse(firstName, "");
        lastName = Objects.requireNonNullElse(lastName, "");
        email = Objects.requireNonNullElse(email, "").strip();
        staff = Objects.requireNonNullElse(staff, false);
        superuser = Objects.requireNonNullElse(superuser, false);
        groups = groups == null
                ? List.of()
                : groups.stream().filter(Objects::nonNull).toList();
        permissions = permissions == null
                ? List.of()
                : permissions.stream().filter(Objects::nonNull).toList();
    }

    AccountChange toChange() {
        return new AccountChange(
                new ProfileChange(firstName, lastName, displayName, email),
                true,
                staff,
                superuser,
                Set.copyOf(groups),
                Set.copyOf(permissions));
    }

    @Override
    public String toString() {
        return "NewUserForm[username=" + username + "]";
    }
}

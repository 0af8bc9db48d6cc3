package dev.coterie.account;

import java.util.Set;

/**
 * What an account shall be like. Immutable.
 *
 * @param groupIds the groups that it shall be in; unknown ones are left out
 * @param permissions what it may do by itself if it is staff
 */
public record AccountChange(
        ProfileChange profile,
        boolean active,
        boolean staff,
        boolean superuser,
        Set<Long> groupIds,
        Set<Permission> permissions) {

    /** An account with these names and no rights. */
    Account of(long id, String username) {
        return new Account(
                id,
                username,
                profile.firstName(),
                profile.lastName(),
                profile.displayName(),
                profile.email(),
                true,
                false,
                false);
    }
}

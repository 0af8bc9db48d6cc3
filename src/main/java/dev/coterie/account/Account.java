package dev.coterie.account;

import java.io.Serializable;
import java.util.Optional;

/**
 * A person who can log in, as other rooms see them. Immutable.
 *
 * @param username unique, 1 to 150 characters
 * @param firstName possibly empty, as the other names and the address
 * @param displayName what the person wants to be called, possibly empty
 * @param active whether the person may log in
 * @param staff whether the admin site opens for them
 */
public record Account(
        long id,
        String username,
        String firstName,
        String lastName,
        String displayName,
        String email,
        boolean active,
        boolean staff,
        boolean superuser)
        implements Serializable {

    /** The name that others see: the display name, else first and last name, else the username. */
    public String shownName() {
        String fullName = (firstName + " " + lastName).strip();
        return Optional.of(displayName.strip())
                .filter(name -> !name.isEmpty())
                .orElse(fullName.isEmpty() ? username : fullName);
    }
}

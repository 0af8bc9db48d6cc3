package dev.coterie.account.django;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code auth_user}. Immutable.
 *
 * @param password the hash as Django writes it, or something that begins with {@code !}
 * @param joinedAt null: it is not known
 * @param lastLoginAt null: never
 * @param groups their names
 */
public record DjangoUser(
        String username,
        String password,
        String firstName,
        String lastName,
        String email,
        boolean active,
        boolean staff,
        boolean superuser,
        @Nullable Instant joinedAt,
        @Nullable Instant lastLoginAt,
        List<String> groups) {

    @Override
    public String toString() {
        return username;
    }
}

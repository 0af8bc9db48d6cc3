package dev.coterie.account;

import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A token that somebody has made for a program, without the secret. Immutable.
 *
 * @param name what its owner calls it, 1 to 100 characters
 * @param lastUsedAt null: never; noted at most once a minute
 */
public record ApiToken(
        long id,
        String name,
        Set<ApiScope> scopes,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt) {

    /** @param secret what the program has to show; nobody is ever told it again */
    public record Made(ApiToken token, String secret) {

        @Override
        public String toString() {
            return "Made[token=" + token + "]";
        }
    }

    /** Whose request it is that shows a token, and what it may do. */
    public record Bearer(Account account, Set<ApiScope> scopes) {}
}

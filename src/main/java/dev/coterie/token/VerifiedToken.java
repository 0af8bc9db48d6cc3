package dev.coterie.token;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The claims of a token that was verified; null where the token has no such claim, or one of another JSON type.
 *
 * @param username the subject, not empty
 * @param groups null: no such claim; empty: in no group
 * @param issuedAt null when the token does not say
 */
public record VerifiedToken(
        String username,
        @Nullable String displayName,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String email,
        @Nullable List<String> groups,
        @Nullable Instant issuedAt,
        Instant expiresAt) {}

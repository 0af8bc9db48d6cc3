package dev.coterie.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.coterie.account.web.PageTime;
import dev.coterie.zwibbler.Permissions;
import dev.coterie.zwibbler.access.BoardToken;

/**
 * A token as pages show one: never what opens the board. Immutable.
 *
 * @param start its first characters, by which people tell tokens apart
 * @param fingerprint by which forms name it
 * @param user empty: nobody in particular
 * @param expires null: never
 */
record TokenRow(
        String start,
        String fingerprint,
        String user,
        Permissions permissions,
        @Nullable String expires) {

    private static final int MAX_SHOWN = 6;

    /** At most such a part of a token is shown, for others may have made short ones. */
    private static final int SHOWN_PART = 4;

    private static final Comparator<BoardToken> LONGEST_FIRST = Comparator.comparing(
                    BoardToken::expiresAt, Comparator.nullsFirst(Comparator.<Instant>reverseOrder()))
            .thenComparing(BoardToken::user);

    static List<TokenRow> of(List<BoardToken> tokens, int limit) {
        return tokens.stream()
                .sorted(LONGEST_FIRST)
                .limit(limit)
                .map(TokenRow::of)
                .toList();
    }

    private static TokenRow of(BoardToken token) {
        Instant expiresAt = token.expiresAt();
        return new TokenRow(
                start(token.token()),
                fingerprint(token.token()),
                token.user(),
                token.permissions(),
                expiresAt == null ? null : PageTime.minute(expiresAt));
    }

    private static String start(String token) {
        int characters = token.codePointCount(0, token.length());
        return token.substring(0, token.offsetByCodePoints(0, Math.min(MAX_SHOWN, characters / SHOWN_PART)));
    }

    static String fingerprint(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

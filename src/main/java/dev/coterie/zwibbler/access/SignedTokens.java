package dev.coterie.zwibbler.access;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Objects;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;

import dev.coterie.zwibbler.Permissions;

/**
 * Reads tokens that others have signed with the configured key (section 7.2 of the protocol): HMAC algorithms only, and
 * only those in a list of our own. Thread-safe.
 */
final class SignedTokens {

    /** Far more than a token with a board's name and a user's name of the greatest lengths. */
    private static final int MAX_LENGTH = 16 * 1024;

    /**
     * The length that jjwt wants for HS512. HMAC fills shorter keys with zeros itself, up to the block of its digest (64
     * or 128 bytes), so that a key which we fill makes the same signatures: that way short keys, which jjwt would refuse
     * and which people do have, work.
     */
    private static final int FILLED_BYTES = 64;

    private final InstantSource clock;
    private final JwtParser parser;

    SignedTokens(String key, boolean base64, InstantSource clock) {
        this.clock = clock;
        this.parser = Jwts.parser()
                .sig()
                .clear()
                .add(Jwts.SIG.HS256)
                .add(Jwts.SIG.HS384)
                .add(Jwts.SIG.HS512)
                .and()
                .enc()
                .clear()
                .and()
                .zip()
                .clear()
                .and()
                .verifyWith(secretKey(key, base64))
                .clock(() -> Date.from(clock.instant()))
                .build();
    }

    private static SecretKey secretKey(String key, boolean base64) {
        byte[] bytes = base64 ? Base64.getDecoder().decode(key) : key.getBytes(StandardCharsets.UTF_8);
        return new SecretKeySpec(Arrays.copyOf(bytes, Math.max(bytes.length, FILLED_BYTES)), "HmacSHA512");
    }

    /** @throws AccessDeniedException for anything but a token that is complete and valid now */
    Grant verify(String token) {
        if (token.length() > MAX_LENGTH) {
            throw new AccessDeniedException("The token is too long");
        }
        try {
            return grant(parser.parseSignedClaims(token).getPayload());
        } catch (JwtException | IllegalArgumentException e) {
            // Messages of the library may quote the token.
            throw new AccessDeniedException(
                    "This is no valid token: " + e.getClass().getSimpleName());
        }
    }

    /** jjwt has checked {@code exp} and {@code nbf} if they are there. */
    private Grant grant(Claims claims) {
        String board = claims.getSubject();
        if (board == null || board.isEmpty() || claims.getExpiration() == null) {
            throw new AccessDeniedException("The token names no board, or no end");
        }
        Date issuedAt = claims.getIssuedAt();
        if (issuedAt != null && issuedAt.toInstant().isAfter(clock.instant())) {
            throw new AccessDeniedException("The token was issued in the future");
        }
        return new Grant(board, text(claims, "u"), Permissions.of(text(claims, "p")));
    }

    private static String text(Claims claims, String name) {
        return Objects.requireNonNullElse(claims.get(name, String.class), "");
    }
}

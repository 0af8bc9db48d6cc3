package dev.coterie.token;

import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.ExpiredJwtException;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.PrematureJwtException;
import io.jsonwebtoken.security.SignatureException;
import org.jspecify.annotations.Nullable;

/**
 * Verifies with a list of algorithms of our own, which holds RS256 only, and with one key. Thread-safe.
 *
 * <p>The header of a token decides nothing: its algorithm and key id are compared, never followed.
 */
class JjwtTokenVerifier implements TokenVerifier {

    /** A token that the issuer makes for an account with the longest names has some 3,000 characters. */
    static final int MAX_LENGTH = 16 * 1024;

    private static final Duration LEEWAY = Duration.ofSeconds(30);

    private final PublicSigningKey key;
    private final Clock clock;
    private final JwtParser parser;

    JjwtTokenVerifier(PublicSigningKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
        this.parser = Jwts.parser()
                .sig()
                .clear()
                .add(Jwts.SIG.RS256)
                .and()
                .zip()
                .clear()
                .and()
                .keyLocator(this::locate)
                .clock(() -> Date.from(clock.instant()))
                .clockSkewSeconds(LEEWAY.toSeconds())
                .build();
    }

    @Override
    public VerifiedToken verify(String token) {
        if (token.length() > MAX_LENGTH) {
            throw new TokenRejectedException("The token is longer than " + MAX_LENGTH + " characters");
        }
        return checked(parse(token));
    }

    private Claims parse(String token) {
        try {
            return parser.parseSignedClaims(token).getPayload();
        } catch (TokenRejectedException e) {
            throw e;
        } catch (ExpiredJwtException e) {
            throw new TokenRejectedException("The token has expired");
        } catch (PrematureJwtException e) {
            throw new TokenRejectedException("The token is not valid yet");
        } catch (SignatureException e) {
            throw new TokenRejectedException("The signature is wrong, or not of the algorithm RS256");
        } catch (JwtException | IllegalArgumentException e) {
            throw new TokenRejectedException("This is no signed token of a known form");
        }
    }

    private Key locate(Header header) {
        if (!(header instanceof JwsHeader signed)) {
            throw new TokenRejectedException("The token is not signed");
        }
        if (!Jwts.SIG.RS256.getId().equals(signed.getAlgorithm())) {
            throw new TokenRejectedException("The algorithm is not RS256");
        }
        if (!key.id().equals(signed.getKeyId())) {
            throw new TokenRejectedException("The key id is missing or unknown");
        }
        return key.key();
    }

    private VerifiedToken checked(Claims claims) {
        String username = claims.getSubject();
        if (username == null || username.isBlank()) {
            throw new TokenRejectedException("The token names no user");
        }
        Set<String> audience = claims.getAudience();
        if (audience == null || !audience.contains(TokenClaims.AUDIENCE)) {
            throw new TokenRejectedException("The token is for another audience");
        }
        Date expiration = claims.getExpiration();
        if (expiration == null) {
            throw new TokenRejectedException("The token has no end");
        }
        Date issuedAt = claims.getIssuedAt();
        if (issuedAt != null && issuedAt.toInstant().isAfter(clock.instant().plus(LEEWAY))) {
            throw new TokenRejectedException("The token was issued in the future");
        }
        return new VerifiedToken(
                username,
                text(claims, TokenClaims.DISPLAY_NAME),
                text(claims, TokenClaims.FIRST_NAME),
                text(claims, TokenClaims.LAST_NAME),
                text(claims, TokenClaims.EMAIL),
                texts(claims, TokenClaims.GROUPS),
                issuedAt == null ? null : issuedAt.toInstant(),
                expiration.toInstant());
    }

    private static @Nullable String text(Claims claims, String name) {
        return claims.get(name) instanceof String text ? text : null;
    }

    private static @Nullable List<String> texts(Claims claims, String name) {
        if (!(claims.get(name) instanceof List<?> values)) {
            return null;
        }
        List<String> texts = new ArrayList<>(values.size());
        for (Object value : values) {
            if (!(value instanceof String text)) {
                return null;
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }
}

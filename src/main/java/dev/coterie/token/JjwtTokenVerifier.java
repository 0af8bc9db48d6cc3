package dev.coterie.token;

import java.security.Key;
import java.security.interfaces.RSAPublicKey;
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
 * Verifies with a list of algorithms of our own, which holds RS256 only, and with our own keys: the one in use, and the
 * one before for what was issued before the rotation. Thread-safe.
 *
 * <p>The header of a token decides nothing: its algorithm and key id are compared, never followed. Tokens of both keys
 * have the same key id, so that the second is tried when the signature is not of the first.
 */
class JjwtTokenVerifier implements TokenVerifier {

    /** A token that the issuer makes for an account with the longest names has some 3,000 characters. */
    static final int MAX_LENGTH = 16 * 1024;

    private static final Duration LEEWAY = Duration.ofSeconds(30);

    private final KeySource keys;
    private final Clock clock;
    private volatile Parsers parsers;

    JjwtTokenVerifier(KeySource keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        this.parsers = parsers(keys.ring());
    }

    @Override
    public VerifiedToken verify(String token) {
        if (token.length() > MAX_LENGTH) {
            throw new TokenRejectedException("The token is longer than " + MAX_LENGTH + " characters");
        }
        KeyRing ring = keys.ring();
        try {
            return verify(token, ring);
        } catch (SignatureException e) {
            return verifyOnceMore(token, ring);
        }
    }

    /** Another server that has the same key files may have rotated them a moment ago. */
    private VerifiedToken verifyOnceMore(String token, KeyRing before) {
        KeyRing ring = keys.reread();
        if (ring != before) {
            try {
                return verify(token, ring);
            } catch (SignatureException e) {
                throw wrongSignature();
            }
        }
        throw wrongSignature();
    }

    private VerifiedToken verify(String token, KeyRing ring) {
        Parsers current = parsers;
        if (current.ring() != ring) {
            current = parsers(ring);
            parsers = current;
        }
        try {
            return checked(parse(current.inUse(), token));
        } catch (SignatureException e) {
            JwtParser retired = current.retired();
            RetiredKey key = ring.retiredAt(clock.instant()).orElse(null);
            if (retired == null || key == null) {
                throw e;
            }
            VerifiedToken verified = checked(parse(retired, token));
            if (!key.mayHaveSignedAt(verified.issuedAt())) {
                throw new TokenRejectedException("The token is of a key that was no longer in use");
            }
            return verified;
        }
    }

    private static TokenRejectedException wrongSignature() {
        return new TokenRejectedException("The signature is wrong, or not of the algorithm RS256");
    }

    /** @throws SignatureException when the signature is not of the parser's key */
    private static Claims parse(JwtParser parser, String token) {
        try {
            return parser.parseSignedClaims(token).getPayload();
        } catch (TokenRejectedException | SignatureException e) {
            throw e;
        } catch (ExpiredJwtException e) {
            throw new TokenRejectedException("The token has expired");
        } catch (PrematureJwtException e) {
            throw new TokenRejectedException("The token is not valid yet");
        } catch (JwtException | IllegalArgumentException e) {
            throw new TokenRejectedException("This is no signed token of a known form");
        }
    }

    private Parsers parsers(KeyRing ring) {
        RetiredKey retired = ring.retired();
        return new Parsers(
                ring,
                parser(ring.keyId(), ring.pair().publicKey()),
                retired == null ? null : parser(ring.keyId(), retired.key()));
    }

    private JwtParser parser(String keyId, RSAPublicKey key) {
        return Jwts.parser()
                .sig()
                .clear()
                .add(Jwts.SIG.RS256)
                .and()
                .zip()
                .clear()
                .and()
                .keyLocator(header -> locate(header, keyId, key))
                .clock(() -> Date.from(clock.instant()))
                .clockSkewSeconds(LEEWAY.toSeconds())
                .build();
    }

    private static Key locate(Header header, String keyId, RSAPublicKey key) {
        if (!(header instanceof JwsHeader signed)) {
            throw new TokenRejectedException("The token is not signed");
        }
        if (!Jwts.SIG.RS256.getId().equals(signed.getAlgorithm())) {
            throw new TokenRejectedException("The algorithm is not RS256");
        }
        if (!keyId.equals(signed.getKeyId())) {
            throw new TokenRejectedException("The key id is missing or unknown");
        }
        return key;
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

    /** What is made once for each ring; a parser takes longer to make than a token to verify. */
    private record Parsers(
            KeyRing ring, JwtParser inUse, @Nullable JwtParser retired) {}
}

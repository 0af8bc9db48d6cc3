package dev.coterie.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;

import dev.coterie.account.Account;

/** Signs with RS256, by jjwt. Thread-safe. */
class JjwtTokenIssuer implements TokenIssuer {

    private final KeySource keys;
    private final Duration lifetime;
    private final Clock clock;

    JjwtTokenIssuer(KeySource keys, Duration lifetime, Clock clock) {
        this.keys = keys;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    @Override
    public IssuedToken issue(Account account) {
        KeyRing ring = keys.ring();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
        JwtBuilder token = Jwts.builder()
                .header()
                .keyId(ring.keyId())
                .and()
                .subject(account.username())
                .issuedAt(Date.from(now))
                .expiration(Date.from(expiresAt))
                .claim(TokenClaims.DISPLAY_NAME, account.shownName());
        audience(token);
        addUnlessEmpty(token, TokenClaims.FIRST_NAME, account.firstName());
        addUnlessEmpty(token, TokenClaims.LAST_NAME, account.lastName());
        addUnlessEmpty(token, TokenClaims.EMAIL, account.email());
        String compact =
                token.signWith(ring.pair().privateKey(), Jwts.SIG.RS256).compact();
        return new IssuedToken(compact, expiresAt);
    }

    /** As a string, not as an array: the form that every Convergence server reads. */
    @SuppressWarnings("deprecation")
    private static void audience(JwtBuilder token) {
        token.audience().single(TokenClaims.AUDIENCE);
    }

    private static void addUnlessEmpty(JwtBuilder token, String claim, String value) {
        if (!value.isBlank()) {
            token.claim(claim, value);
        }
    }
}

package dev.coterie.account;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Tokens that people make for their programs.
 *
 * @param maxLifetime how long a token may be valid at most, a day or more
 * @param maxPerAccount how many tokens somebody may have; 0: nobody can make any
 */
@ConfigurationProperties("coterie.api-tokens")
record ApiTokenProperties(
        @DefaultValue("365d") Duration maxLifetime,
        @DefaultValue("20") int maxPerAccount) {

    ApiTokenProperties {
        if (maxLifetime.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("coterie.api-tokens.max-lifetime: a day at least");
        }
    }
}

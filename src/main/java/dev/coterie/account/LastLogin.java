package dev.coterie.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;

/** When somebody was there last, roughly. */
public enum LastLogin {
    /** Within 24 hours. */
    DAY(Duration.ofDays(1)),
    WEEK(Duration.ofDays(7)),
    MONTH(Duration.ofDays(30)),
    /** Longer ago than a month. */
    LONGER(MONTH.span),
    NEVER(Duration.ZERO);

    private final Duration span;

    LastLogin(Duration span) {
        this.span = span;
    }

    /** How it is written in an address. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    Predicate of(CriteriaBuilder builder, Path<Instant> lastLogin, Instant now) {
        return switch (this) {
            case DAY, WEEK, MONTH -> builder.greaterThanOrEqualTo(lastLogin, now.minus(span));
            case LONGER -> builder.lessThan(lastLogin, now.minus(span));
            case NEVER -> builder.isNull(lastLogin);
        };
    }
}

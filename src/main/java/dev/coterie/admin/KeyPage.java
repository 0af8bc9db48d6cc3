package dev.coterie.admin;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.coterie.account.web.PageTime;
import dev.coterie.token.KeyStatus;
import dev.coterie.token.PublicSigningKey;
import dev.coterie.token.RetiredKey;

/**
 * The signing key as pages show it. Immutable.
 *
 * @param ageDays whole days
 * @param overlap how long tokens of the key in use go on after a rotation, in the largest unit that fits
 * @param overlapEnds when they would end if it were rotated now
 * @param retired null: there is none
 */
record KeyPage(
        PublicSigningKey key,
        String since,
        long ageDays,
        String file,
        Span overlap,
        String overlapEnds,
        @Nullable Retired retired) {

    static KeyPage of(KeyStatus status, Instant now) {
        RetiredKey retired = status.retired();
        return new KeyPage(
                status.current(),
                PageTime.minute(status.since()),
                Math.max(0, Duration.between(status.since(), now).toDays()),
                status.file().toString(),
                Span.of(status.overlap()),
                PageTime.minute(now.plus(status.overlap())),
                retired == null ? null : Retired.of(retired));
    }

    /** The key before. */
    record Retired(PublicSigningKey key, String rotated, String ends) {

        static Retired of(RetiredKey retired) {
            return new Retired(
                    new PublicSigningKey(retired.id(), retired.key()),
                    PageTime.minute(retired.rotatedAt()),
                    PageTime.minute(retired.validUntil()));
        }
    }

    /**
     * A length of time as people say it.
     *
     * @param unit the end of the message {@code keys.span.*}
     */
    record Span(String unit, long count) {

        static Span of(Duration length) {
            if (length.isZero()) {
                return new Span("none", 0);
            }
            if (length.toDays() > 0 && length.equals(Duration.ofDays(length.toDays()))) {
                return new Span("days", length.toDays());
            }
            if (length.toHours() > 0 && length.equals(Duration.ofHours(length.toHours()))) {
                return new Span("hours", length.toHours());
            }
            return new Span("minutes", Math.max(1, length.toMinutes()));
        }
    }
}

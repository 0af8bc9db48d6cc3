package dev.coterie.account;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How passwords are stored, and how much of the machine they may take.
 *
 * @param cost cost of bcrypt, 10 to 16: each one more takes twice as long; passwords that were stored with less are stored
 *     anew when their owners log in
 * @param concurrent how many passwords are hashed at the same time, 1 or more; the others wait. Not set: half of the
 *     processors, so that edits and pages go on
 */
@ConfigurationProperties("coterie.password")
record PasswordProperties(
        @DefaultValue("10") int cost, @Nullable Integer concurrent) {

    private static final int MIN_COST = 10;
    private static final int MAX_COST = 16;

    PasswordProperties {
        if (cost < MIN_COST || cost > MAX_COST) {
            throw new IllegalArgumentException("coterie.password.cost: from " + MIN_COST + " to " + MAX_COST);
        }
        if (concurrent != null && concurrent < 1) {
            throw new IllegalArgumentException("coterie.password.concurrent: one at least");
        }
    }

    int concurrency() {
        return concurrent == null ? Math.max(1, Runtime.getRuntime().availableProcessors() / 2) : concurrent;
    }
}

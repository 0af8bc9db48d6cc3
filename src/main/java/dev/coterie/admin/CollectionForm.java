package dev.coterie.admin;

import java.util.Objects;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

import dev.coterie.document.CollectionPolicy;
import dev.coterie.document.Retention;

/**
 * What people write of how a collection keeps its documents. Immutable.
 *
 * @param keepDays empty: age does not matter
 * @param keepVersions empty: their number does not matter
 * @param milestoneEvery empty, or 0: none
 */
record CollectionForm(
        @Nullable Boolean autoCreate,

        @Pattern(regexp = "([1-9]\\d{0,4})?", message = "{collections.number.invalid}") @Nullable
        String keepDays,

        @Pattern(regexp = "([1-9]\\d{0,11})?", message = "{collections.number.invalid}") @Nullable
        String keepVersions,

        @Pattern(regexp = "(\\d{1,12})?", message = "{collections.number.invalid}") @Nullable
        String milestoneEvery) {

    CollectionForm {
        keepDays = Objects.requireNonNullElse(keepDays, "").strip();
        keepVersions = Objects.requireNonNullElse(keepVersions, "").strip();
        milestoneEvery = Objects.requireNonNullElse(milestoneEvery, "").strip();
    }

    static CollectionForm of(CollectionPolicy policy) {
        Retention retention = policy.retention();
        return new CollectionForm(
                policy.autoCreate(),
                retention.days() == null ? "" : retention.days().toString(),
                retention.versions() == null ? "" : retention.versions().toString(),
                policy.milestoneEvery() == 0 ? "" : Long.toString(policy.milestoneEvery()));
    }

    /** Only of what is valid. */
    CollectionPolicy wanted() {
        return new CollectionPolicy(
                autoCreate != null && autoCreate,
                isEmpty(milestoneEvery) ? 0 : Long.parseLong(milestoneEvery),
                new Retention(
                        isEmpty(keepDays) ? null : Integer.valueOf(keepDays),
                        isEmpty(keepVersions) ? null : Long.valueOf(keepVersions)));
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }
}

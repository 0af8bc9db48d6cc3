package dev.coterie.document;

import org.jspecify.annotations.Nullable;

/**
 * How much of their logs the documents of a collection keep; of two bounds, the one that keeps less. Immutable.
 *
 * @param days entries that are older may go, 1 or more; null: age does not matter
 * @param versions so many of the newest entries stay, 1 or more; null: their number does not matter
 */
public record Retention(@Nullable Integer days, @Nullable Long versions) {

    public static final Retention ALL = new Retention(null, null);

    public Retention {
        if (days != null && days < 1 || versions != null && versions < 1) {
            throw new IllegalArgumentException("Nothing would be kept");
        }
    }
}

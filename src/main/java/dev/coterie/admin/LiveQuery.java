package dev.coterie.admin;

import org.jspecify.annotations.Nullable;

/** The list's address, as anybody can write it. Immutable. */
record LiveQuery(
        @Nullable String q,
        @Nullable String user,
        @Nullable String open,
        @Nullable String kind,
        @Nullable String page) {

    LiveFilter filter() {
        return new LiveFilter(
                text(q).strip(), text(user), text(open), text(kind), page == null ? 1 : PageNumbers.read(page));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}

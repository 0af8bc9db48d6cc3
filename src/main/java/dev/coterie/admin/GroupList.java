package dev.coterie.admin;

import java.util.List;
import java.util.Locale;

import dev.coterie.account.GroupSummary;

/** The groups whose names have a text in them. Immutable. */
record GroupList(Filter filter, List<GroupSummary> rows) {

    static GroupList of(Filter filter, List<GroupSummary> all) {
        String part = filter.q().strip().toLowerCase(Locale.ROOT);
        return new GroupList(
                filter,
                all.stream()
                        .filter(group -> group.name().toLowerCase(Locale.ROOT).contains(part))
                        .toList());
    }

    /** What was asked for. Immutable. */
    record Filter(String q) {

        public String sort() {
            return "";
        }

        public boolean narrows() {
            return !q.isBlank();
        }
    }
}

package dev.coterie.admin;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import dev.coterie.account.AdminEntry;
import dev.coterie.account.web.PageTime;

/** An entry of the log as a page shows it. Immutable. */
record EntryRow(Instant instant, String when, String actor, String actionKey, String kindKey, String object) {

    static List<EntryRow> of(List<AdminEntry> entries) {
        return entries.stream().map(EntryRow::of).toList();
    }

    private static EntryRow of(AdminEntry entry) {
        return new EntryRow(
                entry.happenedAt(),
                PageTime.minute(entry.happenedAt()),
                entry.actor(),
                "admin.action." + entry.action().name().toLowerCase(Locale.ROOT),
                "admin.kind." + entry.kind().name().toLowerCase(Locale.ROOT),
                entry.objectName());
    }
}

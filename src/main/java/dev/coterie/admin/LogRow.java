package dev.coterie.admin;

import java.time.Instant;
import java.util.List;

import dev.coterie.account.AdminEntry;
import dev.coterie.account.FieldChange;

/** An entry of the log as its page shows it: whole. Immutable. */
record LogRow(
        Instant instant,
        String when,
        String actor,
        String address,
        String actionKey,
        String kindKey,
        String object,
        List<FieldChange> changes) {

    static LogRow of(AdminEntry entry) {
        return new LogRow(
                entry.happenedAt(),
                ServerTime.format(entry.happenedAt()),
                entry.actor(),
                entry.address(),
                "admin.action." + LogFilter.key(entry.action()),
                "admin.kind." + LogFilter.key(entry.kind()),
                entry.objectName(),
                entry.changes());
    }
}

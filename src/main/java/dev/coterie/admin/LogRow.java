package dev.coterie.admin;

import java.time.Instant;
import java.util.List;

import org.springframework.context.MessageSource;

import dev.coterie.account.AdminEntry;
import dev.coterie.account.web.PageTime;

/** An entry of the log as its page shows it: whole. Immutable. */
record LogRow(
        Instant instant,
        String when,
        String actor,
        String address,
        String actionKey,
        String kindKey,
        String object,
        List<HistoryRow.ChangeRow> changes) {

    static LogRow of(AdminEntry entry, MessageSource messages) {
        return new LogRow(
                entry.happenedAt(),
                PageTime.minute(entry.happenedAt()),
                entry.actor(),
                entry.address(),
                "admin.action." + LogFilter.key(entry.action()),
                "admin.kind." + LogFilter.key(entry.kind()),
                entry.objectName(),
                entry.changes().stream()
                        .map(change -> HistoryRow.ChangeRow.of(change, messages))
                        .toList());
    }
}

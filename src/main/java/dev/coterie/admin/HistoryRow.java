package dev.coterie.admin;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;

import dev.coterie.account.AdminEntry;
import dev.coterie.account.FieldChange;
import dev.coterie.account.Permission;
import dev.coterie.account.web.PageTime;

/** An entry of the log with all that it tells. Immutable. */
record HistoryRow(
        Instant instant, String when, String actor, String actionKey, String address, List<ChangeRow> changes) {

    static HistoryRow of(AdminEntry entry, MessageSource messages) {
        return new HistoryRow(
                entry.happenedAt(),
                PageTime.minute(entry.happenedAt()),
                entry.actor(),
                "admin.action." + entry.action().name().toLowerCase(Locale.ROOT),
                entry.address(),
                entry.changes().stream()
                        .map(change -> ChangeRow.of(change, messages))
                        .toList());
    }

    /**
     * What became of a field.
     *
     * @param told whether it is known what became of it, not only that it was changed
     */
    record ChangeRow(String fieldKey, String before, String after, boolean told) {

        static ChangeRow of(FieldChange change, MessageSource messages) {
            return new ChangeRow(
                    "admin.field." + change.field(),
                    words(change.field(), change.before(), messages),
                    words(change.field(), change.after(), messages),
                    !change.before().isEmpty() || !change.after().isEmpty());
        }

        /** What the log writes in words of its own, in those of the page. */
        private static String words(String field, String value, MessageSource messages) {
            return switch (field) {
                case "active", "staff", "superuser" -> flag(value, messages);
                case "permissions" -> permissions(value, messages);
                default -> value;
            };
        }

        private static String flag(String value, MessageSource messages) {
            String key = value.equals("true") ? "admin.users.filter.yes" : "admin.users.filter.no";
            return messages.getMessage(key, null, LocaleContextHolder.getLocale());
        }

        /** A list may have been cut off in the middle of a name. */
        private static String permissions(String names, MessageSource messages) {
            return Arrays.stream(names.split(", "))
                    .map(name -> Arrays.stream(Permission.values())
                            .filter(permission -> permission.name().equals(name))
                            .findFirst()
                            .map(permission -> PermissionRow.wordKeys(permission).stream()
                                    .map(key -> messages.getMessage(key, null, LocaleContextHolder.getLocale()))
                                    .collect(Collectors.joining(": ")))
                            .orElse(name))
                    .collect(Collectors.joining(", "));
        }
    }
}

package dev.coterie.cli;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.coterie.account.Account;
import dev.coterie.account.ListedAccount;

/** Writes accounts one a line: aligned for people, or comma-separated for programs. */
final class AccountTable {

    private static final String CSV_LINE_END = "\r\n";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private AccountTable() {}

    static void print(List<ListedAccount> accounts, PrintStream out) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("USERNAME", "NAME", "E-MAIL", "FLAGS", "LAST LOGIN (UTC)"));
        accounts.forEach(account -> lines.add(line(account)));
        int[] widths = new int[lines.get(0).size()];
        for (List<String> line : lines) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], length(line.get(column)));
            }
        }
        lines.forEach(line -> out.println(aligned(line, widths)));
        out.println(Counted.of(accounts.size(), "account") + ".");
    }

    private static List<String> line(ListedAccount listed) {
        Account account = listed.account();
        String name = account.shownName().equals(account.username()) ? "" : account.shownName();
        return Stream.of(account.username(), name, account.email(), flags(listed), lastLogin(listed))
                .map(AccountTable::printable)
                .toList();
    }

    private static String flags(ListedAccount listed) {
        Account account = listed.account();
        List<String> flags = new ArrayList<>();
        if (account.superuser()) {
            flags.add("superuser");
        } else if (account.staff()) {
            flags.add("staff");
        }
        if (!account.active()) {
            flags.add("inactive");
        }
        if (!listed.hasPassword()) {
            flags.add("no password");
        }
        return String.join(", ", flags);
    }

    private static String lastLogin(ListedAccount listed) {
        Instant last = listed.lastLoginAt();
        return last == null ? "never" : TIME.format(last);
    }

    private static String aligned(List<String> line, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = line.get(column);
            text.append(cell).append(" ".repeat(widths[column] - length(cell) + 2));
        }
        return text.toString().stripTrailing();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Nothing that a terminal obeys: names of other systems may hold it. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }

    static void csv(List<ListedAccount> accounts, PrintStream out) {
        write(
                out,
                List.of(
                        "username",
                        "first_name",
                        "last_name",
                        "display_name",
                        "email",
                        "active",
                        "staff",
                        "superuser",
                        "has_password",
                        "joined",
                        "last_login",
                        "groups"));
        for (ListedAccount listed : accounts) {
            Account account = listed.account();
            write(
                    out,
                    List.of(
                            account.username(),
                            account.firstName(),
                            account.lastName(),
                            account.displayName(),
                            account.email(),
                            String.valueOf(account.active()),
                            String.valueOf(account.staff()),
                            String.valueOf(account.superuser()),
                            String.valueOf(listed.hasPassword()),
                            time(listed.joinedAt()),
                            time(listed.lastLoginAt()),
                            String.join(";", listed.groups())));
        }
    }

    private static String time(@Nullable Instant instant) {
        return instant == null ? "" : instant.toString();
    }

    private static void write(PrintStream out, List<String> cells) {
        out.print(cells.stream().map(AccountTable::quoted).collect(Collectors.joining(",")) + CSV_LINE_END);
    }

    private static String quoted(String cell) {
        return cell.chars().anyMatch(c -> c == '"' || c == ',' || c < ' ')
                ? '"' + cell.replace("\"", "\"\"") + '"'
                : cell;
    }
}

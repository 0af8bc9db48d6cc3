package dev.coterie.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import dev.coterie.account.Account;
import dev.coterie.account.ListedAccount;
import dev.coterie.account.LocalAccounts;

/** Lists accounts. */
class ListUsersTool implements Tool {

    private static final String CSV = "csv";
    private static final String SEARCH = "search";

    /** Options that let an account into the list; more than one let those in for which all are true. */
    private static final Map<String, Predicate<ListedAccount>> FILTERS = Map.of(
            "active", account -> account.account().active(),
            "inactive", account -> !account.account().active(),
            "staff", account -> account.account().staff(),
            "superuser", account -> account.account().superuser(),
            "no-password", account -> !account.hasPassword(),
            "never-logged-in", account -> account.lastLoginAt() == null);

    private final Terminal terminal;

    ListUsersTool(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public String name() {
        return "listusers";
    }

    @Override
    public String summary() {
        return "Lists the accounts";
    }

    @Override
    public String usage() {
        return """
                listusers [--active | --inactive] [--staff] [--superuser] [--no-password] [--never-logged-in]
                          [--search TEXT] [--csv]

                --active, --inactive  those who may log in, or may not
                --staff, --superuser  those to whom the admin site opens, or who may do everything
                --no-password         those whom no password lets in, as after import-django with a hash that is not known
                --never-logged-in     those who have never been here
                --search TEXT         those with the text in one of their names or their address
                --csv                 every column, comma-separated with a line of names (RFC 4180), times in UTC
                """;
    }

    @Override
    public int run(List<String> args) {
        Set<String> flags = new HashSet<>(FILTERS.keySet());
        flags.add(CSV);
        Arguments arguments = Arguments.parse(args, Set.of(SEARCH), flags);
        if (!arguments.words().isEmpty()) {
            throw new WrongUseException("It takes no words: to look for somebody, add --search TEXT.");
        }
        return LocalServices.with(
                AccountToolConfiguration.class, LocalAccounts.class, accounts -> list(accounts, arguments));
    }

    private int list(LocalAccounts accounts, Arguments arguments) {
        String text = arguments.value(SEARCH).orElse("").toLowerCase(Locale.ROOT);
        List<ListedAccount> chosen = accounts.list().stream()
                .filter(account -> FILTERS.entrySet().stream()
                        .filter(filter -> arguments.has(filter.getKey()))
                        .allMatch(filter -> filter.getValue().test(account)))
                .filter(account -> has(account, text))
                .toList();
        if (arguments.has(CSV)) {
            AccountTable.csv(chosen, terminal.out());
        } else {
            AccountTable.print(chosen, terminal.out());
        }
        return DONE;
    }

    private static boolean has(ListedAccount listed, String text) {
        Account account = listed.account();
        return String.join(
                        "\n",
                        account.username(),
                        account.firstName(),
                        account.lastName(),
                        account.displayName(),
                        account.email())
                .toLowerCase(Locale.ROOT)
                .contains(text);
    }
}

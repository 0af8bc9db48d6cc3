package dev.coterie.admin;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.coterie.account.Account;
import dev.coterie.account.web.BrowserName;
import dev.coterie.account.web.PageTime;
import dev.coterie.live.LiveConnection;
import dev.coterie.live.LiveKind;

/**
 * A connection as pages show one. Immutable.
 *
 * @param username empty when not known
 * @param shownName empty when it says no more than the username
 * @param account whether there is an account of that name now
 * @param more how many more are open than are listed
 */
record LiveRow(
        String id,
        boolean board,
        String username,
        String shownName,
        boolean account,
        String address,
        BrowserName browser,
        String userAgent,
        Instant instant,
        String since,
        List<String> open,
        int more) {

    private static final int LISTED = 3;

    static LiveRow of(LiveConnection connection, Optional<Account> account) {
        String shown = connection.shownName().isEmpty()
                ? account.map(Account::shownName).orElse("")
                : connection.shownName();
        List<String> open = connection.open();
        return new LiveRow(
                connection.id(),
                connection.kind() == LiveKind.BOARDS,
                connection.username(),
                shown.equals(connection.username()) ? "" : shown,
                account.isPresent(),
                connection.address(),
                BrowserName.of(connection.userAgent()),
                connection.userAgent(),
                connection.since(),
                PageTime.minute(connection.since()),
                open.subList(0, Math.min(LISTED, open.size())),
                Math.max(0, open.size() - LISTED));
    }

    /** For the round picture; a question mark for those without a name. */
    public String initial() {
        String name = username.isEmpty() ? shownName : username;
        return name.isEmpty()
                ? "?"
                : name.substring(0, name.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT);
    }
}

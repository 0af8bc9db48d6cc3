package dev.coterie.admin;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.coterie.account.Account;
import dev.coterie.account.AccountAdministration;
import dev.coterie.account.AccountDirectory;
import dev.coterie.account.AdminAction;
import dev.coterie.account.AdminEntry;
import dev.coterie.account.AdminLog;
import dev.coterie.live.LiveConnection;
import dev.coterie.live.LiveConnections;

/** What staff may do to connections. Thread-safe; blocks on the database. */
@Component
class LiveAdministration {

    private static final Comparator<LiveConnection> ORDER = Comparator.comparing(
                    LiveConnection::username, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(LiveConnection::since)
            .thenComparing(LiveConnection::id);

    /** Connections have names, not numbers. */
    private static final long NO_NUMBER = 0;

    private final List<LiveConnections> protocols;
    private final AccountDirectory directory;
    private final AccountAdministration accounts;
    private final AdminLog log;

    LiveAdministration(
            List<LiveConnections> protocols, AccountDirectory directory, AccountAdministration accounts, AdminLog log) {
        this.protocols = protocols;
        this.directory = directory;
        this.accounts = accounts;
        this.log = log;
    }

    List<LiveConnection> all() {
        return protocols.stream().flatMap(protocol -> protocol.all().stream()).toList();
    }

    LiveList list(LiveFilter filter) {
        List<LiveConnection> found =
                all().stream().filter(filter::lets).sorted(ORDER).toList();
        int pages = (found.size() + LiveFilter.PAGE_SIZE - 1) / LiveFilter.PAGE_SIZE;
        int page = Math.max(1, Math.min(filter.page(), pages));
        Map<String, Optional<Account>> known = new HashMap<>();
        List<LiveRow> rows = found.stream()
                .skip((page - 1L) * LiveFilter.PAGE_SIZE)
                .limit(LiveFilter.PAGE_SIZE)
                .map(connection -> LiveRow.of(connection, known.computeIfAbsent(connection.username(), this::account)))
                .toList();
        return new LiveList(filter, rows, found.size(), page, pages);
    }

    /** The account of that name; empty when there is none, as of guests. */
    Optional<Account> account(String username) {
        return username.isEmpty()
                ? Optional.empty()
                : directory.find(username).filter(account -> account.username().equals(username));
    }

    List<LiveConnection> of(String username) {
        return all().stream()
                .filter(connection -> connection.username().equals(username))
                .sorted(ORDER)
                .toList();
    }

    /** Ends one connection; empty when there is none (any more). */
    Optional<LiveConnection> end(Account actor, String id) {
        Optional<LiveConnection> found =
                all().stream().filter(connection -> connection.id().equals(id)).findFirst();
        Optional<LiveConnection> ended =
                found.filter(connection -> protocols.stream().anyMatch(protocol -> protocol.end(id)));
        ended.ifPresent(connection ->
                log.note(actor, AdminAction.ENDED, AdminEntry.Kind.SESSION, NO_NUMBER, described(connection)));
        return ended;
    }

    private static String described(LiveConnection connection) {
        String who = connection.username().isEmpty() ? connection.shownName() : connection.username();
        return who.isEmpty() ? connection.address() : who + ", " + connection.address();
    }

    /**
     * Ends all connections of a user. Who has an account is signed out everywhere, which ends them and more.
     *
     * @throws dev.coterie.account.RefusedException when the actor may not sign that user out
     */
    void endAll(Account actor, String username) {
        account(username)
                .ifPresentOrElse(
                        account -> accounts.logOutEverywhere(actor, account.id()),
                        () -> of(username).forEach(connection -> end(actor, connection.id())));
    }
}

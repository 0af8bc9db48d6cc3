package dev.coterie.convergence.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.coterie.account.Account;
import dev.coterie.account.AccountDirectory;

/** Accounts in memory; everybody's password is {@code secret}. Thread-safe. */
public final class InMemoryAccounts implements AccountDirectory {

    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final Map<String, List<String>> groups = new LinkedHashMap<>();
    private final Map<String, Instant> loggedOutAt = new LinkedHashMap<>();
    private long nextId = 1;
    private boolean broken;

    synchronized Account add(String username, String displayName) {
        Account account = new Account(
                nextId++, username, "First", "Last", displayName, username + "@example.org", true, false, false);
        accounts.put(username, account);
        return account;
    }

    synchronized void deactivate(String username) {
        accounts.computeIfPresent(
                username,
                (name, account) -> new Account(
                        account.id(),
                        name,
                        account.firstName(),
                        account.lastName(),
                        account.displayName(),
                        account.email(),
                        false,
                        false,
                        false));
    }

    synchronized void delete(String username) {
        accounts.remove(username);
    }

    synchronized void logOutEverywhere(String username, Instant at) {
        loggedOutAt.put(username, at);
    }

    synchronized void group(String name, String... members) {
        groups.put(name, List.of(members));
    }

    /** Nothing can be asked from now on. */
    synchronized void breakDown() {
        broken = true;
    }

    @Override
    public synchronized Optional<Account> find(String username) {
        if (broken) {
            throw new IllegalStateException("broken down");
        }
        return Optional.ofNullable(accounts.get(username));
    }

    @Override
    public Optional<Account> authenticate(String username, String password, String address) {
        return find(username).filter(account -> account.active() && password.equals("secret"));
    }

    @Override
    public synchronized Optional<Account> admit(ExternalUser user, @Nullable Instant issuedAt) {
        Instant loggedOut = loggedOutAt.get(user.username());
        if (loggedOut != null && issuedAt != null && !issuedAt.isAfter(loggedOut)) {
            return Optional.empty();
        }
        if (find(user.username()).isEmpty()) {
            add(user.username(), user.displayName() == null ? "" : user.displayName());
        }
        return find(user.username()).filter(Account::active);
    }

    @Override
    public synchronized List<Account> search(
            String text, List<SearchField> fields, SearchField orderBy, boolean ascending, int offset, int limit) {
        List<Account> found = new ArrayList<>(accounts.values().stream()
                .filter(account -> fields.contains(SearchField.USERNAME)
                        && account.username().contains(text))
                .sorted(java.util.Comparator.comparing(Account::username))
                .toList());
        if (!ascending) {
            java.util.Collections.reverse(found);
        }
        return found.stream().skip(offset).limit(limit).toList();
    }

    @Override
    public synchronized List<String> groupsOf(String username) {
        return groups.entrySet().stream()
                .filter(group -> group.getValue().contains(username))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public synchronized Optional<List<String>> membersOf(String group) {
        return Optional.ofNullable(groups.get(group));
    }
}

package dev.coterie.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.springframework.data.domain.Limit;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Logging in with a password. Thread-safe; blocks on the database and for as long as a hash takes. */
@Component
public class PasswordLogin {

    /** A login is not written down again within this time: a script with a password asks often. */
    private static final Duration RECORD_EVERY = Duration.ofMinutes(1);

    private static final Limit DECOYS = Limit.of(64);

    private final AccountRepository accounts;
    private final PasswordEncoder encoder;
    private final LoginThrottle throttle;
    private final OidcProperties provider;
    private final AccountTime time;
    private final TransactionTemplate transactions;
    private final Decoys decoys;

    PasswordLogin(
            AccountRepository accounts,
            PasswordEncoder encoder,
            LoginThrottle throttle,
            OidcProperties provider,
            AccountTime time,
            TransactionTemplate transactions) {
        this.accounts = accounts;
        this.encoder = encoder;
        this.throttle = throttle;
        this.provider = provider;
        this.time = time;
        this.transactions = transactions;
        this.decoys = new Decoys(encoder, () -> accounts.importedHashes(DECOYS), time);
    }

    /** @param address where the attempt comes from, for throttling */
    public LoginOutcome attempt(String username, String password, String address) {
        if (!provider.passwords()) {
            return new LoginOutcome.Refused();
        }
        Optional<Duration> wait = throttle.attempt(username, address);
        if (wait.isPresent()) {
            return new LoginOutcome.Throttled(wait.get());
        }
        // Before the account is read: a revocation while the hash is computed must end this login too.
        Instant now = time.now();
        Optional<AccountEntity> found =
                Names.isStorable(username) ? accounts.findByUsername(username) : Optional.empty();
        String hash = found.filter(AccountEntity::hasPassword)
                .map(AccountEntity::passwordHash)
                .orElse(decoys.own());
        boolean right = matches(password, hash);
        if (!right
                || found.isEmpty()
                || !found.get().hasPassword()
                || !found.get().active()
                || !provider.passwordOpens(found.get().superuser())) {
            decoys.besides(username, hash).ifPresent(decoy -> matches(password, decoy));
            return new LoginOutcome.Refused();
        }
        throttle.succeeded(username, address);
        record(found.get(), password, now);
        return new LoginOutcome.Admitted(new AccountPrincipal(found.get().toAccount(), now));
    }

    private boolean matches(String password, String hash) {
        try {
            return encoder.matches(password, hash);
        } catch (IllegalArgumentException e) {
            // A password longer than the hash takes, or a hash that no encoder here knows.
            return false;
        }
    }

    private void record(AccountEntity account, String password, Instant now) {
        Instant last = account.lastLoginAt();
        Optional<String> better = better(account.passwordHash(), password);
        transactions.executeWithoutResult(status -> {
            if (last == null || last.plus(RECORD_EVERY).isBefore(now)) {
                accounts.recordLogin(account.id(), now);
            }
            better.ifPresent(hash -> accounts.upgradeHash(account.id(), account.passwordHash(), hash));
        });
    }

    private Optional<String> better(String hash, String password) {
        try {
            return encoder.upgradeEncoding(hash) ? Optional.ofNullable(encoder.encode(password)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            // Longer than our own hash takes: the one that it has goes on.
            return Optional.empty();
        }
    }
}

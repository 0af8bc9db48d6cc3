package dev.coterie.account;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.coterie.account.AdminEntry.Kind;
import dev.coterie.account.Refusal.Reason;

/** What people may do to their own accounts. Thread-safe; blocks on the database. */
@Component
public class OwnAccount {

    private final AccountRepository accounts;
    private final AccountMaker maker;
    private final AccountTime time;
    private final LoginThrottle throttle;
    private final Revocations revocations;
    private final TransactionTemplate transactions;
    private final AdminLog adminLog;
    private final ApiTokenRepository tokens;
    private final OidcProperties provider;

    OwnAccount(
            AccountRepository accounts,
            AccountMaker maker,
            AccountTime time,
            LoginThrottle throttle,
            Revocations revocations,
            TransactionTemplate transactions,
            AdminLog adminLog,
            ApiTokenRepository tokens,
            OidcProperties provider) {
        this.accounts = accounts;
        this.maker = maker;
        this.time = time;
        this.throttle = throttle;
        this.revocations = revocations;
        this.transactions = transactions;
        this.adminLog = adminLog;
        this.tokens = tokens;
        this.provider = provider;
    }

    public void changeProfile(AccountPrincipal self, ProfileChange change) {
        transactions.executeWithoutResult(status -> {
            AccountEntity account = load(self);
            Map<String, String> before = account.described();
            account.name(change.firstName(), change.lastName(), change.displayName(), change.email());
            account.profileChangedAt(time.now());
            adminLog.note(
                    self.account(),
                    AdminAction.CHANGED,
                    Kind.USER,
                    account.id(),
                    account.username(),
                    FieldChange.between(before, account.described()));
        });
    }

    /**
     * Changes the password. All else that the person has open ends.
     *
     * @param address where the attempt comes from: the current password is not for guessing either
     * @return the login with which the person goes on
     * @throws RefusedException when the current password is wrong or the new one too weak
     */
    public AccountPrincipal changePassword(
            AccountPrincipal self, String currentPassword, String newPassword, String address) {
        List<AccountPrincipal> renewed = new ArrayList<>();
        if (throttle.attempt(self.getUsername(), address).isPresent()) {
            throw new RefusedException(Refusal.of("currentPassword", Reason.TOO_MANY_ATTEMPTS));
        }
        revocations.during(revoked -> {
            AccountEntity account = load(self);
            if (!maker.isPassword(account, currentPassword)) {
                throw new RefusedException(Refusal.of("currentPassword", Reason.PASSWORD_WRONG));
            }
            throttle.succeeded(self.getUsername(), address);
            RefusedException.ifAny(maker.checkPassword("newPassword", newPassword, account.toAccount()));
            maker.replacePassword(account, newPassword);
            note(self, AdminAction.PASSWORD_SET);
            renewed.add(new AccountPrincipal(account.toAccount(), time.now()));
            revoked.accept(account.username());
        });
        return renewed.get(renewed.size() - 1);
    }

    /**
     * Checks the password of somebody who is logged in, as a login does.
     *
     * @param address where the attempt comes from: here, too, nobody may guess
     * @return the same login as if it had just begun
     * @throws RefusedException when the password is wrong, there is none, or too many were wrong before
     */
    public AccountPrincipal confirm(AccountPrincipal self, String password, String address) {
        if (!mayConfirm(self)) {
            throw new RefusedException(Refusal.of(Reason.PASSWORD_WRONG));
        }
        if (throttle.attempt(self.getUsername(), address).isPresent()) {
            throw new RefusedException(Refusal.of(Reason.TOO_MANY_ATTEMPTS));
        }
        // Before the account is read: a revocation while the hash is computed must end this login too.
        Instant now = time.now();
        AccountEntity account = load(self);
        if (!maker.isPassword(account, password)) {
            throw new RefusedException(Refusal.of(Reason.PASSWORD_WRONG));
        }
        throttle.succeeded(self.getUsername(), address);
        return new AccountPrincipal(account.toAccount(), now);
    }

    /** Ends every session, every open document and every token, those of programs too. */
    public void logOutEverywhere(AccountPrincipal self) {
        revocations.during(revoked -> {
            AccountEntity account = load(self);
            account.revokeBefore(time.now());
            tokens.deleteByAccount(account.id());
            note(self, AdminAction.LOGGED_OUT);
            revoked.accept(account.username());
        });
    }

    /** Whether {@link #confirm} takes a password of this account, or only another login at a provider is of use. */
    public boolean mayConfirm(AccountPrincipal self) {
        return provider.passwordOpens(self.account().superuser()) && hasPassword(self);
    }

    /** Whether a password opens the account at all. */
    public boolean hasPassword(AccountPrincipal self) {
        return Objects.requireNonNull(transactions.execute(status -> load(self).hasPassword()));
    }

    private void note(AccountPrincipal self, AdminAction action) {
        adminLog.note(self.account(), action, Kind.USER, self.account().id(), self.getUsername());
    }

    private AccountEntity load(AccountPrincipal self) {
        return accounts.findById(self.account().id())
                .orElseThrow(() -> new RefusedException(Refusal.of(Reason.NO_SUCH_ACCOUNT)));
    }
}

package dev.coterie.account;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

import dev.coterie.account.Refusal.Reason;

/** Makes and unmakes rows; its callers hold the transaction. Thread-safe. */
@Component
class AccountMaker {

    /** Deletions are remembered so many times as long as our own tokens live, and {@link #MIN_MEMORY} at least. */
    private static final int LIFETIMES = 2;

    private static final Duration MIN_MEMORY = Duration.ofDays(90);

    private final AccountRepository accounts;
    private final DeletionRepository deletions;
    private final PasswordEncoder encoder;
    private final PasswordPolicy policy;
    private final AccountTime time;
    private final Duration memory;

    AccountMaker(
            AccountRepository accounts,
            DeletionRepository deletions,
            PasswordEncoder encoder,
            PasswordPolicy policy,
            AccountTime time,
            @Value("${coterie.jwt.lifetime:1d}") Duration tokenLifetime) {
        this.accounts = accounts;
        this.deletions = deletions;
        this.encoder = encoder;
        this.policy = policy;
        this.time = time;
        Duration wanted = tokenLifetime.multipliedBy(LIFETIMES);
        this.memory = wanted.compareTo(MIN_MEMORY) > 0 ? wanted : MIN_MEMORY;
    }

    /** A new account, not stored yet; what was issued to an earlier account of that name stays worthless. */
    AccountEntity make(String username) {
        AccountEntity account = new AccountEntity(username, time.now());
        deletions.findById(username).ifPresent(deletion -> account.revokeBefore(deletion.deletedAt()));
        return account;
    }

    /** What speaks against a new username. Names that differ in case only would be taken for one another. */
    List<Refusal> checkUsername(String username) {
        List<Refusal> refusals = new ArrayList<>();
        if (!Names.isUsername(username)) {
            refusals.add(Refusal.of("username", Reason.USERNAME_INVALID));
        } else if (accounts.existsIgnoringCase(username)) {
            refusals.add(Refusal.of("username", Reason.USERNAME_TAKEN));
        }
        return refusals;
    }

    /** The same for somebody whom nobody has vouched for: what a deleted account wrote and may open is not theirs. */
    List<Refusal> checkUsernameOfNewcomer(String username) {
        List<Refusal> refusals = checkUsername(username);
        if (refusals.isEmpty() && deletions.existsById(username)) {
            refusals.add(Refusal.of("username", Reason.USERNAME_TAKEN));
        }
        return refusals;
    }

    List<Refusal> checkPassword(String field, String password, Account account) {
        return policy.check(
                field,
                password,
                List.of(
                        account.username(),
                        account.firstName(),
                        account.lastName(),
                        account.displayName(),
                        account.email()));
    }

    /** The password that a new account begins with. */
    void begin(AccountEntity account, String password) {
        account.passwordHash(encoder.encode(password));
    }

    /** Replaces the password and ends what was opened with the one before. */
    void replacePassword(AccountEntity account, String password) {
        account.passwordHash(encoder.encode(password));
        account.revokeBefore(time.now());
    }

    boolean isPassword(AccountEntity account, String password) {
        try {
            return account.hasPassword() && encoder.matches(password, account.passwordHash());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    void delete(AccountEntity account) {
        deletions.save(new DeletionEntity(account.username(), time.now()));
        deletions.forgetBefore(time.now().minus(memory));
        accounts.delete(account);
    }
}

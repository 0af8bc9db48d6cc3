package dev.coterie.account;

import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.coterie.account.AccountDirectory.ExternalUser;

/** Letting in who shows a verified token; see {@link AccountDirectory#admit}. Thread-safe. */
@Component
class TokenAdmission {

    private final AccountRepository accounts;
    private final GroupRepository groups;
    private final DeletionRepository deletions;
    private final AccountMaker maker;
    private final TransactionTemplate transactions;

    TokenAdmission(
            AccountRepository accounts,
            GroupRepository groups,
            DeletionRepository deletions,
            AccountMaker maker,
            TransactionTemplate transactions) {
        this.accounts = accounts;
        this.groups = groups;
        this.deletions = deletions;
        this.maker = maker;
        this.transactions = transactions;
    }

    Optional<Account> admit(ExternalUser user, @Nullable Instant issuedAt) {
        if (!Names.isStorable(user.username())) {
            return Optional.empty();
        }
        try {
            return admitOnce(user, issuedAt);
        } catch (DataIntegrityViolationException e) {
            // Somebody else has made the account meanwhile.
            return admitOnce(user, issuedAt);
        }
    }

    private Optional<Account> admitOnce(ExternalUser user, @Nullable Instant issuedAt) {
        return Objects.requireNonNull(transactions.execute(status -> accounts.findByUsername(user.username())
                .or(() -> makeUnlessDeleted(user.username(), issuedAt))
                .filter(account -> account.active() && account.honours(issuedAt))
                .map(account -> {
                    takeOver(account, user, issuedAt);
                    return account.toAccount();
                })));
    }

    private Optional<AccountEntity> makeUnlessDeleted(String username, @Nullable Instant issuedAt) {
        boolean deletedSince = deletions
                .findById(username)
                .filter(deletion -> issuedAt == null || issuedAt.isBefore(deletion.deletedAt()))
                .isPresent();
        return deletedSince ? Optional.empty() : Optional.of(accounts.saveAndFlush(maker.make(username)));
    }

    /** Names and groups that were changed here stay as they are until a token comes that was issued later. */
    private void takeOver(AccountEntity account, ExternalUser user, @Nullable Instant issuedAt) {
        if (!account.profileOlderThan(issuedAt)) {
            return;
        }
        Account now = account.toAccount();
        account.name(
                Objects.requireNonNullElse(user.firstName(), now.firstName()),
                Objects.requireNonNullElse(user.lastName(), now.lastName()),
                Objects.requireNonNullElse(user.displayName(), now.displayName()),
                Objects.requireNonNullElse(user.email(), now.email()));
        if (user.groups() != null) {
            HashSet<GroupEntity> wanted = new HashSet<>(groups.findByNameIn(user.groups()));
            account.groups().retainAll(wanted);
            account.groups().addAll(wanted);
        }
    }
}

package dev.coterie.account;

import java.util.Objects;
import java.util.Optional;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.coterie.account.Refusal.Reason;

/**
 * What staff may do about who opens an account at the provider. Thread-safe; blocks on the database.
 *
 * <p>Whoever ties an account to a person of their choice can get into it, so the rules are those of setting a password.
 */
@Component
@PreAuthorize("hasAuthority('USERS_CHANGE')")
public class IdentityAdministration {

    private final AccountRepository accounts;
    private final Identities identities;
    private final ApiTokenRepository tokens;
    private final Seniority seniority;
    private final OidcProperties properties;
    private final AccountTime time;
    private final Revocations revocations;
    private final TransactionTemplate transactions;

    IdentityAdministration(
            AccountRepository accounts,
            Identities identities,
            ApiTokenRepository tokens,
            Seniority seniority,
            OidcProperties properties,
            AccountTime time,
            Revocations revocations,
            TransactionTemplate transactions) {
        this.accounts = accounts;
        this.identities = identities;
        this.tokens = tokens;
        this.seniority = seniority;
        this.properties = properties;
        this.time = time;
        this.revocations = revocations;
        this.transactions = transactions;
    }

    /** Who opens an account, if anybody at a provider does. */
    public Optional<Identity> find(long accountId) {
        return Objects.requireNonNull(transactions.execute(status -> accounts.findById(accountId)
                .flatMap(account -> identities.of(account).stream().findFirst())
                .map(IdentityEntity::toIdentity)));
    }

    /**
     * Lets a person at the provider open an account.
     *
     * @param subject the person's id there, which never changes
     * @throws RefusedException with the field {@code subject}, or when one of the two is connected already, or by
     *     seniority
     */
    public void link(Account actor, long accountId, String subject) {
        String id = subject.strip();
        if (!properties.enabled() || id.isEmpty() || id.length() > ProviderUser.ID_LENGTH) {
            throw new RefusedException(Refusal.of("subject", Reason.IDENTITY_UNFIT));
        }
        try {
            transactions.executeWithoutResult(status -> identities.link(
                    actor, editable(actor, accountId), properties.issuerId(), id, Names.clean(id, Names.NAME_LENGTH)));
        } catch (DataIntegrityViolationException e) {
            throw new RefusedException(Refusal.of(Reason.IDENTITY_TAKEN));
        }
    }

    /**
     * Lets nobody at the provider open an account any more, and ends what is open, tokens of programs included.
     *
     * @throws RefusedException by seniority
     */
    public void unlink(Account actor, long accountId) {
        revocations.during(revoked -> {
            AccountEntity account = editable(actor, accountId);
            identities.unlink(actor, account);
            account.revokeBefore(time.now());
            revoked.accept(account.username());
            tokens.deleteByAccount(account.id());
        });
    }

    private AccountEntity editable(Account actor, long id) {
        AccountEntity account =
                accounts.lock(id).orElseThrow(() -> new RefusedException(Refusal.of(Reason.NO_SUCH_ACCOUNT)));
        RefusedException.ifAny(seniority.againstTouching(actor, account));
        return account;
    }
}

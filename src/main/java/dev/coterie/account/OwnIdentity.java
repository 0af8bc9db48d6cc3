package dev.coterie.account;

import java.util.Objects;
import java.util.Optional;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.coterie.account.Refusal.Reason;

/** Connecting one's own account with oneself at the provider. Thread-safe; blocks on the database. */
@Component
public class OwnIdentity {

    private final AccountRepository accounts;
    private final Identities identities;
    private final AccountMaker maker;
    private final LoginThrottle throttle;
    private final OidcProperties properties;
    private final TransactionTemplate transactions;

    OwnIdentity(
            AccountRepository accounts,
            Identities identities,
            AccountMaker maker,
            LoginThrottle throttle,
            OidcProperties properties,
            TransactionTemplate transactions) {
        this.accounts = accounts;
        this.identities = identities;
        this.maker = maker;
        this.throttle = throttle;
        this.properties = properties;
        this.transactions = transactions;
    }

    /** Who opens the account, if anybody at a provider does. */
    public Optional<Identity> find(AccountPrincipal self) {
        return Objects.requireNonNull(transactions.execute(
                status -> accounts.findById(self.account().id())
                        .flatMap(account -> identities.of(account).stream().findFirst())
                        .map(IdentityEntity::toIdentity)));
    }

    /**
     * Lets a person at the provider open the account.
     *
     * @param currentPassword not looked at when the account has none
     * @param address where the attempt comes from: the current password is not for guessing
     * @throws RefusedException with the field {@code currentPassword}, or when one of the two is connected already
     */
    public void link(AccountPrincipal self, ProviderUser user, String currentPassword, String address) {
        try {
            transactions.executeWithoutResult(status -> {
                AccountEntity account = load(self);
                prove(account, currentPassword, address);
                if (!user.isStorable()) {
                    throw new RefusedException(Refusal.of(Reason.IDENTITY_UNFIT));
                }
                identities.link(account.toAccount(), account, user.issuer(), user.subject(), user.label());
            });
        } catch (DataIntegrityViolationException e) {
            throw new RefusedException(Refusal.of(Reason.IDENTITY_TAKEN));
        }
    }

    /** @throws RefusedException when there would be no way left into the account */
    public void unlink(AccountPrincipal self) {
        transactions.executeWithoutResult(status -> {
            AccountEntity account = load(self);
            if (!account.hasPassword() || properties.only()) {
                throw new RefusedException(Refusal.of(Reason.IDENTITY_ONLY_WAY));
            }
            identities.unlink(account.toAccount(), account);
        });
    }

    private void prove(AccountEntity account, String currentPassword, String address) {
        if (!account.hasPassword()) {
            return;
        }
        if (throttle.attempt(account.username(), address).isPresent()) {
            throw new RefusedException(Refusal.of("currentPassword", Reason.TOO_MANY_ATTEMPTS));
        }
        if (!maker.isPassword(account, currentPassword)) {
            throw new RefusedException(Refusal.of("currentPassword", Reason.PASSWORD_WRONG));
        }
        throttle.succeeded(account.username(), address);
    }

    private AccountEntity load(AccountPrincipal self) {
        return accounts.lock(self.account().id())
                .orElseThrow(() -> new RefusedException(Refusal.of(Reason.NO_SUCH_ACCOUNT)));
    }
}

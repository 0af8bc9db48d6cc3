package dev.coterie.account;

import java.time.Instant;
import java.util.Optional;

import org.springframework.stereotype.Component;

/** Whether a login still holds. Thread-safe; blocks on the database. */
@Component
public class LiveSessions {

    private final AccountRepository accounts;
    private final EffectivePermissions permissions;

    LiveSessions(AccountRepository accounts, EffectivePermissions permissions) {
        this.accounts = accounts;
        this.permissions = permissions;
    }

    /**
     * The same login with the account as it is now.
     *
     * @return empty when the account is inactive or gone, or everything from before some later instant was revoked
     */
    public Optional<AccountPrincipal> refresh(AccountPrincipal principal) {
        return refresh(principal.account().id(), principal.authenticatedAt())
                .map(fresh -> fresh.provenAt(principal.provenAt()));
    }

    /**
     * A login that was made then, with the account as it is now.
     *
     * @return empty as above
     */
    public Optional<AccountPrincipal> refresh(long accountId, Instant authenticatedAt) {
        return accounts.findById(accountId)
                .filter(account -> account.active() && account.honours(authenticatedAt))
                .map(AccountEntity::toAccount)
                .map(account -> new AccountPrincipal(account, authenticatedAt, permissions.of(account)));
    }
}

package dev.coterie.account;

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
        return accounts.findById(principal.account().id())
                .filter(account -> account.active() && account.honours(principal.authenticatedAt()))
                .map(AccountEntity::toAccount)
                .map(account -> new AccountPrincipal(account, principal.authenticatedAt(), permissions.of(account)));
    }
}

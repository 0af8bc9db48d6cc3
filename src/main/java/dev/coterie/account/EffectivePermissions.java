package dev.coterie.account;

import java.util.EnumSet;
import java.util.Set;

import org.springframework.stereotype.Component;

/** What somebody may do on the admin site, of their own and by their groups. Thread-safe; blocks on the database. */
@Component
class EffectivePermissions {

    private final AccountRepository accounts;

    EffectivePermissions(AccountRepository accounts) {
        this.accounts = accounts;
    }

    /** None for who is not staff or not active. */
    Set<Permission> of(Account account) {
        if (!account.active() || !account.staff()) {
            return Set.of();
        }
        return account.superuser() ? EnumSet.allOf(Permission.class) : given(account.id());
    }

    /** What was given to an account, whether it counts now or would if it were staff. */
    Set<Permission> given(long accountId) {
        EnumSet<Permission> all = EnumSet.noneOf(Permission.class);
        all.addAll(accounts.permissionsOf(accountId));
        all.addAll(accounts.groupPermissionsOf(accountId));
        return Permission.withViews(all);
    }
}

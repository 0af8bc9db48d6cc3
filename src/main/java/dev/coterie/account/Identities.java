package dev.coterie.account;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.coterie.account.AdminEntry.Kind;
import dev.coterie.account.Refusal.Reason;

/** Ties accounts to persons at a provider and unties them; its callers hold the transaction. Thread-safe. */
@Component
class Identities {

    private final IdentityRepository identities;
    private final ProviderRights rights;
    private final AccountTime time;
    private final AdminLog adminLog;

    Identities(IdentityRepository identities, ProviderRights rights, AccountTime time, AdminLog adminLog) {
        this.identities = identities;
        this.rights = rights;
        this.time = time;
        this.adminLog = adminLog;
    }

    /** Who opens the account, at whatever provider. */
    List<IdentityEntity> of(AccountEntity account) {
        return identities.findByAccount(account.id());
    }

    boolean isLinked(AccountEntity account, String issuer) {
        return of(account).stream()
                .anyMatch(identity -> identity.toIdentity().issuer().equals(issuer));
    }

    /** The account was made for this person just now. */
    IdentityEntity signUp(AccountEntity account, ProviderUser user) {
        IdentityEntity identity = store(account, user.issuer(), user.subject(), user.label());
        adminLog.note(account.toAccount(), AdminAction.SIGNED_UP, Kind.USER, account.id(), account.username());
        return identity;
    }

    /** @throws RefusedException when the person has an account already, or the account a person of this provider */
    IdentityEntity link(Account actor, AccountEntity account, String issuer, String subject, String label) {
        if (identities.findBySubject(issuer, subject).isPresent()) {
            throw new RefusedException(Refusal.of(Reason.IDENTITY_TAKEN));
        }
        if (isLinked(account, issuer)) {
            throw new RefusedException(Refusal.of(Reason.IDENTITY_PRESENT));
        }
        IdentityEntity identity = store(account, issuer, subject, label);
        adminLog.note(actor, AdminAction.IDENTITY_LINKED, Kind.USER, account.id(), account.username());
        return identity;
    }

    /** What the provider gave goes as well. */
    void unlink(Account actor, AccountEntity account) {
        of(account).forEach(identity -> {
            rights.takeBack(identity);
            identities.delete(identity);
            adminLog.note(actor, AdminAction.IDENTITY_UNLINKED, Kind.USER, account.id(), account.username());
        });
    }

    private IdentityEntity store(AccountEntity account, String issuer, String subject, String label) {
        return identities.saveAndFlush(new IdentityEntity(account, issuer, subject, label, time.now()));
    }
}

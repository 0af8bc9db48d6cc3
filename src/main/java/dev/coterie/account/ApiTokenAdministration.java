package dev.coterie.account;

import java.util.List;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;

import dev.coterie.account.Refusal.Reason;

/** What staff may do to the tokens of others. Thread-safe; blocks on the database. */
@Component
public class ApiTokenAdministration {

    private final ApiTokens tokens;
    private final AccountRepository accounts;
    private final Seniority seniority;

    ApiTokenAdministration(ApiTokens tokens, AccountRepository accounts, Seniority seniority) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.seniority = seniority;
    }

    /** The oldest first, expired ones too. */
    @PreAuthorize("hasAuthority('USERS_VIEW')")
    public List<ApiToken> of(Account owner) {
        return tokens.of(owner);
    }

    /**
     * @return false when the owner has no such token
     * @throws RefusedException when the actor must not touch the owner's account
     */
    @PreAuthorize("hasAuthority('USERS_CHANGE')")
    public boolean revoke(Account actor, Account owner, long tokenId) {
        AccountEntity account = accounts.findById(owner.id())
                .orElseThrow(() -> new RefusedException(Refusal.of(Reason.NO_SUCH_ACCOUNT)));
        RefusedException.ifAny(seniority.againstTouching(actor, account));
        return tokens.revoke(actor, owner.id(), tokenId);
    }
}

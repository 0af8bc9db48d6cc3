package dev.coterie.account;

import java.util.List;
import java.util.Objects;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.coterie.account.Refusal.Reason;

/** Links that administrators hand to people who forgot their passwords. Thread-safe; blocks on the database. */
@Component
@PreAuthorize("hasRole('STAFF')")
public class OneTimeLinks {

    private final AccountRepository accounts;
    private final PasswordLinks links;
    private final Seniority seniority;
    private final AdminLog adminLog;
    private final AccessProperties properties;
    private final TransactionTemplate transactions;

    OneTimeLinks(
            AccountRepository accounts,
            PasswordLinks links,
            Seniority seniority,
            AdminLog adminLog,
            AccessProperties properties,
            TransactionTemplate transactions) {
        this.accounts = accounts;
        this.links = links;
        this.seniority = seniority;
        this.adminLog = adminLog;
        this.properties = properties;
        this.transactions = transactions;
    }

    /** How long a link is valid, for the placeholder of a message. */
    public MessageSourceResolvable lifetime() {
        return Lifetime.words(properties.oneTimeLinkLifetime());
    }

    /**
     * Makes a link by which somebody sets a new password, once. It can be had this once only.
     *
     * @return the path and query of the page that takes it
     * @throws RefusedException when the actor may not set the password of that account, or it is not active
     */
    @PreAuthorize("hasAuthority('USERS_CHANGE')")
    public String make(Account actor, long id) {
        return Objects.requireNonNull(transactions.execute(status -> {
            AccountEntity account =
                    accounts.findById(id).orElseThrow(() -> new RefusedException(Refusal.of(Reason.NO_SUCH_ACCOUNT)));
            RefusedException.ifAny(seniority.againstTouching(actor, account));
            RefusedException.ifAny(account.active() ? List.of() : List.of(Refusal.of(Reason.ACCOUNT_INACTIVE)));
            String path = links.toHandOver(actor, account);
            adminLog.note(actor, AdminAction.LINK_MADE, AdminEntry.Kind.USER, id, account.username());
            return path;
        }));
    }
}

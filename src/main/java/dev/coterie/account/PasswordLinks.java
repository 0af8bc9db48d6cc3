package dev.coterie.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.coterie.account.Refusal.Reason;

/**
 * Links by which somebody sets a password without knowing the one before. Each works once, for a while, and not after
 * the password was changed, everything was revoked, or the account was deactivated. Thread-safe; blocks on the database
 * and for as long as a hash takes.
 */
@Component
public class PasswordLinks {

    /** The page that takes a link. */
    private static final String PATH = "/password/new?token=";

    private final PasswordLinkRepository links;
    private final AccountRepository accounts;
    private final AccountMaker maker;
    private final AccountTime time;
    private final LoginThrottle throttle;
    private final Revocations revocations;
    private final AdminLog adminLog;
    private final Seniority seniority;
    private final AccessProperties properties;
    private final TransactionTemplate transactions;

    PasswordLinks(
            PasswordLinkRepository links,
            AccountRepository accounts,
            AccountMaker maker,
            AccountTime time,
            LoginThrottle throttle,
            Revocations revocations,
            AdminLog adminLog,
            Seniority seniority,
            AccessProperties properties,
            TransactionTemplate transactions) {
        this.links = links;
        this.accounts = accounts;
        this.maker = maker;
        this.time = time;
        this.throttle = throttle;
        this.revocations = revocations;
        this.adminLog = adminLog;
        this.seniority = seniority;
        this.properties = properties;
        this.transactions = transactions;
    }

    /**
     * Makes a link to be mailed to the account's address; its caller holds the transaction. Those before stay valid: a
     * mail may be late.
     *
     * @return the path and query of the page that takes it
     */
    String toMail(AccountEntity account) {
        return make(account, null, account.toAccount().email(), properties.resetLifetime());
    }

    /**
     * Makes a link to be handed over by whoever makes it, who has to be somebody who may set the password; its caller holds
     * the transaction.
     *
     * @return the path and query of the page that takes it
     */
    String toHandOver(Account maker, AccountEntity account) {
        return make(account, maker.id(), "", properties.oneTimeLinkLifetime());
    }

    private String make(AccountEntity account, @Nullable Long makerId, String email, Duration lifetime) {
        Instant now = time.now();
        LinkToken token = LinkToken.fresh();
        links.forgetBefore(now);
        links.save(new PasswordLinkEntity(token.hash(), account.id(), makerId, email, now, now.plus(lifetime)));
        return PATH + token.text();
    }

    /** Whose password the link sets; empty when it does not work, or no longer. */
    public Optional<Account> owner(String token) {
        return Objects.requireNonNull(
                transactions.execute(status -> find(new LinkToken(token).hash()).map(AccountEntity::toAccount)));
    }

    /**
     * Sets the password, which uses the link up and ends all that the person has open.
     *
     * @param address where the person comes from
     * @throws RefusedException with the field {@code password}, after which the link still works; or when it does not
     */
    public void setPassword(String token, String password, String address) {
        String hash = new LinkToken(token).hash();
        revocations.during(revoked -> {
            AccountEntity account = find(hash).orElseThrow(() -> new RefusedException(Refusal.of(Reason.LINK_INVALID)));
            RefusedException.ifAny(maker.checkPassword("password", password, account.toAccount()));
            if (links.take(hash) == 0) {
                throw new RefusedException(Refusal.of(Reason.LINK_INVALID));
            }
            links.forgetThoseOf(account.id());
            maker.replacePassword(account, password);
            throttle.succeeded(account.username(), address);
            revoked.accept(account.username());
            adminLog.note(
                    account.toAccount(),
                    AdminAction.PASSWORD_RESET,
                    AdminEntry.Kind.USER,
                    account.id(),
                    account.username());
        });
    }

    private Optional<AccountEntity> find(String hash) {
        return links.findById(hash)
                .flatMap(link -> accounts.findById(link.accountId())
                        .filter(account -> link.opens(account, time.now()) && stillTheirsToGive(link, account)));
    }

    /** Who made a link and then fell behind the one it is for must not get in by it. */
    private boolean stillTheirsToGive(PasswordLinkEntity link, AccountEntity account) {
        Long makerId = link.makerId();
        return makerId == null
                || accounts.findById(makerId)
                        .map(AccountEntity::toAccount)
                        .filter(maker -> maker.active() && maker.staff())
                        .filter(maker ->
                                seniority.againstTouching(maker, account).isEmpty())
                        .isPresent();
    }
}

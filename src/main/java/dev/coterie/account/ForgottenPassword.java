package dev.coterie.account;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.coterie.account.mail.Letter;
import dev.coterie.account.mail.Mailing;

/**
 * Mails a link to people who forgot their passwords. Whether there is such an account is looked up after the request was
 * answered, by another thread: neither the answer nor its time can tell. Thread-safe.
 */
@Component
public class ForgottenPassword {

    /** Of those who share an address so many are written to. */
    private static final int MOST_ACCOUNTS = 5;

    private final AccountRepository accounts;
    private final PasswordLinks links;
    private final Mailing mailing;
    private final OidcProperties provider;
    private final AccessProperties properties;
    private final TransactionTemplate transactions;
    private final Allowance requests;
    private final Allowance mails;

    ForgottenPassword(
            AccountRepository accounts,
            PasswordLinks links,
            Mailing mailing,
            OidcProperties provider,
            AccessProperties properties,
            AccountTime time,
            TransactionTemplate transactions) {
        this.accounts = accounts;
        this.links = links;
        this.mailing = mailing;
        this.provider = provider;
        this.properties = properties;
        this.transactions = transactions;
        this.requests = new Allowance(properties.requestsPerAddress(), time);
        this.mails = new Allowance(properties.mailsPerAccount(), time);
    }

    /** Whether a link can be mailed; if not, an administrator has to make one. */
    public boolean offered() {
        return mailing.on();
    }

    /**
     * Takes a request; only when {@link #offered()}.
     *
     * @param who a username or an e-mail address
     * @param address where the request comes from
     * @param locale what the mail is written in
     * @return whether it was taken; false: there were too many from that address
     */
    public boolean request(String who, String address, Locale locale) {
        if (!requests.take(LoginThrottle.network(address))) {
            return false;
        }
        mailing.send(() -> letters(who, locale));
        return true;
    }

    private List<Letter> letters(String who, Locale locale) {
        return Objects.requireNonNull(transactions.execute(status -> find(who).stream()
                .filter(account -> account.active() && account.hasAddress() && mails.take(Long.toString(account.id())))
                .map(account -> letter(account, locale))
                .toList()));
    }

    /** Both at once: somebody may be called as another one's address is. */
    private Set<AccountEntity> find(String who) {
        Set<AccountEntity> found = new LinkedHashSet<>();
        if (Names.isStorable(who)) {
            accounts.findByUsername(who).ifPresent(found::add);
        }
        if (who.indexOf('@') > 0 && who.length() <= Names.EMAIL_LENGTH) {
            found.addAll(accounts.findByEmailIgnoringCase(who, Limit.of(MOST_ACCOUNTS)));
        }
        return found;
    }

    /** To the address of the account, never to the one that was typed: two may be alike to the database only. */
    private Letter letter(AccountEntity account, Locale locale) {
        String email = account.toAccount().email();
        if (!account.hasPassword() || !provider.passwordOpens(account.superuser())) {
            return new Letter(email, "no-password", List.of(account.username(), mailing.link("/login")), locale);
        }
        String path = links.toMail(account);
        return new Letter(
                email,
                "reset",
                List.of(account.username(), mailing.link(path), Lifetime.words(properties.resetLifetime())),
                locale);
    }
}

package dev.coterie.account;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.coterie.account.Refusal.Reason;
import dev.coterie.account.SignUpProperties.SignUpMode;
import dev.coterie.account.mail.Letter;
import dev.coterie.account.mail.Mailing;

/**
 * Making an account for oneself, by an invitation or, where sign-up is open, by a link that is mailed to whoever asks.
 * Thread-safe; blocks on the database and for as long as a hash takes.
 *
 * <p>Nobody learns here who has an account. Who asks for a link is told to look into the mail, whatever is found out
 * later by another thread; whether a username is taken is told to those only who have a link, and so often an hour only.
 */
@Component
public class SignUp {

    /** The page that takes a link. */
    static final String PATH = "/sign-up/new?token=";

    private static final int MOST_ACCOUNTS = 5;

    private final SignUpMode mode;
    private final SignUpRepository signUps;
    private final AccountRepository accounts;
    private final Invited invited;
    private final AccountMaker maker;
    private final AdminLog adminLog;
    private final AccountTime time;
    private final Mailing mailing;
    private final AccessProperties properties;
    private final TransactionTemplate transactions;
    private final Allowance requests;
    private final Allowance mails;
    private final Allowance tries;

    SignUp(
            SignUpProperties signUp,
            SignUpRepository signUps,
            AccountRepository accounts,
            Invited invited,
            AccountMaker maker,
            AdminLog adminLog,
            AccountTime time,
            Mailing mailing,
            OidcProperties provider,
            AccessProperties properties,
            TransactionTemplate transactions) {
        // Accounts that are made here have a password and nothing else that opens them.
        this.mode = provider.passwordOpens(false) ? signUp.signUp() : SignUpMode.OFF;
        this.signUps = signUps;
        this.accounts = accounts;
        this.invited = invited;
        this.maker = maker;
        this.adminLog = adminLog;
        this.time = time;
        this.mailing = mailing;
        this.properties = properties;
        this.transactions = transactions;
        this.requests = new Allowance(properties.requestsPerAddress(), time);
        this.mails = new Allowance(properties.mailsPerAccount(), time);
        this.tries = new Allowance(properties.triesPerLink(), time);
        if (mode == SignUpMode.OPEN && !mailing.on()) {
            throw new OpenWithoutMailException();
        }
    }

    /** Who may sign up now. */
    public SignUpMode mode() {
        return mode;
    }

    /**
     * Takes a request for a link; only when sign-up is open.
     *
     * @param address where the request comes from
     * @param locale what the mail is written in
     * @return whether it was taken; false: there were too many from that address
     */
    public boolean request(String email, String address, Locale locale) {
        if (!requests.take(LoginThrottle.network(address))) {
            return false;
        }
        mailing.send(() -> letters(email, locale));
        return true;
    }

    private List<Letter> letters(String email, Locale locale) {
        if (!mails.take(email.toLowerCase(Locale.ROOT))) {
            return List.of();
        }
        return Objects.requireNonNull(transactions.execute(status -> {
            List<AccountEntity> owners = accounts.findByEmailIgnoringCase(email, Limit.of(MOST_ACCOUNTS));
            return owners.isEmpty()
                    ? List.of(invite(email, locale))
                    : owners.stream()
                            .map(owner -> new Letter(
                                    owner.toAccount().email(),
                                    "sign-up-known",
                                    List.of(
                                            owner.username(),
                                            mailing.link("/login"),
                                            mailing.link("/password/forgotten")),
                                    locale))
                            .toList();
        }));
    }

    private Letter invite(String email, Locale locale) {
        LinkToken token = LinkToken.fresh();
        Instant now = time.now();
        signUps.forgetBefore(now);
        signUps.save(new SignUpEntity(token.hash(), email, now.plus(properties.signUpLifetime())));
        return new Letter(
                email,
                "sign-up",
                List.of(mailing.link(PATH + token.text()), Lifetime.words(properties.signUpLifetime())),
                locale);
    }

    /** What a link is good for; empty: for nothing, or no longer. */
    public Optional<Pass> pass(String token) {
        String hash = new LinkToken(token).hash();
        return Objects.requireNonNull(transactions.execute(status -> pending(hash)
                .map(signUp -> new Pass(signUp.email(), true))
                .or(() -> invitation(hash).map(invitation -> new Pass(invitation.email(), false)))));
    }

    /**
     * Makes the account, which uses the link up once.
     *
     * @throws RefusedException with the fields {@code username} and {@code password}, after which the link still works; or
     *     when it does not
     */
    public void join(String token, Newcomer newcomer) {
        String hash = new LinkToken(token).hash();
        if (!tries.left(hash)) {
            throw new RefusedException(Refusal.of(Reason.TOO_MANY_NAMES));
        }
        try {
            transactions.executeWithoutResult(status -> make(hash, newcomer));
        } catch (DataIntegrityViolationException e) {
            // Somebody else has got the name meanwhile.
            throw taken(hash, new RefusedException(Refusal.of("username", Reason.USERNAME_TAKEN)));
        } catch (RefusedException e) {
            throw taken(hash, e);
        }
    }

    private RefusedException taken(String hash, RefusedException refused) {
        if (refused.refusals().stream().anyMatch(refusal -> refusal.reason() == Reason.USERNAME_TAKEN)) {
            tries.take(hash);
        }
        return refused;
    }

    private void make(String hash, Newcomer newcomer) {
        Optional<SignUpEntity> pending = pending(hash);
        Optional<InvitationEntity> invitation = pending.isPresent() ? Optional.empty() : invitation(hash);
        if (pending.isEmpty() && invitation.isEmpty()) {
            throw new RefusedException(Refusal.of(Reason.LINK_INVALID));
        }
        String email =
                pending.map(SignUpEntity::email).orElse(newcomer.profile().email());
        RefusedException.ifAny(against(newcomer, email));
        boolean used = invitation.map(invited::use).orElseGet(() -> signUps.take(hash) == 1);
        if (!used) {
            throw new RefusedException(Refusal.of(Reason.LINK_INVALID));
        }
        pending.ifPresent(signUp -> signUps.forgetThoseOf(signUp.email()));
        AccountEntity account = maker.make(newcomer.username());
        ProfileChange profile = newcomer.profile();
        account.name(profile.firstName(), profile.lastName(), profile.displayName(), email);
        account.groups().addAll(invitation.map(InvitationEntity::groups).orElse(Set.of()));
        maker.begin(account, newcomer.password());
        Account made = accounts.saveAndFlush(account).toAccount();
        adminLog.note(made, AdminAction.SIGNED_UP, AdminEntry.Kind.USER, made.id(), made.username());
    }

    private List<Refusal> against(Newcomer newcomer, String email) {
        List<Refusal> refusals = new ArrayList<>(maker.checkUsernameOfNewcomer(newcomer.username()));
        ProfileChange profile = newcomer.profile();
        refusals.addAll(maker.checkPassword(
                "password",
                newcomer.password(),
                new Account(
                        0,
                        newcomer.username(),
                        profile.firstName(),
                        profile.lastName(),
                        profile.displayName(),
                        email,
                        true,
                        false,
                        false)));
        return refusals;
    }

    private Optional<SignUpEntity> pending(String hash) {
        return mode == SignUpMode.OPEN
                ? signUps.findById(hash).filter(signUp -> signUp.valid(time.now()))
                : Optional.empty();
    }

    private Optional<InvitationEntity> invitation(String hash) {
        return mode == SignUpMode.OFF ? Optional.empty() : invited.find(hash);
    }

    /**
     * What a link is good for. Immutable.
     *
     * @param email the address of the account to be; empty: unknown
     * @param confirmed whether it is known to be theirs, and so cannot be changed
     */
    public record Pass(String email, boolean confirmed) {}
}

package dev.coterie.account;

import java.util.Optional;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.coterie.account.SignUpProperties.SignUpMode;
import dev.coterie.account.mail.Mailing;
import dev.coterie.account.mail.PublicUrl;

/** What is still to be done on a new server, until it is done or nobody wants to read of it. Thread-safe. */
@Component
@PreAuthorize("hasAuthority('SETTINGS_CHANGE')")
public class FirstSteps {

    private static final String CARD = "first-steps";

    private final AccountRepository accounts;
    private final DismissalRepository dismissals;
    private final PublicUrl url;
    private final Mailing mailing;
    private final SignUp signUp;
    private final AccountTime time;

    FirstSteps(
            AccountRepository accounts,
            DismissalRepository dismissals,
            PublicUrl url,
            Mailing mailing,
            SignUp signUp,
            AccountTime time) {
        this.accounts = accounts;
        this.dismissals = dismissals;
        this.url = url;
        this.mailing = mailing;
        this.signUp = signUp;
        this.time = time;
    }

    /** Empty when nobody needs them any more. */
    @Transactional(readOnly = true)
    public Optional<State> state(Account viewer) {
        if (dismissals.existsById(CARD)) {
            return Optional.empty();
        }
        State state = new State(
                accounts.findById(viewer.id()).filter(AccountEntity::wasRenewed).isPresent(),
                url.base().isPresent(),
                mailing.on(),
                accounts.count() > 1,
                signUp.mode() != SignUpMode.OFF);
        return state.done() ? Optional.empty() : Optional.of(state);
    }

    /** Nobody sees them again. */
    @Transactional
    public void dismiss() {
        dismissals.save(new DismissalEntity(CARD, time.now()));
    }

    /**
     * What is done already. Immutable.
     *
     * @param password whether the viewer's password is no longer the one that the account began with
     * @param address whether {@code coterie.public-url} is set
     * @param mail whether mail goes out
     * @param people whether there is anybody else
     * @param invitations whether people may be invited
     */
    public record State(boolean password, boolean address, boolean mail, boolean people, boolean invitations) {

        boolean done() {
            return password && address && mail && people;
        }
    }
}

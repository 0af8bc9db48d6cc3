package dev.coterie.account;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;

/**
 * The same done to many accounts, each by itself and by the rules of {@link AccountAdministration}: what is refused for one
 * is done to the others. Thread-safe; blocks on the database.
 */
@Component
@PreAuthorize("hasRole('STAFF')")
public class AccountBatch {

    /** So many at a time: as many as one looks through before saying yes, and few enough for one request. */
    public static final int MAX_ACCOUNTS = 200;

    private final AccountAdministration accounts;

    AccountBatch(AccountAdministration accounts) {
        this.accounts = accounts;
    }

    /** Whom it would be done to, in the order of the ids; those that do not exist are left out. */
    public List<Candidate> candidates(Account actor, AccountAction action, Collection<Long> ids) {
        return new LinkedHashSet<>(ids)
                .stream()
                        .limit(MAX_ACCOUNTS)
                        .flatMap(id -> accounts.find(id).stream())
                        .map(account -> new Candidate(account, accounts.against(actor, account.id(), action)))
                        .toList();
    }

    /** Does it to the first {@link #MAX_ACCOUNTS}. */
    public Outcome run(Account actor, AccountAction action, Collection<Long> ids) {
        int done = 0;
        List<Candidate> refused = new ArrayList<>();
        for (Candidate candidate : candidates(actor, action, ids)) {
            try {
                run(actor, action, candidate.account().id());
                done++;
            } catch (RefusedException e) {
                refused.add(new Candidate(candidate.account(), e.refusals()));
            }
        }
        return new Outcome(done, List.copyOf(refused));
    }

    private void run(Account actor, AccountAction action, long id) {
        switch (action) {
            case ACTIVATE -> accounts.activate(actor, id);
            case DEACTIVATE -> accounts.deactivate(actor, id);
            case LOG_OUT -> accounts.logOutEverywhere(actor, id);
            case DELETE -> accounts.delete(actor, id);
        }
    }

    /** An account with what speaks against it. Immutable. */
    public record Candidate(AccountDetails account, List<Refusal> against) {}

    /**
     * What became of it. Immutable.
     *
     * @param done to how many it was done
     */
    public record Outcome(int done, List<Candidate> refused) {}
}

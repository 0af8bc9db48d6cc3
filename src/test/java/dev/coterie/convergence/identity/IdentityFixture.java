package dev.coterie.convergence.identity;

import dev.coterie.account.AccountDirectory;
import dev.coterie.document.RecordStore;

/** The parts of this room, over stores of a test. */
public final class IdentityFixture {

    public final AccountCalls calls = new AccountCalls();
    public final Users users;
    public final SessionDirectory sessions;

    public IdentityFixture(AccountDirectory accounts, RecordStore records) {
        users = new Users(accounts, calls, records);
        sessions = new StoredSessionDirectory(records, users);
    }

    public IdentityRequests requests(AccountDirectory accounts) {
        return new IdentityRequests(users, accounts, calls);
    }
}

package dev.coterie.account;

import java.util.List;
import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.coterie.account.Refusal.Reason;

/** What whoever owns the machine may do without logging in. Thread-safe; blocks on the database. */
@Component
public class LocalAccounts {

    private final AccountRepository accounts;
    private final AccountMaker maker;
    private final Revocations revocations;
    private final JdbcClient jdbc;

    LocalAccounts(AccountRepository accounts, AccountMaker maker, Revocations revocations, DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.accounts = accounts;
        this.maker = maker;
        this.revocations = revocations;
    }

    /** Asked at every start, and so without the repositories, which may still be getting ready. */
    public boolean isEmpty() {
        return jdbc.sql("select id from account fetch first 1 row only")
                .query(Long.class)
                .optional()
                .isEmpty();
    }

    public boolean exists(String username) {
        return Names.isStorable(username) && accounts.findByUsername(username).isPresent();
    }

    /** What speaks against a new account of that name. */
    public List<Refusal> checkUsername(String username) {
        return maker.checkUsername(username);
    }

    /** What speaks against a password for somebody of that name. */
    public List<Refusal> checkPassword(String username, String password) {
        return maker.checkPassword("password", password, new Account(0, username, "", "", "", "", true, true, true));
    }

    /** @throws RefusedException when the name cannot be had or the password is too weak */
    public void createSuperuser(String username, String password) {
        RefusedException.ifAny(checkUsername(username));
        RefusedException.ifAny(checkPassword(username, password));
        revocations.during(revoked -> {
            AccountEntity account = maker.make(username);
            maker.begin(account, password);
            account.allow(true, true, true);
            accounts.save(account);
        });
    }

    /** @throws RefusedException when there is no such account or the password is too weak */
    public void changePassword(String username, String password) {
        revocations.during(revoked -> {
            AccountEntity account = accounts.findByUsername(username)
                    .orElseThrow(() -> new RefusedException(Refusal.of("username", Reason.NO_SUCH_ACCOUNT)));
            RefusedException.ifAny(maker.checkPassword("password", password, account.toAccount()));
            maker.replacePassword(account, password);
            revoked.accept(username);
        });
    }
}

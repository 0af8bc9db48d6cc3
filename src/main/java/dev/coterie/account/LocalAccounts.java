package dev.coterie.account;

import java.util.List;
import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.coterie.account.AdminEntry.Kind;
import dev.coterie.account.Refusal.Reason;

/** What whoever owns the machine may do without logging in. Thread-safe; blocks on the database. */
@Component
public class LocalAccounts {

    private final AccountRepository accounts;
    private final AccountMaker maker;
    private final Revocations revocations;
    private final AdminLog adminLog;
    private final JdbcClient jdbc;

    LocalAccounts(
            AccountRepository accounts,
            AccountMaker maker,
            Revocations revocations,
            AdminLog adminLog,
            DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.accounts = accounts;
        this.maker = maker;
        this.revocations = revocations;
        this.adminLog = adminLog;
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

    /** What speaks against a password for somebody who is called like that. */
    public List<Refusal> checkPassword(String username, String password, ProfileChange names) {
        return maker.checkPassword(
                "password",
                password,
                new Account(
                        0,
                        username,
                        names.firstName(),
                        names.lastName(),
                        names.displayName(),
                        names.email(),
                        true,
                        true,
                        true));
    }

    /** What speaks against another password for somebody who has an account. */
    public List<Refusal> checkPassword(String username, String password) {
        return accounts.findByUsername(username)
                .map(account -> maker.checkPassword("password", password, account.toAccount()))
                .orElseGet(() -> List.of(Refusal.of("username", Reason.NO_SUCH_ACCOUNT)));
    }

    /** Everybody, by username. */
    public List<ListedAccount> list() {
        return accounts.findAllWithGroups().stream()
                .map(AccountEntity::toListed)
                .toList();
    }

    /**
     * Makes a superuser because there is none, at nobody's command.
     *
     * @throws RefusedException when the name cannot be had or the password is too weak
     */
    public void createSuperuser(String username, String password) {
        revocations.during(revoked -> make(username, password, new ProfileChange("", "", "", "")));
    }

    /** @throws RefusedException when the name cannot be had or the password is too weak */
    public void createSuperuser(String username, String password, ProfileChange profile) {
        revocations.during(revoked -> {
            AccountEntity account = make(username, password, profile);
            adminLog.noteLocal(AdminAction.ADDED, Kind.USER, account.id(), username);
        });
    }

    private AccountEntity make(String username, String password, ProfileChange profile) {
        RefusedException.ifAny(checkUsername(username));
        RefusedException.ifAny(checkPassword(username, password, profile));
        AccountEntity account = maker.make(username);
        maker.begin(account, password);
        account.name(profile.firstName(), profile.lastName(), profile.displayName(), profile.email());
        account.allow(true, true, true);
        return accounts.save(account);
    }

    /** @throws RefusedException when there is no such account or the password is too weak */
    public void changePassword(String username, String password) {
        revocations.during(revoked -> {
            AccountEntity account = accounts.findByUsername(username)
                    .orElseThrow(() -> new RefusedException(Refusal.of("username", Reason.NO_SUCH_ACCOUNT)));
            RefusedException.ifAny(maker.checkPassword("password", password, account.toAccount()));
            maker.replacePassword(account, password);
            revoked.accept(username);
            adminLog.noteLocal(AdminAction.PASSWORD_SET, Kind.USER, account.id(), username);
        });
    }
}

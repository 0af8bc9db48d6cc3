package dev.coterie.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.coterie.account.ThrottleState.Key;
import dev.coterie.account.ThrottleState.Kind;

/** The tables {@code login_lock} and {@code login_address}. Thread-safe; blocks on the database. */
@Component
class StoredLoginLocks implements LoginLocks {

    /** Whoever has so many addresses fills no database with them; the locks hold all the same, without outliving us. */
    private static final int MAX_ROWS = 10_000;

    private final JdbcClient jdbc;

    StoredLoginLocks(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    @Override
    public List<ThrottleState> find(List<Key> keys, Instant now) {
        List<ThrottleState> found = new ArrayList<>();
        for (Key key : keys) {
            jdbc.sql("select * from login_lock where kind = ? and name = ? and address = ? and forget_at > ?")
                    .params(key.kind().name(), key.name(), key.address(), column(now))
                    .query(StoredLoginLocks::read)
                    .optional()
                    .ifPresent(found::add);
        }
        return found;
    }

    @Override
    public List<ThrottleState> all(Instant now, int limit) {
        return jdbc.sql("select * from login_lock where forget_at > ? order by locked_until desc, kind, name "
                        + "fetch first ? rows only")
                .params(column(now), limit)
                .query(StoredLoginLocks::read)
                .list();
    }

    @Override
    public void put(ThrottleState lock, Instant now, Instant forgetAt) {
        if (update(lock, forgetAt)) {
            return;
        }
        jdbc.sql("delete from login_lock where forget_at <= ?")
                .params(column(now))
                .update();
        if (jdbc.sql("select count(*) from login_lock").query(Long.class).single() >= MAX_ROWS) {
            return;
        }
        try {
            jdbc.sql("insert into login_lock (kind, name, address, locks, locked_until, forget_at) "
                            + "values (?, ?, ?, ?, ?, ?)")
                    .params(
                            lock.kind().name(),
                            lock.name(),
                            lock.address(),
                            lock.locks(),
                            column(lockedUntil(lock)),
                            column(forgetAt))
                    .update();
        } catch (DuplicateKeyException e) {
            update(lock, forgetAt);
        }
    }

    private boolean update(ThrottleState lock, Instant forgetAt) {
        return jdbc.sql("update login_lock set locks = ?, locked_until = ?, forget_at = ? "
                                + "where kind = ? and name = ? and address = ?")
                        .params(
                                lock.locks(),
                                column(lockedUntil(lock)),
                                column(forgetAt),
                                lock.kind().name(),
                                lock.name(),
                                lock.address())
                        .update()
                > 0;
    }

    @Override
    public boolean remove(Key key) {
        return jdbc.sql("delete from login_lock where kind = ? and name = ? and address = ?")
                        .params(key.kind().name(), key.name(), key.address())
                        .update()
                > 0;
    }

    @Override
    public boolean isKnown(String username, String address, Instant since) {
        return jdbc.sql("select last_at from login_address where username = ? and address = ? and last_at > ?")
                .params(username, address, column(since))
                .query(OffsetDateTime.class)
                .optional()
                .isPresent();
    }

    @Override
    public void know(String username, String address, Instant now, Instant forgetBefore) {
        jdbc.sql("delete from login_address where last_at < ?")
                .params(column(forgetBefore))
                .update();
        if (again(username, address, now)) {
            return;
        }
        try {
            jdbc.sql("insert into login_address (username, address, last_at) values (?, ?, ?)")
                    .params(username, address, column(now))
                    .update();
        } catch (DuplicateKeyException e) {
            again(username, address, now);
        }
    }

    private boolean again(String username, String address, Instant now) {
        return jdbc.sql("update login_address set last_at = ? where username = ? and address = ?")
                        .params(column(now), username, address)
                        .update()
                > 0;
    }

    private static ThrottleState read(ResultSet row, int number) throws SQLException {
        return new ThrottleState(
                Kind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getString("address"),
                0,
                row.getInt("locks"),
                row.getObject("locked_until", OffsetDateTime.class).toInstant());
    }

    private static Instant lockedUntil(ThrottleState lock) {
        return lock.lockedUntil() == null ? Instant.EPOCH : lock.lockedUntil();
    }

    private static OffsetDateTime column(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

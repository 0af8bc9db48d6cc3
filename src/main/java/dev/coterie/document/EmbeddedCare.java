package dev.coterie.document;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The care that H2 needs and other databases do not, which sync what they commit and clean up behind it. Decision 0002
 * has the measurements. Thread-safe.
 */
final class EmbeddedCare {

    /** Below this share of live data in the file's chunks, in per cent, sparse ones are written anew. */
    private static final int COMPACT_BELOW_PERCENT = 50;

    /** So much at a time that a commit which has to wait for it does not wait for long. */
    private static final int COMPACT_BYTES = 1024 * 1024;

    private final JdbcTemplate jdbc;
    private final boolean h2;
    private final Durability durability;

    EmbeddedCare(DataSource dataSource, Durability durability) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.durability = durability;
        this.h2 = "H2".equals(jdbc.execute((ConnectionCallback<String>)
                connection -> connection.getMetaData().getDatabaseProductName()));
    }

    /** Whether somebody has to call {@link #tend()} about every second. */
    boolean isNeeded() {
        return h2;
    }

    /** Returns when a power cut cannot take the commit back any more, if that was asked for. */
    void afterCommit() throws DataAccessException {
        if (h2 && durability == Durability.DISK) {
            sync();
        }
    }

    /** Syncs what others committed, and keeps the file from growing with every commit. */
    void tend() throws DataAccessException {
        sync();
        jdbc.execute((ConnectionCallback<Boolean>) EmbeddedCare::compact);
    }

    private void sync() {
        jdbc.execute("checkpoint sync");
    }

    /** H2 would do that itself only if it were allowed to delay commits. */
    private static boolean compact(Connection connection) throws SQLException {
        if (connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
            MVStore store = session.getDatabase().getStore().getMvStore();
            return store.compact(COMPACT_BELOW_PERCENT, COMPACT_BYTES);
        }
        return false;
    }
}

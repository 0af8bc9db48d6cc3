package dev.coterie.document;

import javax.sql.DataSource;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Makes H2 hand what is committed to the disk, not only to the operating system. Other databases see to that
 * themselves. Thread-safe.
 */
final class DatabaseSync {

    private final JdbcTemplate jdbc;
    private final boolean h2;
    private final Durability durability;

    DatabaseSync(DataSource dataSource, Durability durability) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.durability = durability;
        this.h2 = "H2".equals(jdbc.execute((ConnectionCallback<String>)
                connection -> connection.getMetaData().getDatabaseProductName()));
    }

    /** Returns when a power cut cannot take the commit back any more, if that was asked for. */
    void afterCommit() throws DataAccessException {
        if (durability == Durability.DISK) {
            sync();
        }
    }

    /** Whether somebody has to call {@link #sync()} now and then. */
    boolean isNeededInBackground() {
        return h2 && durability == Durability.PROCESS;
    }

    /** Syncs whatever was asked for. */
    void sync() throws DataAccessException {
        if (h2) {
            jdbc.execute("checkpoint sync");
        }
    }
}

package dev.coterie.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The rate at which a database commits single rows of the size of one edit, one after the other. */
final class CommitProbe {

    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration MEASURED = Duration.ofSeconds(5);
    private static final String TABLE = "bench_commits";

    private final String url;
    private final String user;
    private final String password;
    private final boolean synced;
    private final Duration warmUp;
    private final Duration measured;

    /** @param synced whether each commit has to reach the disk itself, for H2, which leaves that to later */
    CommitProbe(String url, String user, String password, boolean synced) {
        this(url, user, password, synced, WARM_UP, MEASURED);
    }

    CommitProbe(String url, String user, String password, boolean synced, Duration warmUp, Duration measured) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.synced = synced;
        this.warmUp = warmUp;
        this.measured = measured;
    }

    /**
     * What was measured. Immutable.
     *
     * @param perSecond commits
     */
    record Commits(double perSecond, Latencies.Percentiles latencies) {}

    Commits run() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password)) {
            execute(connection, "drop table if exists " + TABLE);
            execute(
                    connection,
                    "create table " + TABLE + " (document bigint not null, position bigint not null,"
                            + " author varchar(64) not null, sequence integer not null, stored bigint not null,"
                            + " payload varchar(200) not null, primary key (document, position))");
            try {
                return measure(connection);
            } finally {
                connection.setAutoCommit(true);
                execute(connection, "drop table " + TABLE);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Commits measure(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement insert =
                connection.prepareStatement("insert into " + TABLE + " values (?, ?, ?, ?, ?, ?)")) {
            commit(connection, insert, 1, warmUp);
            long startedAtNanos = System.nanoTime();
            Latencies.Percentiles latencies = commit(connection, insert, 2, measured);
            double seconds = (System.nanoTime() - startedAtNanos) / 1e9;
            return new Commits(latencies.count() / seconds, latencies);
        }
    }

    private Latencies.Percentiles commit(
            Connection connection, PreparedStatement insert, long document, Duration duration) throws SQLException {
        Latencies latencies = new Latencies();
        String payload = "x".repeat(60);
        long startedAtNanos = System.nanoTime();
        long now = startedAtNanos;
        for (int position = 1; now - startedAtNanos < duration.toNanos(); position++) {
            insert.setLong(1, document);
            insert.setLong(2, position);
            insert.setString(3, "author");
            insert.setInt(4, position);
            insert.setLong(5, now);
            insert.setString(6, payload);
            insert.executeUpdate();
            connection.commit();
            if (synced) {
                execute(connection, "checkpoint sync");
            }
            long done = System.nanoTime();
            latencies.record(done - now);
            now = done;
        }
        return latencies.percentiles();
    }
}

package dev.coterie.document;

import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;

/** Does some work in one transaction; returns when it is as safe as it was asked to be. Thread-safe. */
final class JdbcTransaction {

    private static final Logger log = LoggerFactory.getLogger(JdbcTransaction.class);

    private final DataSource dataSource;
    private final JdbcTemplate jdbc;
    private final JdbcTransactionManager transactions;
    private final EmbeddedCare care;

    JdbcTransaction(DataSource dataSource, EmbeddedCare care) {
        this.dataSource = dataSource;
        this.jdbc = new JdbcTemplate(dataSource);
        this.transactions = new JdbcTransactionManager(dataSource);
        this.care = care;
    }

    void run(Consumer<JdbcTemplate> work) {
        try {
            runOnce(work);
        } catch (RuntimeException | Error failure) {
            if (Faults.isUnavailable(failure)) {
                dropConnections();
            }
            throw failure;
        }
    }

    private void runOnce(Consumer<JdbcTemplate> work) {
        TransactionStatus transaction = transactions.getTransaction(TransactionDefinition.withDefaults());
        try {
            work.accept(jdbc);
        } catch (RuntimeException | Error failure) {
            rollBack(transaction, failure);
            throw failure;
        }
        transactions.commit(transaction);
        care.afterCommit();
    }

    /**
     * H2 closes itself when it cannot write, and opens the file again for the next new connection; but the pool would
     * go on lending the old ones for as long as they are in demand.
     */
    private void dropConnections() {
        try {
            if (dataSource.isWrapperFor(HikariDataSource.class)) {
                HikariPoolMXBean pool =
                        dataSource.unwrap(HikariDataSource.class).getHikariPoolMXBean();
                if (pool != null) {
                    pool.softEvictConnections();
                }
            }
        } catch (SQLException e) {
            log.debug("Cannot drop the connections", e);
        }
    }

    private void rollBack(TransactionStatus transaction, Throwable failure) {
        try {
            transactions.rollback(transaction);
        } catch (RuntimeException e) {
            // The connection is gone, and the transaction with it.
            failure.addSuppressed(e);
        }
    }
}

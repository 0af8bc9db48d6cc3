package dev.coterie.document;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;

/** A batch as one transaction; appends that follow each other go to the database together. Stateless. */
final class JdbcBatch implements BatchTransaction {

    private static final String INSERT_ENTRY = "insert into log_entry"
            + " (document_id, position, next_position, made_at, author, parts, payload) values (?, ?, ?, ?, ?, ?, ?)";
    /** One statement that compares and appends: a writer which is behind stays out, also when rows were merged. */
    private static final String INSERT_BYTES = "insert into log_entry"
            + " (document_id, position, next_position, made_at, author, parts, payload)"
            + " select ?, ?, ?, ?, ?, 1, ? where " + ByteReader.LENGTH + " = ?";

    private static final String INSERT_PART =
            "insert into log_entry_part (document_id, position, part, payload) values (?, ?, ?, ?)";

    private static final Logger log = LoggerFactory.getLogger(JdbcBatch.class);

    private final DataSource dataSource;
    private final JdbcTemplate jdbc;
    private final JdbcTransactionManager transactions;
    private final EmbeddedCare care;

    JdbcBatch(DataSource dataSource, EmbeddedCare care) {
        this.dataSource = dataSource;
        this.jdbc = new JdbcTemplate(dataSource);
        this.transactions = new JdbcTransactionManager(dataSource);
        this.care = care;
    }

    @Override
    public void commit(List<Write> batch) {
        try {
            commitOnce(batch);
        } catch (RuntimeException | Error failure) {
            if (Faults.isUnavailable(failure)) {
                dropConnections();
            }
            throw failure;
        }
    }

    private void commitOnce(List<Write> batch) {
        TransactionStatus transaction = transactions.getTransaction(TransactionDefinition.withDefaults());
        try {
            run(batch);
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

    private void run(List<Write> batch) {
        List<Append> appends = new ArrayList<>(batch.size());
        for (Write write : batch) {
            if (write instanceof Append append) {
                appends.add(append);
            } else if (write instanceof Change<?> change) {
                insert(appends);
                appends.clear();
                change.run(jdbc);
            }
        }
        insert(appends);
    }

    private void insert(List<Append> appends) {
        insertOperations(appends.stream()
                .filter(append -> append.form() == LogForm.OPERATIONS)
                .toList());
        insertBytes(appends.stream()
                .filter(append -> append.form() == LogForm.BYTES)
                .toList());
    }

    private void insertOperations(List<Append> appends) {
        if (appends.isEmpty()) {
            return;
        }
        jdbc.batchUpdate(INSERT_ENTRY, appends, appends.size(), JdbcBatch::bind);
        for (Append append : appends) {
            if (append.entry().payload().length > Parts.MAX_BYTES) {
                insertParts(append);
            }
        }
    }

    /** A row of a byte string that nobody else writes to yet. */
    static void insert(JdbcTemplate jdbc, DocumentId document, LogEntry row) {
        jdbc.update(INSERT_ENTRY, statement -> bind(statement, document, row, List.of(row.payload())));
    }

    /** Only an appender's first row is compared: it keeps other writers out until the transaction ends. */
    private void insertBytes(List<Append> appends) {
        Set<Object> compared = new HashSet<>();
        List<ByteRow> first = new ArrayList<>();
        List<ByteRow> following = new ArrayList<>();
        for (Append append : appends) {
            for (LogEntry row : ByteRows.cut(append.entry())) {
                (compared.add(append.unit()) ? first : following).add(new ByteRow(append.document(), row));
            }
        }
        if (first.isEmpty()) {
            return;
        }
        for (int[] counts : jdbc.batchUpdate(INSERT_BYTES, first, first.size(), JdbcBatch::bindCompared)) {
            if (IntStream.of(counts).anyMatch(count -> count != 1)) {
                throw new DataIntegrityViolationException("An entry does not start where its document ends");
            }
        }
        if (!following.isEmpty()) {
            jdbc.batchUpdate(INSERT_ENTRY, following, following.size(), (statement, row) -> {
                bind(statement, row.document(), row.entry(), List.of(row.entry().payload()));
            });
        }
    }

    private static void bindCompared(PreparedStatement statement, ByteRow row) throws SQLException {
        LogEntry entry = row.entry();
        statement.setLong(1, row.document().number());
        statement.setLong(2, entry.position());
        statement.setLong(3, entry.next());
        statement.setObject(4, Columns.time(entry.at()));
        statement.setString(5, entry.author());
        statement.setBytes(6, entry.payload());
        statement.setLong(7, row.document().number());
        statement.setLong(8, entry.position());
    }

    private static void bind(PreparedStatement statement, Append append) throws SQLException {
        bind(
                statement,
                append.document(),
                append.entry(),
                Parts.cut(append.entry().payload()));
    }

    private static void bind(PreparedStatement statement, DocumentId document, LogEntry entry, List<byte[]> parts)
            throws SQLException {
        statement.setLong(1, document.number());
        statement.setLong(2, entry.position());
        statement.setLong(3, entry.next());
        statement.setObject(4, Columns.time(entry.at()));
        statement.setString(5, entry.author());
        statement.setInt(6, parts.size());
        statement.setBytes(7, parts.get(0));
    }

    private void insertParts(Append append) {
        List<byte[]> parts = Parts.cut(append.entry().payload());
        for (int part = 1; part < parts.size(); part++) {
            jdbc.update(INSERT_PART, append.document().number(), append.entry().position(), part, parts.get(part));
        }
    }

    private record ByteRow(DocumentId document, LogEntry entry) {}
}

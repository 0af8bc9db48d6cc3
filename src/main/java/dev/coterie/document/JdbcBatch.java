package dev.coterie.document;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A batch as one transaction; appends that follow each other go to the database together. Stateless. */
final class JdbcBatch implements BatchTransaction {

    private static final String INSERT_ENTRY = "insert into log_entry"
            + " (document_id, position, next_position, made_at, author, parts, payload) values (?, ?, ?, ?, ?, ?, ?)";
    private static final String INSERT_PART =
            "insert into log_entry_part (document_id, position, part, payload) values (?, ?, ?, ?)";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final DatabaseSync sync;

    JdbcBatch(DataSource dataSource, DatabaseSync sync) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.sync = sync;
    }

    @Override
    public void commit(List<Write> batch) {
        transactions.executeWithoutResult(status -> run(batch));
        sync.afterCommit();
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

    private static void bind(PreparedStatement statement, Append append) throws SQLException {
        LogEntry entry = append.entry();
        List<byte[]> parts = Parts.cut(entry.payload());
        statement.setLong(1, append.document().number());
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
}

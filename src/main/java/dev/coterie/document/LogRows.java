package dev.coterie.document;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts entries into the log's table, inside the transaction of whoever commits them. Stateless. */
final class LogRows {

    private static final String INSERT_ENTRY = "insert into log_entry"
            + " (document_id, position, next_position, made_at, author, parts, payload) values (?, ?, ?, ?, ?, ?, ?)";

    /** One statement that compares and appends: a writer which is behind stays out, also when rows were merged. */
    private static final String INSERT_AT_END = "insert into log_entry"
            + " (document_id, position, next_position, made_at, author, parts, payload)"
            + " select ?, ?, ?, ?, ?, 1, ? where " + ByteReader.LENGTH + " = ?";

    private static final String INSERT_PART =
            "insert into log_entry_part (document_id, position, part, payload) values (?, ?, ?, ?)";

    private LogRows() {}

    /** The table's key keeps out what starts where another entry does. */
    static void insert(JdbcTemplate jdbc, List<LogRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.batchUpdate(INSERT_ENTRY, rows, rows.size(), LogRows::bind);
        for (LogRow row : rows) {
            if (row.entry().payload().length > Parts.MAX_BYTES) {
                insertParts(jdbc, row);
            }
        }
    }

    /**
     * Inserts short rows of byte strings, one for each document, if they start where their document ends.
     *
     * @throws DataIntegrityViolationException when one does not
     */
    static void insertAtEnd(JdbcTemplate jdbc, List<LogRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        for (int[] counts : jdbc.batchUpdate(INSERT_AT_END, rows, rows.size(), LogRows::bindCompared)) {
            if (IntStream.of(counts).anyMatch(count -> count != 1)) {
                throw new DataIntegrityViolationException("An entry does not start where its document ends");
            }
        }
    }

    private static void bind(PreparedStatement statement, LogRow row) throws SQLException {
        LogEntry entry = row.entry();
        List<byte[]> parts = Parts.cut(entry.payload());
        statement.setLong(1, row.document().number());
        statement.setLong(2, entry.position());
        statement.setLong(3, entry.next());
        statement.setObject(4, Columns.time(entry.at()));
        statement.setString(5, entry.author());
        statement.setInt(6, parts.size());
        statement.setBytes(7, parts.get(0));
    }

    private static void bindCompared(PreparedStatement statement, LogRow row) throws SQLException {
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

    private static void insertParts(JdbcTemplate jdbc, LogRow row) {
        List<byte[]> parts = Parts.cut(row.entry().payload());
        for (int part = 1; part < parts.size(); part++) {
            jdbc.update(INSERT_PART, row.document().number(), row.entry().position(), part, parts.get(part));
        }
    }
}

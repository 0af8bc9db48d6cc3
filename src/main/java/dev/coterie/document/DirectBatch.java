package dev.coterie.document;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A batch as one transaction on the tables themselves; appends that follow each other go to the database together. What
 * other servers write is kept apart by the database alone. Stateless.
 */
final class DirectBatch implements BatchTransaction {

    private final JdbcTransaction transaction;

    DirectBatch(JdbcTransaction transaction) {
        this.transaction = transaction;
    }

    @Override
    public void commit(List<Write> batch) {
        transaction.run(jdbc -> run(jdbc, batch));
    }

    private static void run(JdbcTemplate jdbc, List<Write> batch) {
        List<Append> appends = new ArrayList<>(batch.size());
        for (Write write : batch) {
            if (write instanceof Append append) {
                appends.add(append);
            } else if (write instanceof Change<?> change) {
                insert(jdbc, appends);
                appends.clear();
                change.run(jdbc);
            }
        }
        insert(jdbc, appends);
    }

    /** Only a byte string's first row is compared: it keeps other writers out until the transaction ends. */
    private static void insert(JdbcTemplate jdbc, List<Append> appends) {
        Set<Object> compared = new HashSet<>();
        List<LogRow> first = new ArrayList<>();
        List<LogRow> others = new ArrayList<>();
        for (Append append : appends) {
            LogRow row = append.row();
            if (row.form() == LogForm.OPERATIONS) {
                others.add(row);
                continue;
            }
            for (LogEntry part : ByteRows.cut(row.entry())) {
                (compared.add(append.unit()) ? first : others).add(new LogRow(row.document(), row.form(), part));
            }
        }
        LogRows.insertAtEnd(jdbc, first);
        LogRows.insert(jdbc, others);
        StaleRows.mark(jdbc, StaleRows.changedBy(others));
    }
}

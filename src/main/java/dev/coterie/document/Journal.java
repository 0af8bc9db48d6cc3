package dev.coterie.document;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Commits the entries of a batch as one record of a file that only grows at its end, whichever documents they belong to;
 * {@link Filer} puts them into the database later, many at a time. That spares an embedded database to write a page of
 * the log's key anew for each document at each commit; decision 0008 has the measurements. Only for a database that no
 * other server writes to: what keeps two writers of one document apart is in memory. Confined to the writer's thread.
 */
final class Journal implements BatchTransaction {

    private static final int MAX_DOCUMENTS_KNOWN = 100_000;

    private final JdbcTransaction transaction;
    private final JdbcTemplate jdbc;
    private final JournalFile file;
    private final Filer filer;
    private final Fences fences = new Fences();
    private long last;

    /** @param last the last record that is there or was */
    Journal(JdbcTransaction transaction, DataSource dataSource, JournalFile file, Filer filer, long last) {
        this.transaction = transaction;
        this.jdbc = new JdbcTemplate(dataSource);
        this.file = file;
        this.filer = filer;
        this.last = last;
    }

    @Override
    public void commit(List<Write> batch) {
        filer.awaitRoom();
        if (fences.size() > MAX_DOCUMENTS_KNOWN) {
            fences.retain(filer::holds);
        }
        Fences.Passage passage = fences.begin();
        List<LogRow> rows = new ArrayList<>(batch.size());
        if (batch.stream().allMatch(Append.class::isInstance)) {
            run(batch, passage, rows, jdbc);
        } else {
            transaction.run(database -> run(batch, passage, rows, database));
        }
        if (!rows.isEmpty()) {
            append(rows);
        }
        passage.committed();
    }

    /** Changes happen in the database, appends are only let in. */
    private static void run(List<Write> batch, Fences.Passage passage, List<LogRow> rows, JdbcTemplate jdbc) {
        for (Write write : batch) {
            if (write instanceof Append append) {
                LogRow row = append.row();
                passage.check(row, jdbc);
                rows.add(row);
            } else if (write instanceof Change<?> change) {
                change.run(jdbc);
                if (change.ended() != null) {
                    passage.ended(change.ended());
                }
            }
        }
    }

    private void append(List<LogRow> rows) {
        try {
            file.append(new JournalFile.Record(last + 1, JournalFormat.encode(rows)));
        } catch (IOException e) {
            throw new DataAccessResourceFailureException("The journal cannot be written", e);
        }
        last++;
        filer.add(Filer.Entries.of(last, rows));
    }
}

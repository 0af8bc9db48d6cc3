package dev.coterie.document;

import java.util.ArrayList;
import java.util.List;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Commits the entries of a batch as one row of a table that only grows at its end, whichever documents they belong to;
 * {@link Filer} puts them where they belong later, many at a time. That spares an embedded database to write a page of
 * the log's key anew for each document at each commit; decision 0008 has the measurements. Only for a database that no
 * other server writes to: what keeps two writers of one document apart is in memory. Confined to the writer's thread.
 */
final class Journal implements BatchTransaction {

    private static final int MAX_DOCUMENTS_KNOWN = 100_000;

    private final JdbcTransaction transaction;
    private final Filer filer;
    private final Fences fences = new Fences();
    private long last;

    /** Whether the last transaction failed, which may have been stored all the same. */
    private boolean doubtful;

    /** @param last the last row that was given a number */
    Journal(JdbcTransaction transaction, Filer filer, long last) {
        this.transaction = transaction;
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
        List<byte[]> pieces = new ArrayList<>();
        boolean failed = true;
        try {
            transaction.run(jdbc -> {
                takeBackWhatWasDoubtful(jdbc);
                rows.addAll(run(batch, passage, jdbc));
                pieces.addAll(rows.isEmpty() ? List.of() : Parts.cut(JournalFormat.encode(rows)));
                insert(pieces, jdbc);
            });
            failed = false;
        } finally {
            doubtful = failed;
        }
        passage.committed();
        last += pieces.size();
        if (!rows.isEmpty()) {
            filer.add(new Filer.Entries(last, rows));
        }
    }

    /** Nobody was told that it is stored, and who asked for it was told that it is not. */
    private void takeBackWhatWasDoubtful(JdbcTemplate jdbc) {
        if (doubtful) {
            jdbc.update("delete from log_journal where id > ?", last);
        }
    }

    private static List<LogRow> run(List<Write> batch, Fences.Passage passage, JdbcTemplate jdbc) {
        List<LogRow> rows = new ArrayList<>(batch.size());
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
        return rows;
    }

    private void insert(List<byte[]> pieces, JdbcTemplate jdbc) {
        long id = last;
        for (byte[] piece : pieces) {
            id++;
            jdbc.update("insert into log_journal (id, content) values (?, ?)", id, piece);
        }
    }
}

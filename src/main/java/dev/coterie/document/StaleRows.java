package dev.coterie.document;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import org.springframework.jdbc.core.JdbcTemplate;

/** Notes that documents have changed, inside the transaction of whoever changes them. Stateless. */
final class StaleRows {

    private static final String UPDATE =
            "update document_stale set change = ?, changed_at = current_timestamp where document_id = ?";

    /** Nothing for a document that is gone. */
    private static final String INSERT = "insert into document_stale"
            + " (document_id, kind, collection, change, since, changed_at)"
            + " select id, kind, collection, ?, current_timestamp, current_timestamp from document where id = ?";

    private StaleRows() {}

    static void mark(JdbcTemplate jdbc, DocumentId document) {
        mark(jdbc, List.of(document));
    }

    /** For a document that is of another kind now. */
    static void markAnew(JdbcTemplate jdbc, DocumentId document) {
        jdbc.update("delete from document_stale where document_id = ?", document.number());
        mark(jdbc, document);
    }

    /** @param documents each once */
    static void mark(JdbcTemplate jdbc, Collection<DocumentId> documents) {
        List<Object[]> rows = documents.stream().map(StaleRows::row).toList();
        if (rows.isEmpty()) {
            return;
        }
        int[] updated = jdbc.batchUpdate(UPDATE, rows);
        List<Object[]> missing = new ArrayList<>();
        for (int i = 0; i < updated.length; i++) {
            if (updated[i] == 0) {
                missing.add(rows.get(i));
            }
        }
        if (!missing.isEmpty()) {
            jdbc.batchUpdate(INSERT, missing);
        }
    }

    private static Object[] row(DocumentId document) {
        return new Object[] {ThreadLocalRandom.current().nextLong(), document.number()};
    }

    /** Those whose logs get operations; byte strings are found by their names only. */
    static Collection<DocumentId> changedBy(Collection<LogRow> rows) {
        return rows.stream()
                .filter(row -> row.form() == LogForm.OPERATIONS)
                .map(LogRow::document)
                .distinct()
                .toList();
    }
}

package dev.coterie.document;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is filed in one document's log at once. Immutable.
 *
 * @param entries in their order
 */
record FiledDocument(DocumentId id, List<LogRow> entries) {

    /** Bytes that are filed together become rows of about so many at most. */
    private static final int MAX_JOINED_BYTES = 64 * 1024;

    /** Documents one after the other, so that a page of the log's key is changed in one go. */
    static List<FiledDocument> sort(List<LogRow> entries) {
        Map<DocumentId, List<LogRow>> byDocument = new LinkedHashMap<>();
        entries.forEach(entry -> byDocument
                .computeIfAbsent(entry.document(), document -> new ArrayList<>())
                .add(entry));
        List<FiledDocument> documents = new ArrayList<>(byDocument.size());
        byDocument.forEach((id, own) -> documents.add(new FiledDocument(id, own)));
        return documents;
    }

    /** The rows to be stored. */
    List<LogRow> rows() {
        return rowsFrom(Long.MIN_VALUE);
    }

    /** The rows to be stored in a log that ends there. */
    List<LogRow> rowsFrom(long end) {
        List<LogRow> rows = new ArrayList<>(entries.size());
        List<LogEntry> run = new ArrayList<>();
        long runBytes = 0;
        for (LogRow row : entries) {
            if (row.entry().position() < end) {
                continue;
            }
            if (row.form() == LogForm.OPERATIONS) {
                rows.add(row);
                continue;
            }
            if (runBytes + row.entry().payload().length > MAX_JOINED_BYTES) {
                join(run, rows);
                runBytes = 0;
            }
            run.add(row.entry());
            runBytes += row.entry().payload().length;
        }
        join(run, rows);
        return rows;
    }

    /** Nobody asks who wrote which byte, and few long rows cost less than many short ones. */
    private void join(List<LogEntry> run, List<LogRow> rows) {
        if (run.isEmpty()) {
            return;
        }
        LogEntry first = run.get(0);
        LogEntry last = run.get(run.size() - 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        run.forEach(entry -> bytes.writeBytes(entry.payload()));
        String author = run.size() == 1 ? first.author() : "";
        ByteRows.cut(new LogEntry(first.position(), last.next(), last.at(), author, bytes.toByteArray()))
                .forEach(row -> rows.add(new LogRow(id, LogForm.BYTES, row)));
        run.clear();
    }
}

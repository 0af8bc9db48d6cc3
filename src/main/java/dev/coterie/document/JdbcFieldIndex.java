package dev.coterie.document;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Fields in a relational database. Thread-safe. Whoever stores documents notes that they have changed ({@link StaleRows});
 * the fields are written by one thread, in transactions of their own which nobody waits for who commits.
 */
final class JdbcFieldIndex implements FieldIndex {

    /** So many fields are written in one transaction. */
    private static final int CHUNK = 2_000;

    private static final long NOT_TOLD = -1;

    private static final String COLUMNS =
            "select s.document_id, s.change, d.kind, d.name, d.collection from document_stale s"
                    + " join document d on d.id = s.document_id and d.trash = 0";

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final JdbcTransaction transaction;
    private final Settlement settlement;
    private final ReadPool searches;
    private final ReadPool writer;
    private final boolean h2;

    /**
     * @param searches where searches run, of which each may take long
     * @param writer one thread
     * @param h2 whether it is the embedded database, whose planner needs help
     */
    JdbcFieldIndex(
            DataSource dataSource,
            JdbcTransaction transaction,
            Settlement settlement,
            ReadPool searches,
            ReadPool writer,
            boolean h2) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = transaction;
        this.settlement = settlement;
        this.searches = searches;
        this.writer = writer;
        this.h2 = h2;
    }

    @Override
    public CompletionStage<List<StaleDocument>> stale(String kind, String collection, DocumentId after, int limit) {
        if (!StorableText.is(kind) || !StorableText.is(collection)) {
            return CompletableFuture.completedFuture(List.of());
        }
        return writer.submit(() -> {
            settlement.awaitAll();
            return list(
                    COLUMNS + " where s.kind = ? and s.collection = ? and s.document_id > ?"
                            + " order by s.document_id fetch first ? rows only",
                    List.of(kind, collection, after.number(), limit));
        });
    }

    @Override
    public CompletionStage<List<StaleDocument>> overdue(String kind, Duration quiet, Duration longest, int limit) {
        return writer.submit(() -> {
            OffsetDateTime now = jdbc.sql("select current_timestamp")
                    .query(OffsetDateTime.class)
                    .single();
            return list(
                    COLUMNS + " where s.kind = ? and (s.changed_at <= ? or s.since <= ?)"
                            + " order by s.changed_at, s.document_id fetch first ? rows only",
                    List.of(kind, now.minus(quiet), now.minus(longest), limit));
        });
    }

    private List<StaleDocument> list(String sql, List<Object> parameters) {
        return jdbc.sql(sql)
                .params(parameters)
                .query((row, number) -> new StaleDocument(
                        new DocumentId(row.getLong("document_id")),
                        new DocumentKey(row.getString("kind"), row.getString("name")),
                        row.getString("collection"),
                        row.getLong("change")))
                .list();
    }

    @Override
    public CompletionStage<Void> put(StaleDocument document, DocumentFields fields) {
        return writer.submit(() -> {
            try {
                write(document.id(), fields.values());
                transaction.run(work -> letRead(work, document.id(), fields));
            } catch (DataIntegrityViolationException e) {
                if (isThere(document.id())) {
                    throw e;
                }
            }
            transaction.run(work -> work.update(
                    "delete from document_stale where document_id = ? and change = ?",
                    document.id().number(),
                    document.change()));
            return null;
        });
    }

    private boolean isThere(DocumentId document) {
        return jdbc.sql("select 1 from document where id = ?")
                .param(document.number())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    private void write(DocumentId document, Map<FieldId, FieldValue> values) {
        Map<UUID, FieldRow> before = new HashMap<>();
        jdbc.sql("select field, kind, number_value, text_start, text_value from document_field where document_id = ?")
                .param(document.number())
                .query(FieldRow::read)
                .list()
                .forEach(row -> before.put(row.field(), row));
        List<FieldRow> added = new ArrayList<>();
        List<FieldRow> changed = new ArrayList<>();
        values.forEach((id, value) -> {
            FieldRow row = FieldRow.of(id, value);
            FieldRow old = before.remove(row.field());
            if (old == null) {
                added.add(row);
            } else if (!row.isSame(old)) {
                changed.add(row);
            }
        });
        List<FieldRow> gone = List.copyOf(before.values());
        write(document, gone, "delete from document_field where document_id = ? and field = ?", true);
        write(
                document,
                changed,
                "update document_field set kind = ?, number_value = ?, text_start = ?, text_value = ?"
                        + " where document_id = ? and field = ?",
                false);
        write(
                document,
                added,
                "insert into document_field (kind, number_value, text_start, text_value, document_id, field)"
                        + " values (?, ?, ?, ?, ?, ?)",
                false);
    }

    private void write(DocumentId document, List<FieldRow> rows, String sql, boolean keyOnly) {
        for (int from = 0; from < rows.size(); from += CHUNK) {
            List<FieldRow> chunk = rows.subList(from, Math.min(rows.size(), from + CHUNK));
            transaction.run(work -> work.batchUpdate(sql, chunk, chunk.size(), (statement, row) -> {
                if (keyOnly) {
                    statement.setLong(1, document.number());
                    statement.setObject(2, row.field());
                } else {
                    row.bind(statement, document);
                }
            }));
        }
    }

    /**
     * Nothing when who may read it is known, for each change of the metadata makes it unknown; nor when they were changed
     * after the fields were read.
     */
    private static void letRead(JdbcTemplate jdbc, DocumentId document, DocumentFields fields) {
        int current = jdbc.update(
                "update document set readable_by = ? where id = ? and metadata = ? and readable_by is null",
                fields.readers().others().ordinal(),
                document.number(),
                fields.metadata());
        if (current == 0) {
            return;
        }
        jdbc.update("delete from document_reader where document_id = ?", document.number());
        jdbc.batchUpdate(
                "insert into document_reader (document_id, reader, may_read) values (?, ?, ?)",
                fields.readers().named().entrySet().stream()
                        .map(reader ->
                                new Object[] {document.number(), reader.getKey().value(), reader.getValue()})
                        .toList());
    }

    @Override
    public CompletionStage<Void> postpone(StaleDocument document) {
        return writer.submit(() -> {
            transaction.run(work -> work.update(
                    "update document_stale set since = current_timestamp, changed_at = current_timestamp"
                            + " where document_id = ? and change = ?",
                    document.id().number(),
                    document.change()));
            return null;
        });
    }

    @Override
    public CompletionStage<Found> find(FieldSearch search, Duration timeout) {
        if (!StorableText.is(search.kind()) || !StorableText.is(search.collection())) {
            return CompletableFuture.completedFuture(new Found(List.of(), 0));
        }
        return searches.submit(() -> {
            try {
                return found(search, timeout);
            } catch (QueryTimeoutException e) {
                throw new SearchTimeoutException(e);
            }
        });
    }

    private Found found(FieldSearch search, Duration timeout) {
        JdbcTemplate limited = new JdbcTemplate(dataSource);
        limited.setQueryTimeout((int) Math.max(1, timeout.toSeconds()));
        SearchSql.Statement page = SearchSql.page(search, h2);
        AtomicLong total = new AtomicLong(NOT_TOLD);
        List<DocumentKey> documents = limited.query(
                page.sql(),
                (row, number) -> {
                    if (SearchSql.counts(search)) {
                        total.set(row.getLong(2));
                    }
                    return new DocumentKey(search.kind(), row.getString(1));
                },
                page.parameters().toArray());
        if (total.get() != NOT_TOLD) {
            return new Found(documents, total.get());
        }
        boolean isLast = documents.size() < search.limit() && (!documents.isEmpty() || search.offset() == 0);
        return new Found(documents, isLast ? search.offset() + documents.size() : count(limited, search));
    }

    private long count(JdbcTemplate limited, FieldSearch search) {
        SearchSql.Statement count = SearchSql.count(search, h2);
        Long total = limited.queryForObject(
                count.sql(), Long.class, count.parameters().toArray());
        return total == null ? 0 : total;
    }
}

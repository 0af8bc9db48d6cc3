package dev.coterie.document;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The catalogue of a relational database. Thread-safe. */
final class JdbcDocumentCatalog implements DocumentCatalog {

    /** Where the log of {@code d} ends; that of a document without entries where its snapshot is. */
    private static final String END = "coalesce((select e.next_position from log_entry e where e.document_id = d.id"
            + " order by e.document_id desc, e.position desc fetch first 1 row only),"
            + " (select max(s.position) from document_snapshot s where s.document_id = d.id), 0)";

    private static final String LAST_CHANGE = "coalesce(" + ofLastEntry("made_at") + ", d.created_at)";

    /** Null for a byte string. */
    private static final String NEWEST_SNAPSHOT =
            "(select max(n.position) from document_snapshot n where n.document_id = d.id)";

    private static final String SUMMARY = "select d.*, " + END + " as log_end, " + LAST_CHANGE + " as last_change,"
            + " coalesce(" + ofLastEntry("author") + ", '') as last_author,"
            + " (select coalesce(sum(octet_length(s.content)), 0) from document_snapshot s where s.document_id = d.id"
            + " and s.position = " + NEWEST_SNAPSHOT + ")"
            + " + (select coalesce(sum(octet_length(e.payload)), 0) from log_entry e where e.document_id = d.id"
            + " and e.position >= " + NEWEST_SNAPSHOT + ") as opening_bytes from ";

    private static final String STORED_BYTES =
            "select (select coalesce(sum(octet_length(e.payload)), 0) from log_entry e where e.document_id = d.id)"
                    + " + (select coalesce(sum(octet_length(p.payload)), 0) from log_entry_part p"
                    + " where p.document_id = d.id)"
                    + " + (select coalesce(sum(octet_length(s.content)), 0) from document_snapshot s"
                    + " where s.document_id = d.id) from document d where d.id = ?";

    private static final String STAMPS = "select position, next_position, made_at, author from log_entry"
            + " where document_id = ? and position < ?"
            + " order by document_id desc, position desc fetch first ? rows only";

    private static final String CONTAINS =
            "(? = '' or position(? in lower(d.name)) > 0 or position(? in lower(d.title)) > 0"
                    + " or position(? in lower(d.collection)) > 0 or position(? in lower(d.owner)) > 0)";

    private final JdbcClient jdbc;
    private final Settlement settlement;

    JdbcDocumentCatalog(DataSource dataSource, Settlement settlement) {
        this.jdbc = JdbcClient.create(dataSource);
        this.settlement = settlement;
    }

    /** H2 walks the key backwards only when the order names all of its columns. */
    private static String ofLastEntry(String column) {
        return "(select e." + column + " from log_entry e where e.document_id = d.id"
                + " order by e.document_id desc, e.position desc fetch first 1 row only)";
    }

    @Override
    public Page page(Query query) {
        if (!StorableText.is(query.kind()) || !StorableText.is(query.search())) {
            return new Page(List.of(), 0);
        }
        settlement.awaitAll();
        String found = " from document d where d.kind = ? and " + condition(query.among()) + " and " + CONTAINS;
        String order = " order by " + expression(query.order()) + (query.descending() ? " desc" : "")
                + ", lower(d.name), d.id";
        String part = query.search().toLowerCase(Locale.ROOT);
        List<Summary> documents = jdbc.sql(
                        SUMMARY + "(select d.*" + found + order + " offset ? rows fetch first ? rows only) d" + order)
                .params(query.kind(), part, part, part, part, part, query.offset(), query.limit())
                .query(JdbcDocumentCatalog::summary)
                .list();
        long total = jdbc.sql("select count(*)" + found)
                .params(query.kind(), part, part, part, part, part)
                .query(Long.class)
                .single();
        return new Page(documents, total);
    }

    private static String condition(Among among) {
        return switch (among) {
            case ALL -> "d.trash = 0";
            case WRITABLE -> "d.trash = 0 and d.read_only = false";
            case READ_ONLY -> "d.trash = 0 and d.read_only = true";
            case TRASH -> "d.trash <> 0";
        };
    }

    private static String expression(Order order) {
        return switch (order) {
            case NAME -> "lower(case when d.title = '' then d.name else d.title end)";
            case OWNER -> "lower(d.owner)";
            case COLLECTION -> "lower(d.collection)";
            case CREATED -> "d.created_at";
            case LENGTH -> END;
            case CHANGED -> LAST_CHANGE;
            case USED -> "d.last_used_at";
            case DELETED -> "d.deleted_at";
        };
    }

    @Override
    public long count(String kind) {
        return jdbc.sql("select count(*) from document where kind = ? and trash = 0")
                .param(kind)
                .query(Long.class)
                .single();
    }

    @Override
    public Optional<Summary> find(DocumentId id) {
        settlement.await(id);
        return jdbc.sql(SUMMARY + "document d where d.id = ?")
                .param(id.number())
                .query(JdbcDocumentCatalog::summary)
                .optional();
    }

    @Override
    public Optional<Summary> find(DocumentKey key) {
        if (!StorableText.is(key.kind()) || !StorableText.is(key.name())) {
            return Optional.empty();
        }
        return DocumentReader.find(jdbc, key).flatMap(record -> find(record.id()));
    }

    @Override
    public List<DocumentRecord> records(String kind, @Nullable String collection, long after, int limit) {
        if (collection != null && !StorableText.is(collection)) {
            return List.of();
        }
        return jdbc.sql("select * from document where kind = ? and trash = 0 and ephemeral = false and id > ?"
                        + (collection == null ? "" : " and collection = ?") + " order by id fetch first ? rows only")
                .params(collection == null ? List.of(kind, after, limit) : List.of(kind, after, collection, limit))
                .query(DocumentReader::record)
                .list();
    }

    @Override
    public long nextNumber(DocumentId id) {
        return jdbc.sql("select next_number from document where id = ?")
                .param(id.number())
                .query(Long.class)
                .optional()
                .orElse(1L);
    }

    @Override
    public long storedBytes(DocumentId id) {
        settlement.await(id);
        return jdbc.sql(STORED_BYTES)
                .param(id.number())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    @Override
    public List<Stamp> stamps(DocumentId id, long before, int limit) {
        settlement.await(id);
        return jdbc.sql(STAMPS)
                .params(id.number(), before, limit)
                .query((row, number) -> new Stamp(
                        row.getLong("position"),
                        row.getLong("next_position"),
                        Columns.time(row, "made_at"),
                        row.getString("author")))
                .list();
    }

    private static Summary summary(ResultSet row, int number) throws SQLException {
        return new Summary(
                DocumentReader.record(row, number),
                deletion(row),
                row.getLong("log_end"),
                row.getLong("opening_bytes"),
                Columns.time(row, "last_change"),
                row.getString("last_author"),
                Columns.time(row, "last_used_at"));
    }

    private static @Nullable Deletion deletion(ResultSet row) throws SQLException {
        OffsetDateTime at = row.getObject("deleted_at", OffsetDateTime.class);
        return at == null ? null : new Deletion(at.toInstant(), row.getString("deleted_by"));
    }
}

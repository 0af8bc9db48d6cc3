package dev.coterie.document;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;

import static dev.coterie.document.ByteStringStore.Piece;

/** Reads byte strings; blocks its caller. Thread-safe. */
final class ByteReader {

    /** Where a document's last row ends. H2 walks the key backwards only when the order names all of its columns. */
    static final String LENGTH = length("?");

    /** The same of the document that a query calls {@code d}. */
    static final String LENGTH_OF_D = length("d.id");

    private static final String FIND =
            "select d.*, " + LENGTH_OF_D + " as length from document d where d.kind = ? and d.name = ? and d.trash = 0";

    /** From the row that the first byte is in; one statement, so that it sees rows before or after they are merged. */
    private static final String READ = "select position, next_position, payload from log_entry"
            + " where document_id = ? and position < ? and next_position > ?"
            + " and position >= (select s.position from log_entry s where s.document_id = ? and s.position <= ?"
            + " order by s.document_id desc, s.position desc fetch first 1 row only)"
            + " order by document_id, position";

    private final JdbcClient jdbc;
    private final Settlement settlement;

    ByteReader(DataSource dataSource, Settlement settlement) {
        this.jdbc = JdbcClient.create(dataSource);
        this.settlement = settlement;
    }

    private static String length(String document) {
        return "coalesce((select e.next_position from log_entry e where e.document_id = " + document
                + " order by e.document_id desc, e.position desc fetch first 1 row only), 0)";
    }

    Optional<StoredByteString> find(DocumentKey key) {
        Optional<Found> first = found(key);
        boolean old = first.isPresent() && settlement.await(first.get().record().id());
        return (old ? found(key) : first)
                .map(found -> new StoredByteString(
                        found.record(),
                        found.length(),
                        found.lastUsed(),
                        values(found.record().id())));
    }

    private Optional<Found> found(DocumentKey key) {
        return jdbc.sql(FIND)
                .params(key.kind(), key.name())
                .query((row, number) -> new Found(
                        DocumentReader.record(row, number), row.getLong("length"), Columns.time(row, "last_used_at")))
                .optional();
    }

    private List<NamedValue> values(DocumentId id) {
        return jdbc.sql("select name, version, content from document_value where document_id = ?")
                .param(id.number())
                .query((row, number) ->
                        new NamedValue(row.getString("name"), row.getLong("version"), row.getBytes("content")))
                .list();
    }

    List<Piece> read(DocumentId id, long from, long to, int maxBytes) {
        if (from < 0 || to <= from) {
            return List.of();
        }
        settlement.await(id);
        List<Row> rows = jdbc.sql(READ)
                .params(id.number(), ByteRows.bound(from, to, maxBytes), from, id.number(), from)
                .query(Row::read)
                .list();
        long expected = rows.isEmpty() ? from : Math.min(from, rows.get(0).position());
        for (Row row : rows) {
            if (row.position() != expected || row.next() != expected + row.payload().length) {
                throw new DamagedDocumentException("Document " + id.number() + " is damaged: there is a row from "
                        + row.position() + " to " + row.next() + " where one from " + expected + " was expected");
            }
            expected = row.next();
        }
        return rows.stream()
                .map(row -> ByteRows.clip(row.position(), row.payload(), from, to))
                .toList();
    }

    /** Where the rows before an offset and the one at it start, the last first; the key alone is read for that. */
    List<Long> positionsBackwards(DocumentId id, long from, int maxRows) {
        return jdbc.sql("select position from log_entry where document_id = ? and position <= ?"
                        + " order by document_id desc, position desc fetch first ? rows only")
                .params(id.number(), from, maxRows)
                .query(Long.class)
                .list();
    }

    /** Where rows start, in their order; the key alone is read for that. */
    List<Long> positions(DocumentId id, long from, int maxRows) {
        return jdbc.sql("select position from log_entry where document_id = ? and position >= ?"
                        + " order by document_id, position fetch first ? rows only")
                .params(id.number(), from, maxRows)
                .query(Long.class)
                .list();
    }

    List<DocumentKey> unusedSince(String kind, Instant then, int limit) {
        return jdbc
                .sql("select name from document where kind = ? and last_used_at < ? and trash = 0"
                        + " order by last_used_at, id fetch first ? rows only")
                .params(kind, Columns.time(then), limit)
                .query(String.class)
                .list()
                .stream()
                .map(name -> new DocumentKey(kind, name))
                .toList();
    }

    private record Found(DocumentRecord record, long length, Instant lastUsed) {}

    private record Row(long position, long next, byte[] payload) {

        static Row read(ResultSet row, int number) throws SQLException {
            return new Row(row.getLong("position"), row.getLong("next_position"), row.getBytes("payload"));
        }
    }
}

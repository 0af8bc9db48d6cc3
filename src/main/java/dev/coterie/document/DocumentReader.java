package dev.coterie.document;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads documents; blocks its caller. Thread-safe. */
final class DocumentReader {

    private static final Logger log = LoggerFactory.getLogger(DocumentReader.class);

    /** By kind and name; what is in the trash has no name. */
    private static final String FIND = "select * from document where kind = ? and name = ? and trash = 0";

    private final JdbcClient jdbc;
    private final Settlement settlement;

    DocumentReader(DataSource dataSource, Settlement settlement) {
        this.jdbc = JdbcClient.create(dataSource);
        this.settlement = settlement;
    }

    Optional<StoredDocument> load(DocumentKey key) {
        return find(jdbc, key).flatMap(this::load);
    }

    static Optional<DocumentRecord> find(JdbcClient jdbc, DocumentKey key) {
        return jdbc.sql(FIND)
                .params(key.kind(), key.name())
                .query(DocumentReader::record)
                .optional();
    }

    private Optional<StoredDocument> load(DocumentRecord record) {
        DocumentId id = record.id();
        settlement.await(id);
        List<String> faults = new ArrayList<>();
        for (long position : snapshotPositions(id)) {
            Optional<Snapshot> snapshot = snapshot(id, position);
            if (snapshot.isEmpty()) {
                faults.add("its snapshot of " + position + " cannot be read");
                continue;
            }
            List<LogEntry> tail = stored(id, position, Long.MAX_VALUE, Integer.MAX_VALUE);
            Optional<String> fault = fault(id, position, tail);
            if (fault.isEmpty()) {
                warn(id, faults);
                return Optional.of(new StoredDocument(record, snapshot.get(), tail));
            }
            faults.add(fault.get());
        }
        // Each statement sees its own state: what is missing may have been deleted after the first one.
        if (!exists(id)) {
            return Optional.empty();
        }
        throw new DamagedDocumentException("Document " + id.number() + " is damaged: "
                + (faults.isEmpty() ? "it has no snapshot" : String.join("; ", faults)));
    }

    private static void warn(DocumentId id, List<String> faults) {
        if (!faults.isEmpty()) {
            log.warn("Document {} was read from an older snapshot: {}", id.number(), String.join("; ", faults));
        }
    }

    private Optional<String> fault(DocumentId id, long position, List<LogEntry> tail) {
        long expected = position;
        for (LogEntry entry : tail) {
            if (entry.position() != expected) {
                return Optional.of("its log has a gap from " + expected + " to " + entry.position());
            }
            expected = entry.next();
        }
        long before = endBefore(id, position);
        return before == position
                ? Optional.empty()
                : Optional.of("its snapshot is of " + position + ", the log before it ends at " + before);
    }

    /** Where the last entry before the position ends; the position itself when there is none. */
    private long endBefore(DocumentId id, long position) {
        // H2 walks the key backwards only when the order names all of its columns.
        return jdbc.sql("select next_position from log_entry where document_id = ? and position < ?"
                        + " order by document_id desc, position desc fetch first 1 row only")
                .params(id.number(), position)
                .query(Long.class)
                .optional()
                .orElse(position);
    }

    private boolean exists(DocumentId id) {
        return jdbc.sql("select id from document where id = ?")
                .param(id.number())
                .query(Long.class)
                .optional()
                .isPresent();
    }

    /** Newest first. */
    private List<Long> snapshotPositions(DocumentId id) {
        return jdbc.sql("select distinct position from document_snapshot where document_id = ? order by position desc")
                .param(id.number())
                .query(Long.class)
                .list();
    }

    private Optional<Snapshot> snapshot(DocumentId id, long position) {
        return SnapshotPart.join(jdbc.sql("select position, part, parts, made_at, checksum, content"
                        + " from document_snapshot where document_id = ? and position = ? order by part")
                .params(id.number(), position)
                .query((row, number) -> new SnapshotPart(
                        row.getLong("position"),
                        row.getInt("part"),
                        row.getInt("parts"),
                        Columns.time(row, "made_at"),
                        row.getLong("checksum"),
                        row.getBytes("content")))
                .list());
    }

    /** The one that is the fewest positions away; the next one, if that is damaged. */
    Optional<Snapshot> snapshotNear(DocumentId id, long position) {
        List<Long> positions = new ArrayList<>(snapshotPositions(id));
        positions.sort(Comparator.comparingLong(candidate -> Math.abs(candidate - position)));
        return positions.stream()
                .map(candidate -> snapshot(id, candidate))
                .flatMap(Optional::stream)
                .findFirst();
    }

    List<LogEntry> entries(DocumentId id, long from, long to, int maxEntries) {
        settlement.await(id);
        return stored(id, from, to, maxEntries);
    }

    private List<LogEntry> stored(DocumentId id, long from, long to, int maxEntries) {
        return jdbc.sql("select position, next_position, made_at, author, parts, payload from log_entry"
                        + " where document_id = ? and position >= ? and position < ?"
                        + " order by document_id, position fetch first ? rows only")
                .params(id.number(), from, to, maxEntries)
                .query((row, number) -> entry(id, row))
                .list();
    }

    private LogEntry entry(DocumentId id, ResultSet row) throws SQLException {
        long position = row.getLong("position");
        byte[] payload = row.getBytes("payload");
        return new LogEntry(
                position,
                row.getLong("next_position"),
                Columns.time(row, "made_at"),
                row.getString("author"),
                row.getInt("parts") == 1 ? payload : Parts.join(parts(id, position, payload)));
    }

    private List<byte[]> parts(DocumentId id, long position, byte[] first) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(first);
        parts.addAll(jdbc.sql("select payload from log_entry_part where document_id = ? and position = ? order by part")
                .params(id.number(), position)
                .query((row, number) -> row.getBytes(1))
                .list());
        return parts;
    }

    static DocumentRecord record(ResultSet row, int number) throws SQLException {
        return new DocumentRecord(
                new DocumentId(row.getLong("id")),
                new DocumentKey(row.getString("kind"), row.getString("name")),
                row.getString("collection"),
                row.getBoolean("ephemeral"),
                Columns.time(row, "created_at"),
                row.getBytes("metadata"),
                new Keeping(row.getString("owner"), row.getString("title"), row.getBoolean("read_only")));
    }
}

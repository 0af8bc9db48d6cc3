package dev.coterie.document;

import java.util.List;

import org.springframework.jdbc.core.JdbcTemplate;

/** Snapshots as rows, inside the transaction of whoever stores them. Stateless. */
final class SnapshotRows {

    private static final String INSERT = "insert into document_snapshot"
            + " (document_id, position, part, parts, made_at, checksum, content) values (?, ?, ?, ?, ?, ?, ?)";

    /** Of each stretch of the log, the first snapshot stays. */
    private static final String DROP = "delete from document_snapshot s where s.document_id = ? and s.position < ?"
            + " and exists (select 1 from document_snapshot o where o.document_id = s.document_id"
            + " and o.position < s.position and o.position / cast(? as bigint) = s.position / cast(? as bigint))";

    private SnapshotRows() {}

    static void insert(JdbcTemplate jdbc, DocumentId id, Snapshot snapshot) {
        for (SnapshotPart part : SnapshotPart.cut(snapshot)) {
            jdbc.update(
                    INSERT,
                    id.number(),
                    part.position(),
                    part.part(),
                    part.parts(),
                    Columns.time(part.at()),
                    part.checksum(),
                    part.content());
        }
    }

    /** The newest two stay, so that one may turn out to be damaged. */
    static void dropSuperfluous(JdbcTemplate jdbc, DocumentId id) {
        List<Long> newest = jdbc.queryForList(
                "select distinct position from document_snapshot where document_id = ?"
                        + " order by position desc fetch first 2 rows only",
                Long.class,
                id.number());
        long oldestOfNewest = newest.get(newest.size() - 1);
        long every = every(jdbc, id);
        if (every == 0) {
            jdbc.update(
                    "delete from document_snapshot where document_id = ? and position < ?",
                    id.number(),
                    oldestOfNewest);
        } else {
            jdbc.update(DROP, id.number(), oldestOfNewest, every, every);
        }
    }

    private static long every(JdbcTemplate jdbc, DocumentId id) {
        return jdbc
                .queryForList(
                        "select c.milestone_every from document d"
                                + " join stored_collection c on c.kind = d.kind and c.name = d.collection"
                                + " where d.id = ?",
                        Long.class,
                        id.number())
                .stream()
                .findFirst()
                .orElse(CollectionPolicy.USUAL.milestoneEvery());
    }
}

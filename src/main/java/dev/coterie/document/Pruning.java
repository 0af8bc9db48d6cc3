package dev.coterie.document;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Removes from the logs what their collections do not keep: from the beginning, never what the newest two snapshots need,
 * never the last entry, which tells where the log ends, and nothing that is young. Older snapshots go with their entries.
 * Blocks its caller, the housekeeper; thread-safe.
 */
final class Pruning {

    private static final Logger log = LoggerFactory.getLogger(Pruning.class);

    private static final int DOCUMENTS_AT_ONCE = 500;

    /** Others must not wait for long for a transaction. */
    private static final int POSITIONS_AT_ONCE = 5_000;

    private static final String NEWEST_SNAPSHOT =
            "(select max(n.position) from document_snapshot n where n.document_id = d.id)";

    /** Where the tail of the older one of the newest two snapshots begins. */
    private static final String NEEDED_FROM = "coalesce((select max(s.position) from document_snapshot s"
            + " where s.document_id = d.id and s.position < " + NEWEST_SNAPSHOT + "), " + NEWEST_SNAPSHOT + ", 0)";

    private static final String DOCUMENTS = "select d.id, " + entry("position", "") + " as first_position, "
            + entry("made_at", "") + " as first_made_at, " + entry("position", " desc") + " as last_position, "
            + NEEDED_FROM + " as needed_from"
            + " from document d where d.kind = ? and d.collection = ? and d.id > ?"
            + " and exists (select 1 from log_entry e where e.document_id = d.id)"
            + " order by d.id fetch first " + DOCUMENTS_AT_ONCE + " rows only";

    private final JdbcClient jdbc;
    private final JdbcTransaction transaction;
    private final Settlement settlement;
    private final Duration young;

    /** @param young entries that are not older stay */
    Pruning(DataSource dataSource, JdbcTransaction transaction, Settlement settlement, Duration young) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = transaction;
        this.settlement = settlement;
        this.young = young;
    }

    private static String entry(String column, String direction) {
        return "(select e." + column + " from log_entry e where e.document_id = d.id order by e.document_id" + direction
                + ", e.position" + direction + " fetch first 1 row only)";
    }

    /** Prunes everything that there is to prune now. */
    void run(Instant now) {
        List<CollectionRecord> collections = jdbc.sql("select * from stored_collection"
                        + " where keep_days is not null or keep_versions is not null order by id")
                .query(JdbcCollectionStore::record)
                .list();
        if (collections.isEmpty()) {
            return;
        }
        settlement.awaitAll();
        long pruned = 0;
        for (CollectionRecord collection : collections) {
            pruned += prune(collection, now);
        }
        if (pruned > 0) {
            log.info("Removed {} log entries that their collections do not keep", pruned);
        }
    }

    private long prune(CollectionRecord collection, Instant now) {
        long pruned = 0;
        long last = 0;
        List<Log> logs = logs(collection, last);
        while (!logs.isEmpty()) {
            for (Log one : logs) {
                pruned += prune(one, collection.policy().retention(), now);
            }
            last = logs.get(logs.size() - 1).document().number();
            logs = logs(collection, last);
        }
        return pruned;
    }

    private List<Log> logs(CollectionRecord collection, long after) {
        return jdbc.sql(DOCUMENTS)
                .params(collection.kind(), collection.name(), after)
                .query(Log::read)
                .list();
    }

    private long prune(Log log, Retention retention, Instant now) {
        Instant youngSince = now.minus(young);
        if (!log.firstAt().isBefore(youngSince)) {
            return 0;
        }
        long wanted = log.first();
        if (retention.versions() != null) {
            wanted = Math.max(wanted, Math.min(log.last() + 1 - retention.versions(), since(log, youngSince)));
        }
        if (retention.days() != null) {
            Instant keptSince = now.minus(retention.days(), ChronoUnit.DAYS);
            wanted = Math.max(wanted, since(log, keptSince.isBefore(youngSince) ? keptSince : youngSince));
        }
        wanted = Math.min(wanted, Math.min(log.neededFrom(), log.last()));
        if (wanted <= log.first()) {
            return 0;
        }
        return remove(log, wanted);
    }

    /** The position of the first entry that is not older; the last position, when all are. */
    private long since(Log log, Instant then) {
        long low = log.first();
        long high = log.last();
        while (low < high) {
            long middle = low + (high - low) / 2;
            boolean older = jdbc.sql("select made_at from log_entry where document_id = ? and position <= ?"
                            + " order by document_id desc, position desc fetch first 1 row only")
                    .params(log.document().number(), middle)
                    .query((row, number) -> Columns.time(row, "made_at"))
                    .single()
                    .isBefore(then);
            if (older) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long remove(Log log, long wanted) {
        AtomicLong removed = new AtomicLong();
        for (long from = log.first(); from < wanted; from += POSITIONS_AT_ONCE) {
            long end = Math.min(wanted, from + POSITIONS_AT_ONCE);
            transaction.run(work -> {
                work.update(
                        "delete from document_snapshot where document_id = ? and position < ?",
                        log.document().number(),
                        end);
                removed.addAndGet(work.update(
                        "delete from log_entry where document_id = ? and position < ?",
                        log.document().number(),
                        end));
            });
        }
        return removed.get();
    }

    /** A log that is not empty. */
    private record Log(DocumentId document, long first, Instant firstAt, long last, long neededFrom) {

        static Log read(ResultSet row, int number) throws SQLException {
            return new Log(
                    new DocumentId(row.getLong("id")),
                    row.getLong("first_position"),
                    Columns.time(row, "first_made_at"),
                    row.getLong("last_position"),
                    row.getLong("needed_from"));
        }
    }
}

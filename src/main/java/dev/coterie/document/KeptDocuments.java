package dev.coterie.document;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What upkeep has to know of documents, in the trash or not; blocks its caller. Thread-safe. */
final class KeptDocuments {

    private final JdbcClient jdbc;
    private final Settlement settlement;
    private final Duration keep;

    /** @param keep how long a deleted document stays in the trash; zero: it does not get there */
    KeptDocuments(DataSource dataSource, Settlement settlement, Duration keep) {
        this.jdbc = JdbcClient.create(dataSource);
        this.settlement = settlement;
        this.keep = keep;
    }

    Optional<DocumentRecord> find(DocumentKey key) {
        return DocumentReader.find(jdbc, key);
    }

    boolean keepsDeleted() {
        return keep.compareTo(Duration.ZERO) > 0;
    }

    /** Waits until all that was committed of a document is in its log. */
    void settle(DocumentId id) {
        settlement.await(id);
    }

    /** Documents that have been in the trash for long enough, the longest first. */
    List<DocumentId> expired(Instant now, int limit) {
        return jdbc
                .sql("select id from document where deleted_at <= ? order by deleted_at, id fetch first ? rows only")
                .params(Columns.time(now.minus(keep)), limit)
                .query(Long.class)
                .list()
                .stream()
                .map(DocumentId::new)
                .toList();
    }
}

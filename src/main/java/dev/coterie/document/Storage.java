package dev.coterie.document;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Everything that stores documents in one database, and the care for it. Thread-safe. */
final class Storage implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Storage.class);
    private static final Duration CARE_INTERVAL = Duration.ofSeconds(1);

    /** Each search may keep a connection for long; more of them wait. */
    private static final int SEARCH_THREADS = 2;

    /** More have to wait for the next time. */
    private static final int MAX_PURGED_AT_ONCE = 1_000;

    private final ReadPool reads;
    private final ReadPool searches;
    private final ReadPool fieldWriter;
    /** Null where no journal is kept. */
    private final @Nullable JournalStore journal;

    private final GroupCommit logWriter;
    private final GroupCommit snapshotWriter;
    private final JdbcDocumentStore documents;
    private final JdbcByteStringStore byteStrings;
    private final JdbcRecordStore records;
    private final JdbcDocumentCatalog catalog;
    private final JdbcCollectionStore collections;
    private final JdbcCollectionCatalog collectionCatalog;
    private final JdbcStorageSize size;
    private final JdbcFieldIndex fields;
    private final KeptDocuments kept;
    private final Pruning pruning;
    private final EmbeddedCare care;
    private final ScheduledExecutorService housekeeper;

    Storage(
            DataSource dataSource,
            Durability durability,
            StorageProperties properties,
            MeterRegistry meters,
            InstantSource clock) {
        care = new EmbeddedCare(dataSource, durability);
        WriteLimits limits = properties.writeLimits();
        JdbcTransaction transaction = new JdbcTransaction(dataSource, care);
        BatchTransaction direct = new DirectBatch(transaction);
        journal = care.isNeeded() ? JournalStore.open(dataSource, transaction, limits, durability, meters) : null;
        Settlement settlement = journal == null ? Settlement.IMMEDIATE : journal.filer();
        BatchTransaction logged = journal == null ? direct : journal.journal();
        if (!properties.shared()) {
            deleteEphemeral(dataSource);
        }
        reads = new ReadPool("coterie-storage-reader", properties.readThreads());
        searches = new ReadPool("coterie-storage-search", SEARCH_THREADS);
        fieldWriter = new ReadPool("coterie-storage-fields", 1);
        logWriter = new GroupCommit("log", logged, limits, meters);
        snapshotWriter = new GroupCommit("snapshot", direct, limits, meters);
        kept = new KeptDocuments(dataSource, settlement, properties.trash());
        documents = new JdbcDocumentStore(
                new DocumentReader(dataSource, settlement), reads, logWriter, snapshotWriter, kept);
        byteStrings =
                new JdbcByteStringStore(new ByteReader(dataSource, settlement), reads, logWriter, snapshotWriter, kept);
        records = new JdbcRecordStore(dataSource, reads, logWriter, clock);
        catalog = new JdbcDocumentCatalog(dataSource, settlement);
        collections = new JdbcCollectionStore(dataSource, reads, logWriter);
        collectionCatalog = new JdbcCollectionCatalog(dataSource, settlement);
        pruning = new Pruning(dataSource, transaction, settlement, properties.pruneAge());
        size = new JdbcStorageSize(dataSource, care.isNeeded());
        fields = new JdbcFieldIndex(dataSource, transaction, settlement, searches, fieldWriter, care.isNeeded());
        housekeeper =
                Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "coterie-storage-housekeeper"));
        repeat(properties.purgeInterval(), records::removeExpired);
        repeat(properties.purgeInterval(), () -> quietly(() -> emptyTrash(clock.instant())));
        repeat(properties.pruneInterval(), () -> quietly(() -> prune(clock.instant())));
        if (care.isNeeded()) {
            repeat(CARE_INTERVAL, () -> quietly(this::tend));
        }
    }

    /** What should have ended with its users, but the server ended before. */
    private static void deleteEphemeral(DataSource dataSource) {
        int deleted = new JdbcTemplate(dataSource).update("delete from document where ephemeral = true");
        if (deleted > 0) {
            log.info("Deleted {} ephemeral documents that an earlier end of the server had left behind", deleted);
        }
    }

    /** Deletes for good what has been in the trash for long enough, one document after the other. */
    void emptyTrash(Instant now) {
        int deleted = 0;
        for (DocumentId id : kept.expired(now, MAX_PURGED_AT_ONCE)) {
            if (documents.purge(id).toCompletableFuture().join()) {
                deleted++;
            }
        }
        if (deleted > 0) {
            log.info("Deleted {} documents for good that had been in the trash for long enough", deleted);
        }
    }

    /** Removes what collections do not keep of their documents' logs. */
    void prune(Instant now) {
        pruning.run(now);
    }

    private void repeat(Duration interval, Runnable task) {
        housekeeper.scheduleWithFixedDelay(task, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The writers tell of an unreachable database; nobody needs to hear it twice. */
    private static void quietly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.debug("Housekeeping failed", e);
        }
    }

    /** What the housekeeper does every second for an embedded database. */
    void tend() {
        care.tend();
    }

    JdbcDocumentStore documents() {
        return documents;
    }

    JdbcByteStringStore byteStrings() {
        return byteStrings;
    }

    JdbcRecordStore records() {
        return records;
    }

    JdbcDocumentCatalog catalog() {
        return catalog;
    }

    JdbcFieldIndex fields() {
        return fields;
    }

    JdbcCollectionStore collections() {
        return collections;
    }

    JdbcCollectionCatalog collectionCatalog() {
        return collectionCatalog;
    }

    JdbcStorageSize size() {
        return size;
    }

    /** Commits what was accepted. */
    @Override
    public void close() {
        Threads.end(housekeeper);
        logWriter.close();
        snapshotWriter.close();
        reads.close();
        searches.close();
        fieldWriter.close();
        if (journal != null) {
            journal.close();
        }
    }
}

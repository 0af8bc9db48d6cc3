package dev.coterie.document;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import static dev.coterie.document.DocumentStoreConformance.await;
import static dev.coterie.document.DocumentStoreConformance.bytes;
import static org.assertj.core.api.Assertions.assertThat;

/** What is kept of documents' histories, in every database. Entry n is made n minutes after the start. */
abstract class RetentionConformance {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = START.plus(Duration.ofDays(100));

    private final String kind = "kind-" + UUID.randomUUID();

    abstract TestStorage storage();

    @Test
    void everythingIsKeptUnlessACollectionSaysOtherwise() {
        DocumentId document = document(200, 100, 150);

        storage().storage().prune(LATER);

        assertThat(positions(document)).hasSize(199).startsWith(1L);
    }

    @Test
    void theNewestVersionsStay() {
        DocumentId document = document(200, 180, 190);
        keep(new Retention(null, 50L));

        storage().storage().prune(LATER);
        storage().storage().prune(LATER);

        assertThat(positions(document)).hasSize(50).startsWith(150L).endsWith(199L);
        assertThat(loaded().snapshot().position()).isEqualTo(190);
        assertThat(loaded().tail()).hasSize(10);
    }

    @Test
    void whatTheNewestTwoSnapshotsNeedStays() {
        DocumentId document = document(200, 60, 120);
        keep(new Retention(null, 1L));

        storage().storage().prune(LATER);

        assertThat(positions(document)).startsWith(60L).endsWith(199L);
        assertThat(near(document, 1)).isEqualTo(60);
    }

    @Test
    void theLastEntryStays() {
        DocumentId document = document(200, 199, 200);
        keep(new Retention(1, 1L));

        storage().storage().prune(LATER);

        assertThat(positions(document)).containsExactly(199L);
        await(storage().documents().appender(document).append(entry(200)));
        assertThat(loaded().tail()).hasSize(1);
    }

    @Test
    void whatIsYoungerThanTheDaysStays() {
        DocumentId document = document(200, 190, 195);
        keep(new Retention(1, null));

        storage().storage().prune(START.plus(Duration.ofMinutes(150)).plus(Duration.ofDays(1)));

        assertThat(positions(document)).startsWith(150L);
    }

    @Test
    void whatIsYoungStaysWhateverTheNumber() {
        DocumentId document = document(200, 190, 195);
        keep(new Retention(null, 5L));

        // An hour after entry 150 was made.
        storage().storage().prune(START.plus(Duration.ofMinutes(210)));

        assertThat(positions(document)).startsWith(150L);
    }

    @Test
    void ofOlderSnapshotsOneInAStretchStays() {
        long[] every20 = {20, 40, 60, 80, 100, 120, 140, 160, 180, 200};
        CollectionRecord collection = await(storage().storage().collections().ensure(kind, "c", START));
        await(storage()
                .storage()
                .collections()
                .setPolicy(collection.id(), new CollectionPolicy(true, 50, Retention.ALL)));
        DocumentId document = document(200, every20);

        assertThat(snapshots(document)).containsExactly(1L, 60L, 100L, 160L, 180L, 200L);
        assertThat(near(document, 70)).isEqualTo(60);
        assertThat(near(document, 90)).isEqualTo(100);
        assertThat(near(document, 1_000)).isEqualTo(200);
        assertThat(await(storage().documents().snapshotNear(new DocumentId(Long.MAX_VALUE), 1)))
                .isEmpty();
    }

    @Test
    void noOlderSnapshotNeedsToStay() {
        CollectionRecord collection = await(storage().storage().collections().ensure(kind, "c", START));
        await(storage()
                .storage()
                .collections()
                .setPolicy(collection.id(), new CollectionPolicy(true, 0, Retention.ALL)));

        assertThat(snapshots(document(50, 10, 20, 30))).containsExactly(20L, 30L);
    }

    private void keep(Retention retention) {
        CollectionRecord collection = await(storage().storage().collections().ensure(kind, "c", START));
        await(storage()
                .storage()
                .collections()
                .setPolicy(collection.id(), new CollectionPolicy(true, 10_000, retention)));
    }

    /** A document that ends at a position, with a first snapshot at 1. */
    private DocumentId document(long end, long... snapshots) {
        JdbcDocumentStore store = storage().documents();
        DocumentId id = await(store.create(new NewDocument(
                        new DocumentKey(kind, "d"),
                        "c",
                        "",
                        false,
                        START,
                        new byte[0],
                        new Snapshot(1, START, bytes("start")))))
                .id();
        LogAppender appender = store.appender(id);
        for (long position = 1; position < end - 1; position++) {
            appender.append(entry(position));
        }
        await(appender.append(entry(end - 1)));
        for (long position : snapshots) {
            await(store.saveSnapshot(id, new Snapshot(position, START, bytes("at " + position))));
        }
        return id;
    }

    private static LogEntry entry(long position) {
        return new LogEntry(
                position, position + 1, START.plus(Duration.ofMinutes(position)), "s", bytes("entry " + position));
    }

    private StoredDocument loaded() {
        return await(storage().documents().load(new DocumentKey(kind, "d"))).orElseThrow();
    }

    private List<Long> positions(DocumentId document) {
        return await(storage().documents().read(document, 0, Long.MAX_VALUE, Integer.MAX_VALUE)).stream()
                .map(LogEntry::position)
                .toList();
    }

    private long near(DocumentId document, long position) {
        return await(storage().documents().snapshotNear(document, position))
                .orElseThrow()
                .position();
    }

    private List<Long> snapshots(DocumentId document) {
        return new JdbcTemplate(storage().pool())
                .queryForList(
                        "select distinct position from document_snapshot where document_id = ? order by position",
                        Long.class,
                        document.number());
    }
}

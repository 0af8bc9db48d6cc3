package dev.coterie.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.unit.DataSize;

import static dev.coterie.document.DocumentStoreConformance.assertFails;
import static dev.coterie.document.DocumentStoreConformance.await;
import static dev.coterie.document.DocumentStoreConformance.document;
import static dev.coterie.document.DocumentStoreConformance.entry;
import static dev.coterie.document.DocumentStoreConformance.key;
import static org.assertj.core.api.Assertions.assertThat;

/** What is special about a database that has a journal beside it. */
class JournalTests {

    private static final StorageProperties SMALL = new StorageProperties(
            2,
            DataSize.ofKilobytes(1),
            DataSize.ofMegabytes(64),
            1,
            Duration.ofHours(1),
            Duration.ofHours(1),
            Duration.ZERO,
            Duration.ofDays(30),
            false);

    @TempDir
    private Path directory;

    @Test
    void writersAreKeptApartByWhatIsNotFiledYet() {
        HikariDataSource pool = TestDatabase.h2(directory);
        FaultyDataSource database = new FaultyDataSource(pool);
        try (TestStorage storage = TestStorage.on(pool, database, Durability.PROCESS, TestStorage.DEFAULTS)) {
            DocumentId id =
                    await(storage.documents().create(document(key("model")))).id();
            await(storage.documents().appender(id).append(entry(0, "first")));
            // From now on nothing is filed, and nobody can ask the database.
            database.breakDown();

            assertFails(
                    PositionTakenException.class,
                    storage.documents().appender(id).append(entry(0, "late")));
            await(storage.documents().appender(id).append(entry(1, "second")));
            database.repair();
        }
    }

    @Test
    void deletedDocumentTakesNothingWithItAndLeavesNothing() {
        DocumentKey kept = key("model");
        try (TestStorage storage = TestStorage.on(TestDatabase.h2(directory))) {
            DocumentId gone =
                    await(storage.documents().create(document(key("model")))).id();
            DocumentId other = await(storage.documents().create(document(kept))).id();
            LogAppender appender = storage.documents().appender(gone);
            List<CompletionStage<Void>> stages = new ArrayList<>();
            stages.add(appender.append(entry(0, "a")));
            stages.add(storage.documents().appender(other).append(entry(0, "b")));
            assertThat(await(storage.documents().delete(gone))).isTrue();
            stages.forEach(DocumentStoreConformance::await);

            assertFails(PositionTakenException.class, appender.append(entry(1, "c")));
            assertThat(await(storage.documents().load(kept)).orElseThrow().tail())
                    .hasSize(1);
            assertThat(new JdbcTemplate(storage.pool())
                            .queryForList("select distinct document_id from log_entry", Long.class))
                    .containsExactly(other.number());
        }
    }

    @Test
    void discardedDocumentTakesItsLastEntriesAlong() {
        DocumentKey key = key("model");
        try (TestStorage storage = TestStorage.on(TestDatabase.h2(directory))) {
            JdbcDocumentStore documents = storage.documents();
            DocumentId id = await(documents.create(document(key))).id();
            LogAppender stale = documents.appender(id);
            await(stale.append(entry(0, "a")));
            await(stale.append(entry(1, "b")));
            // Nothing of that has been filed when this is asked for.
            assertThat(await(documents.discard(id, Instant.EPOCH, "anna"))).isTrue();
            assertFails(PositionTakenException.class, stale.append(entry(2, "late")));
            assertFails(PositionTakenException.class, documents.appender(id).append(entry(2, "late")));

            assertThat(await(documents.restore(id, key, Instant.EPOCH))).isTrue();
            assertFails(PositionTakenException.class, documents.appender(id).append(entry(1, "behind")));
            await(documents.appender(id).append(entry(2, "c")));
            assertThat(await(documents.load(key)).orElseThrow().tail()).hasSize(3);
        }
    }

    @Test
    void entriesOfADiscardedDocumentSurviveARestart() {
        DocumentKey key = key("model");
        DocumentId id;
        HikariDataSource pool = TestDatabase.h2(directory);
        FaultyDataSource database = new FaultyDataSource(pool);
        try (TestStorage storage = TestStorage.on(pool, database, Durability.PROCESS, TestStorage.DEFAULTS)) {
            id = await(storage.documents().create(document(key))).id();
            await(storage.documents().appender(id).append(entry(0, "a")));
            await(storage.documents().discard(id, Instant.EPOCH, "anna"));
            // What is in the journal now stays there.
            database.breakDown();
        }
        try (TestStorage storage = TestStorage.on(TestDatabase.h2(directory))) {
            assertThat(await(storage.documents().restore(id, key, Instant.EPOCH)))
                    .isTrue();
            assertThat(await(storage.documents().load(key)).orElseThrow().tail())
                    .hasSize(1);
        }
    }

    @Test
    void writersWaitForTheFilerWhenMuchWaits() {
        DocumentKey key = key("model");
        HikariDataSource pool = TestDatabase.h2(directory);
        byte[] large = new byte[3_000_000];
        try (TestStorage storage = TestStorage.on(pool, pool, Durability.PROCESS, SMALL)) {
            DocumentId id = await(storage.documents().create(document(key))).id();
            LogAppender appender = storage.documents().appender(id);
            List<CompletionStage<Void>> stages = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                stages.add(appender.append(entry(i, "entry " + i)));
            }
            stages.add(appender.append(new LogEntry(500, 501, Instant.EPOCH, "anna", large)));
            stages.forEach(DocumentStoreConformance::await);
            assertThat(storage.meters().get("coterie.storage.unfiled").gauge().value())
                    .isLessThanOrEqualTo(12);
        }
        try (TestStorage storage = TestStorage.on(TestDatabase.h2(directory))) {
            List<LogEntry> tail =
                    await(storage.documents().load(key)).orElseThrow().tail();
            assertThat(tail).hasSize(501);
            assertThat(tail.get(500).payload()).isEqualTo(large);
        }
    }

    @Test
    void atRestTheJournalIsEmpty() throws IOException {
        try (TestStorage storage = TestStorage.on(TestDatabase.h2(directory))) {
            DocumentId id =
                    await(storage.documents().create(document(key("model")))).id();
            await(storage.documents().appender(id).append(entry(0, "a")));
        }
        assertThat(Files.size(directory.resolve("coterie.journal-1"))).isEqualTo(24);
        assertThat(Files.size(directory.resolve("coterie.journal-2"))).isEqualTo(24);
    }
}

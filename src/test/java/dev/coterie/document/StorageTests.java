package dev.coterie.document;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.unit.DataSize;

import static dev.coterie.document.DocumentStoreConformance.assertFails;
import static dev.coterie.document.DocumentStoreConformance.await;
import static dev.coterie.document.DocumentStoreConformance.bytes;
import static dev.coterie.document.DocumentStoreConformance.document;
import static dev.coterie.document.DocumentStoreConformance.entry;
import static dev.coterie.document.DocumentStoreConformance.fault;
import static dev.coterie.document.DocumentStoreConformance.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class StorageTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void contentSurvivesARestart() {
        DocumentKey key = key("model");
        List<CompletionStage<Void>> stages = new ArrayList<>();
        try (TestStorage storage = h2()) {
            LogAppender appender = storage.documents()
                    .appender(await(storage.documents().create(document(key))).id());
            for (int i = 0; i < 500; i++) {
                stages.add(appender.append(entry(i, "entry " + i)));
            }
        }
        assertThat(stages).allMatch(stage -> stage.toCompletableFuture().isDone());
        stages.forEach(DocumentStoreConformance::await);

        try (TestStorage storage = h2()) {
            assertThat(await(storage.documents().load(key)).orElseThrow().tail())
                    .hasSize(500);
        }
    }

    @Test
    void diskDurabilityStoresAsWell() {
        DocumentKey key = key("model");
        HikariDataSource pool = TestDatabase.h2(directory);
        try (TestStorage storage = TestStorage.on(pool, pool, Durability.DISK, TestStorage.DEFAULTS)) {
            DocumentId id = await(storage.documents().create(document(key))).id();
            await(storage.documents().appender(id).append(entry(0, "a")));
            assertThat(await(storage.documents().load(key)).orElseThrow().tail())
                    .hasSize(1);
        }
    }

    @Test
    void ephemeralDocumentsDoNotSurviveARestart() {
        DocumentKey kept = key("model");
        DocumentKey left = key("model");
        try (TestStorage storage = h2()) {
            await(storage.documents().create(document(kept)));
            await(storage.documents()
                    .create(new NewDocument(left, "", "", true, NOW, new byte[0], new Snapshot(0, NOW, bytes("x")))));
        }

        HikariDataSource pool = TestDatabase.h2(directory);
        StorageProperties shared = new StorageProperties(
                10,
                DataSize.ofMegabytes(1),
                DataSize.ofMegabytes(1),
                1,
                Duration.ofHours(1),
                Duration.ofHours(1),
                Duration.ZERO,
                Duration.ofDays(30),
                true);
        try (TestStorage storage = TestStorage.on(pool, pool, Durability.PROCESS, shared)) {
            assertThat(await(storage.documents().load(left))).isPresent();
        }
        try (TestStorage storage = h2()) {
            assertThat(await(storage.documents().load(left))).isEmpty();
            assertThat(await(storage.documents().load(kept))).isPresent();
        }
    }

    @Test
    void trashIsEmptiedAfterItsTime() {
        DocumentKey key = key("model");
        try (TestStorage storage = h2()) {
            DocumentId first = await(storage.documents().create(document(key))).id();
            await(storage.documents().appender(first).append(entry(0, "x")));
            await(storage.documents().discard(first, NOW, "anna"));
            DocumentId second = await(storage.documents().create(document(key))).id();
            await(storage.documents().discard(second, NOW.plus(Duration.ofDays(1)), "anna"));
            DocumentId third = await(storage.documents().create(document(key))).id();

            storage.storage().emptyTrash(NOW.plus(Duration.ofDays(30)).minusMillis(1));
            assertThat(ids(storage)).containsExactly(first.number(), second.number(), third.number());
            storage.storage().emptyTrash(NOW.plus(Duration.ofDays(30)));
            assertThat(ids(storage)).containsExactly(second.number(), third.number());
            storage.storage().emptyTrash(NOW.plus(Duration.ofDays(400)));
            assertThat(ids(storage)).containsExactly(third.number());
        }
    }

    @Test
    void withoutTrashDocumentsAreDeletedForGoodAtOnce() {
        DocumentKey key = key("model");
        HikariDataSource pool = TestDatabase.h2(directory);
        StorageProperties properties = new StorageProperties(
                10,
                DataSize.ofMegabytes(1),
                DataSize.ofMegabytes(1),
                1,
                Duration.ofHours(1),
                Duration.ofHours(1),
                Duration.ZERO,
                Duration.ZERO,
                false);
        try (TestStorage storage = TestStorage.on(pool, pool, Durability.PROCESS, properties)) {
            DocumentId id = await(storage.documents().create(document(key))).id();
            assertThat(await(storage.documents().discard(id, NOW, "anna"))).isTrue();
            assertThat(await(storage.documents().discard(id, NOW, "anna"))).isFalse();
            assertThat(ids(storage)).isEmpty();
        }
    }

    private static List<Long> ids(TestStorage storage) {
        return new JdbcTemplate(storage.pool()).queryForList("select id from document order by id", Long.class);
    }

    @Test
    void damagedSnapshotIsReplacedByTheOneBefore(CapturedOutput output) {
        DocumentKey key = key("model");
        try (TestStorage storage = h2()) {
            DocumentId id = await(storage.documents().create(document(key))).id();
            LogAppender appender = storage.documents().appender(id);
            for (int i = 0; i < 10; i++) {
                await(appender.append(entry(i, "entry " + i)));
            }
            await(storage.documents().saveSnapshot(id, new Snapshot(4, NOW, bytes("four"))));
            await(storage.documents().saveSnapshot(id, new Snapshot(8, NOW, bytes("eight"))));
            JdbcTemplate jdbc = new JdbcTemplate(storage.pool());
            assertThat(jdbc.queryForList(
                            "select position from document_snapshot where document_id = ? order by position",
                            Long.class,
                            id.number()))
                    .containsExactly(0L, 4L, 8L);

            jdbc.update("update document_snapshot set content = ? where position = 8", bytes("EIGHT"));
            StoredDocument loaded = await(storage.documents().load(key)).orElseThrow();
            assertThat(loaded.snapshot().content()).isEqualTo(bytes("four"));
            assertThat(loaded.tail()).hasSize(6);
            assertThat(output).contains("Document " + id.number() + " was read from an older snapshot");

            jdbc.update("update document_snapshot set content = ? where position < 8", bytes("FOUR"));
            assertThat(fault(storage.documents().load(key)))
                    .isInstanceOf(DamagedDocumentException.class)
                    .hasMessageContaining("Document " + id.number());
        }
    }

    @Test
    void snapshotThatIsAheadOfTheLogIsNotUsed() {
        DocumentKey key = key("board");
        try (TestStorage storage = h2()) {
            DocumentId id = await(storage.documents().create(document(key))).id();
            await(storage.documents().appender(id).append(new LogEntry(0, 10, NOW, "", new byte[10])));
            await(storage.documents().saveSnapshot(id, new Snapshot(12, NOW, bytes("twelve"))));

            assertThat(await(storage.documents().load(key))
                            .orElseThrow()
                            .snapshot()
                            .position())
                    .isZero();
        }
    }

    @Test
    void worksAgainAfterAnOutage(CapturedOutput output) {
        HikariDataSource pool = TestDatabase.h2(directory);
        FaultyDataSource database = new FaultyDataSource(pool);
        DocumentKey key = key("model");
        try (TestStorage storage = TestStorage.on(pool, database, Durability.PROCESS, TestStorage.DEFAULTS)) {
            JdbcDocumentStore documents = storage.documents();
            DocumentId id = await(documents.create(document(key))).id();
            LogAppender appender = documents.appender(id);
            await(appender.append(entry(0, "a")));

            database.breakDown();
            assertFails(StorageUnavailableException.class, documents.load(key));
            int stored = appendUntilRefused(appender, 1);
            for (int i = stored; i < stored + 50; i++) {
                assertFails(StorageUnavailableException.class, appender.append(entry(i, "lost")));
            }
            assertFails(StorageUnavailableException.class, documents.create(document(key("model"))));
            assertFails(
                    StorageUnavailableException.class, documents.saveSnapshot(id, new Snapshot(1, NOW, bytes("x"))));
            database.repair();

            assertFails(StorageUnavailableException.class, appender.append(entry(stored + 50, "too late")));
            assertThat(await(documents.load(key)).orElseThrow().tail()).hasSize(stored);
            await(documents.appender(id).append(entry(stored, "b")));
            assertThat(await(documents.load(key)).orElseThrow().tail()).hasSize(stored + 1);
        }
        // One line for each of the two writers.
        assertThat(output.getOut().lines().filter(line -> line.contains("The storage cannot be written")))
                .hasSize(2);
    }

    /** The journal takes some until it is noticed that they cannot be filed; returns the position of the first refused. */
    private static int appendUntilRefused(LogAppender appender, int from) {
        int position = from;
        Throwable fault = fault(appender.append(entry(position, "kept")));
        while (fault == null) {
            position++;
            fault = fault(appender.append(entry(position, "kept")));
        }
        assertThat(fault).isInstanceOf(StorageUnavailableException.class);
        return position;
    }

    @Test
    void journalKeepsWhatWasCommittedWhileTheDatabaseWasAway() {
        HikariDataSource pool = TestDatabase.h2(directory);
        FaultyDataSource database = new FaultyDataSource(pool);
        DocumentKey key = key("model");
        TestStorage storage = TestStorage.on(pool, database, Durability.PROCESS, TestStorage.DEFAULTS);
        DocumentId id = await(storage.documents().create(document(key))).id();
        LogAppender appender = storage.documents().appender(id);
        await(appender.append(entry(0, "before")));
        database.breakDown();
        await(appender.append(entry(1, "during")));
        storage.close();

        try (TestStorage next = h2()) {
            assertThat(await(next.documents().load(key)).orElseThrow().tail())
                    .extracting(entry -> new String(entry.payload(), StandardCharsets.UTF_8))
                    .containsExactly("before", "during");
        }
    }

    @Test
    void journalThatDoesNotGoOnWhereTheDatabaseEndsIsNotGuessedAt() {
        HikariDataSource pool = TestDatabase.h2(directory);
        FaultyDataSource database = new FaultyDataSource(pool);
        TestStorage storage = TestStorage.on(pool, database, Durability.PROCESS, TestStorage.DEFAULTS);
        DocumentKey key = key("model");
        DocumentId id = await(storage.documents().create(document(key))).id();
        await(storage.documents().appender(id).append(entry(0, "a")));
        await(storage.documents().load(key));
        database.breakDown();
        await(storage.documents().appender(id).append(entry(1, "b")));
        storage.close();
        try (HikariDataSource older = TestDatabase.h2(directory)) {
            new JdbcTemplate(older).update("update log_journal set filed = 0");

            assertThatExceptionOfType(DamagedDocumentException.class)
                    .isThrownBy(() -> TestStorage.on(older))
                    .withMessageContaining("record 2");
        }
    }

    @Test
    void expiredRecordsAreRemovedFromTheDatabase() {
        try (TestStorage storage = h2()) {
            JdbcRecordStore records = storage.storage().records();
            await(records.put(
                    "token", "a", "anna", bytes("1"), storage.clock().instant().plusSeconds(1)));
            await(records.put("token", "b", "anna", bytes("2"), null));
            storage.clock().forward(Duration.ofSeconds(1));

            await(records.removeExpired());

            assertThat(new JdbcTemplate(storage.pool())
                            .queryForList("select record_key from owned_record", String.class))
                    .containsExactly("b");
        }
    }

    @Test
    void whatNoDatabaseKeepsIsRefused() {
        try (TestStorage storage = h2()) {
            assertFails(
                    IllegalArgumentException.class,
                    storage.documents().create(document(new DocumentKey("model", "x".repeat(513)))));
            assertFails(
                    IllegalArgumentException.class,
                    storage.documents().create(document(new DocumentKey("model", "a\0b"))));
            assertFails(
                    IllegalArgumentException.class,
                    storage.storage().records().put("token", "\uD83D", "anna", bytes("1"), null));
        }
    }

    private TestStorage h2() {
        return TestStorage.on(TestDatabase.h2(directory));
    }
}

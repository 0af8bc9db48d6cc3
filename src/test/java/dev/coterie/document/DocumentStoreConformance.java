package dev.coterie.document;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every {@link DocumentStore} does, whatever it keeps documents in. */
abstract class DocumentStoreConformance extends UpkeepConformance {

    private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final int WAIT_SECONDS = 30;

    /** The store under test; other tests' documents may be in it. */
    abstract DocumentStore store();

    @Override
    DocumentUpkeep upkeep() {
        return store();
    }

    @Override
    DocumentRecord createOwned(DocumentKey key) {
        return await(store().create(new NewDocument(
                key, "", "anna", false, CREATED, new byte[0], new Snapshot(0, CREATED, bytes("start")))));
    }

    @Override
    void appendByte(DocumentId id, long position) {
        await(store().appender(id).append(entry(position, "x")));
    }

    @Override
    long end(DocumentKey key) {
        return await(store().load(key)).map(found -> (long) found.tail().size()).orElse(-1L);
    }

    @Test
    void unknownDocumentIsEmpty() {
        assertThat(await(store().load(key("model")))).isEmpty();
    }

    @Test
    void nameThatNoDatabaseKeepsIsUnknown() {
        assertThat(await(store().load(new DocumentKey("model", "a\0b")))).isEmpty();
        assertThat(await(store().load(new DocumentKey("model", "half \uD83D")))).isEmpty();
    }

    @Test
    void createdDocumentIsLoaded() {
        DocumentKey key = new DocumentKey("model", "Grüße, 世界 🖊 '%_\"; " + UUID.randomUUID());
        NewDocument document = new NewDocument(
                key,
                "example-ace",
                "anna",
                true,
                CREATED,
                bytes("permissions"),
                new Snapshot(7, CREATED, bytes("Hello")));

        DocumentRecord created = await(store().create(document));
        StoredDocument loaded = await(store().load(key)).orElseThrow();

        assertThat(loaded.record()).usingRecursiveComparison().isEqualTo(created);
        assertThat(created.id().number()).isPositive();
        assertThat(created.key()).isEqualTo(key);
        assertThat(created.collection()).isEqualTo("example-ace");
        assertThat(created.keeping()).isEqualTo(new Keeping("anna", "", false));
        assertThat(created.ephemeral()).isTrue();
        assertThat(created.createdAt()).isEqualTo(CREATED);
        assertThat(created.metadata()).isEqualTo(bytes("permissions"));
        assertThat(loaded.snapshot()).usingRecursiveComparison().isEqualTo(document.initial());
        assertThat(loaded.tail()).isEmpty();
    }

    @Test
    void anEphemeralDocumentIsMadeOneToStay() {
        DocumentKey prepared = key("prepared");
        DocumentKey wanted = key("model");
        NewDocument document = new NewDocument(
                prepared, "c", "anna", true, CREATED, new byte[0], new Snapshot(1, CREATED, bytes("x")));
        DocumentId id = await(store().create(document)).id();
        await(store().appender(id).append(entry(1, "one")));

        assertThat(await(store().publish(id, wanted))).isTrue();

        StoredDocument there = await(store().load(wanted)).orElseThrow();
        assertThat(there.record().ephemeral()).isFalse();
        assertThat(there.record().id()).isEqualTo(id);
        assertThat(there.tail()).hasSize(1);
        assertThat(await(store().load(prepared))).isEmpty();
        assertThat(await(store().publish(id, key("model")))).isFalse();
        DocumentId other = await(store().create(document)).id();
        assertFails(DocumentExistsException.class, store().publish(other, wanted));
    }

    @Test
    void longestNameIsKept() {
        DocumentKey key = new DocumentKey("board", "ä".repeat(476) + UUID.randomUUID());

        create(key);

        assertThat(await(store().load(key))).isPresent();
    }

    @Test
    void nameIsUniqueWithinItsKind() {
        DocumentKey key = key("model");
        create(key);

        assertFails(DocumentExistsException.class, store().create(document(key)));
        assertThat(create(new DocumentKey("board", key.name()))).isNotNull();
    }

    @Test
    void nameIsUniqueWhenAskedForAtOnce() {
        DocumentKey key = key("model");
        List<CompletionStage<DocumentRecord>> stages = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            stages.add(store().create(document(key)));
        }

        long created = stages.stream().filter(stage -> fault(stage) == null).count();

        assertThat(created).isEqualTo(1);
        assertThat(stages.stream()
                        .map(DocumentStoreConformance::fault)
                        .filter(fault -> fault instanceof DocumentExistsException))
                .hasSize(19);
    }

    @Test
    void appendedEntriesAreLoadedInOrder() {
        DocumentKey key = key("model");
        DocumentId id = create(key).id();
        LogAppender appender = store().appender(id);
        List<LogEntry> entries = new ArrayList<>();
        CompletionStage<Void> last = CompletableFuture.completedFuture(null);
        for (int i = 0; i < 300; i++) {
            LogEntry entry = entry(i, "change " + i);
            entries.add(entry);
            last = appender.append(entry);
        }
        await(last);

        assertThat(await(store().load(key)).orElseThrow().tail())
                .usingRecursiveComparison()
                .isEqualTo(entries);
    }

    @Test
    void positionsMayBeBytes() {
        DocumentKey key = key("board");
        DocumentId id = create(key).id();
        LogAppender appender = store().appender(id);
        appender.append(new LogEntry(0, 10, CREATED, "a", new byte[10]));
        await(appender.append(new LogEntry(10, 4_000_000_000L, CREATED, "b", new byte[20])));

        assertThat(await(store().load(key)).orElseThrow().tail())
                .extracting(LogEntry::next)
                .containsExactly(10L, 4_000_000_000L);
    }

    @Test
    void bigContentIsKept() {
        DocumentKey key = key("board");
        DocumentId id = create(key).id();
        byte[] payload = random(3_000_001);
        byte[] empty = new byte[0];
        LogAppender appender = store().appender(id);
        appender.append(new LogEntry(0, 1, CREATED, "a", payload));
        await(appender.append(new LogEntry(1, 2, CREATED, "a", empty)));

        List<LogEntry> tail = await(store().load(key)).orElseThrow().tail();
        assertThat(tail.get(0).payload()).isEqualTo(payload);
        assertThat(tail.get(1).payload()).isEmpty();

        await(store().saveSnapshot(id, new Snapshot(2, CREATED, payload)));
        StoredDocument loaded = await(store().load(key)).orElseThrow();
        assertThat(loaded.snapshot().content()).isEqualTo(payload);
        assertThat(loaded.tail()).isEmpty();
    }

    @Test
    void entriesAreReadByRange() {
        DocumentId id = create(key("model")).id();
        append(id, 0, 50);

        assertThat(positions(await(store().read(id, 10, 20, 100))))
                .containsExactly(10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L);
        assertThat(positions(await(store().read(id, 48, Long.MAX_VALUE, 100)))).containsExactly(48L, 49L);
        assertThat(positions(await(store().read(id, 10, 40, 3)))).containsExactly(10L, 11L, 12L);
        assertThat(await(store().read(id, 50, 60, 10))).isEmpty();
        assertThat(await(store().read(id, 20, 10, 10))).isEmpty();
    }

    @Test
    void newestSnapshotIsLoadedWithItsTail() {
        DocumentKey key = key("model");
        DocumentId id = create(key).id();
        append(id, 0, 10);
        await(store().saveSnapshot(id, new Snapshot(4, CREATED, bytes("four"))));
        await(store().saveSnapshot(id, new Snapshot(6, CREATED, bytes("six"))));
        await(store().saveSnapshot(id, new Snapshot(8, CREATED, bytes("eight"))));
        await(store().saveSnapshot(id, new Snapshot(8, CREATED, bytes("eight again"))));

        StoredDocument loaded = await(store().load(key)).orElseThrow();

        assertThat(loaded.snapshot().position()).isEqualTo(8);
        assertThat(loaded.snapshot().content()).isEqualTo(bytes("eight again"));
        assertThat(positions(loaded.tail())).containsExactly(8L, 9L);
        assertThat(await(store().read(id, 0, 100, 100))).hasSize(10);
    }

    @Test
    void snapshotThatComesTooLateChangesNothing() {
        DocumentKey key = key("model");
        DocumentId id = create(key).id();
        append(id, 0, 10);
        await(store().saveSnapshot(id, new Snapshot(8, CREATED, bytes("eight"))));
        await(store().saveSnapshot(id, new Snapshot(3, CREATED, bytes("three"))));

        assertThat(await(store().load(key)).orElseThrow().snapshot().position()).isEqualTo(8);
    }

    @Test
    void snapshotOfDeletedDocumentIsRefused() {
        DocumentId id = create(key("model")).id();
        await(store().delete(id));

        assertFails(PositionTakenException.class, store().saveSnapshot(id, new Snapshot(0, CREATED, bytes("x"))));
    }

    @Test
    void gapIsTold() {
        DocumentKey key = key("model");
        DocumentId id = create(key).id();
        append(id, 0, 2);
        append(id, 5, 6);

        Throwable fault = fault(store().load(key));

        assertThat(fault).isInstanceOf(DamagedDocumentException.class).hasMessageContaining("ocument " + id.number());
    }

    @Test
    void metadataIsReplaced() {
        DocumentKey key = key("model");
        DocumentId id = create(key).id();

        assertThat(await(store().updateMetadata(id, bytes("new")))).isTrue();
        assertThat(await(store().load(key)).orElseThrow().record().metadata()).isEqualTo(bytes("new"));
        await(store().delete(id));
        assertThat(await(store().updateMetadata(id, bytes("newer")))).isFalse();
    }

    @Test
    void numbersAreNeverHandedOutTwice() {
        DocumentId id = create(key("model")).id();
        DocumentId other = create(key("model")).id();

        assertThat(await(store().reserveNumbers(id, 1))).isEqualTo(1);
        assertThat(await(store().reserveNumbers(id, 100))).isEqualTo(2);
        assertThat(await(store().reserveNumbers(id, 1))).isEqualTo(102);
        assertThat(await(store().reserveNumbers(other, 5))).isEqualTo(1);
        await(store().delete(id));
        assertFails(PositionTakenException.class, store().reserveNumbers(id, 1));
    }

    @Test
    void deletedDocumentIsGone() {
        DocumentKey key = key("model");
        DocumentId id = create(key).id();
        append(id, 0, 5);
        await(store().saveSnapshot(id, new Snapshot(3, CREATED, bytes("three"))));

        assertThat(await(store().delete(id))).isTrue();

        assertThat(await(store().load(key))).isEmpty();
        assertThat(await(store().read(id, 0, 10, 10))).isEmpty();
        assertThat(await(store().delete(id))).isFalse();
    }

    @Test
    void numberOfDeletedDocumentIsNotUsedAgain() {
        DocumentKey key = key("model");
        DocumentId first = create(key).id();
        await(store().delete(first));

        assertThat(create(key).id()).isNotEqualTo(first);
        assertThat(await(store().load(key)).orElseThrow().tail()).isEmpty();
    }

    @Test
    void appenderOfDeletedDocumentFails() {
        DocumentId id = create(key("model")).id();
        LogAppender appender = store().appender(id);
        await(appender.append(entry(0, "a")));
        await(store().delete(id));

        assertFails(PositionTakenException.class, appender.append(entry(1, "b")));
        assertFails(PositionTakenException.class, appender.append(entry(2, "c")));
    }

    @Test
    void ofTwoWritersOneIsRefused() {
        DocumentKey key = key("model");
        DocumentId id = create(key).id();
        LogAppender first = store().appender(id);
        LogAppender second = store().appender(id);
        await(first.append(entry(0, "first")));

        CompletionStage<Void> late = second.append(entry(0, "second"));
        CompletionStage<Void> later = second.append(entry(1, "second"));

        assertFails(PositionTakenException.class, late);
        assertFails(PositionTakenException.class, later);
        assertFails(PositionTakenException.class, second.append(entry(2, "second")));
        await(first.append(entry(1, "first")));
        assertThat(await(store().load(key)).orElseThrow().tail())
                .extracting(entry -> new String(entry.payload(), StandardCharsets.UTF_8))
                .containsExactly("first", "first");
    }

    @Test
    void refusedWriterHarmsNobodyElse() {
        DocumentKey good = key("model");
        DocumentId goodId = create(good).id();
        DocumentId badId = create(key("model")).id();
        append(badId, 0, 1);
        LogAppender appender = store().appender(goodId);
        LogAppender bad = store().appender(badId);
        List<CompletionStage<Void>> accepted = new ArrayList<>();
        List<CompletionStage<Void>> refused = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            accepted.add(appender.append(entry(i, "good")));
            refused.add(bad.append(entry(i, "bad")));
        }

        accepted.forEach(DocumentStoreConformance::await);
        refused.forEach(stage -> assertFails(PositionTakenException.class, stage));
        assertThat(await(store().load(good)).orElseThrow().tail()).hasSize(200);
        assertThat(await(store().read(badId, 0, 1000, 1000))).hasSize(1);
    }

    @Test
    void entryThatDoesNotFollowIsAMistake() {
        DocumentId id = create(key("model")).id();
        LogAppender appender = store().appender(id);
        appender.append(entry(0, "a"));

        assertThatThrownBy(() -> appender.append(entry(2, "b"))).isInstanceOf(IllegalArgumentException.class);
        await(appender.append(entry(1, "b")));
    }

    @Test
    void manyWritersAndReadersAgree() {
        new CrowdedLog(store(), Seed.random(getClass().getSimpleName())).run();
    }

    DocumentRecord create(DocumentKey key) {
        return await(store().create(document(key)));
    }

    void append(DocumentId id, int from, int to) {
        LogAppender appender = store().appender(id);
        for (int i = from; i < to; i++) {
            await(appender.append(entry(i, "entry " + i)));
        }
    }

    static NewDocument document(DocumentKey key) {
        return new NewDocument(key, "", "", false, CREATED, new byte[0], new Snapshot(0, CREATED, bytes("start")));
    }

    static DocumentKey key(String kind) {
        return new DocumentKey(kind, UUID.randomUUID().toString());
    }

    static LogEntry entry(long position, String payload) {
        return new LogEntry(position, position + 1, CREATED.plusMillis(position), "session", bytes(payload));
    }

    static List<Long> positions(List<LogEntry> entries) {
        return entries.stream().map(LogEntry::position).toList();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(WAIT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    static void assertFails(Class<? extends RuntimeException> type, CompletionStage<?> stage) {
        assertThat(fault(stage)).isInstanceOf(type);
    }

    /** What a callback of the stage is told; null: it went well. */
    static @Nullable Throwable fault(CompletionStage<?> stage) {
        return await(stage.handle((value, cause) -> Optional.<Throwable>ofNullable(cause)))
                .orElse(null);
    }
}

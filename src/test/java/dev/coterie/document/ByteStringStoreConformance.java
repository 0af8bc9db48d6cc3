package dev.coterie.document;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static dev.coterie.document.ByteStringStore.Piece;
import static dev.coterie.document.DocumentStoreConformance.assertFails;
import static dev.coterie.document.DocumentStoreConformance.await;
import static dev.coterie.document.DocumentStoreConformance.bytes;
import static dev.coterie.document.DocumentStoreConformance.fault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every {@link ByteStringStore} does, whatever it keeps documents in. */
abstract class ByteStringStoreConformance extends UpkeepConformance {

    private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final int MANY = 300;

    private final String kind = UUID.randomUUID().toString();

    /** The store under test; other tests' documents may be in it. */
    abstract ByteStringStore store();

    @Override
    DocumentUpkeep upkeep() {
        return store();
    }

    @Override
    DocumentRecord createOwned(DocumentKey key) {
        return await(store().create(new NewByteString(key, "anna", CREATED, new byte[0], new byte[0], "", List.of())))
                .record();
    }

    @Override
    void appendByte(DocumentId id, long position) {
        await(store().appender(id).append(entry(position, bytes("x"))));
    }

    @Override
    long end(DocumentKey key) {
        return await(store().find(key)).map(StoredByteString::length).orElse(-1L);
    }

    /** Where records go that come with a document. */
    abstract RecordStore records();

    @Test
    void unknownDocumentIsEmpty() {
        assertThat(await(store().find(key("nobody")))).isEmpty();
        assertThat(await(store().find(key("a\0b")))).isEmpty();
        assertThat(await(store().find(key("half \uD83D")))).isEmpty();
    }

    @Test
    void createdDocumentIsFound() {
        NewByteString document = new NewByteString(
                key("Grüße, 世界 🖊 '%_\""), "", CREATED, bytes("metadata"), bytes("content"), "anna", List.of());

        StoredByteString created = await(store().create(document));
        StoredByteString found = await(store().find(document.key())).orElseThrow();

        assertThat(found).usingRecursiveComparison().isEqualTo(created);
        assertThat(found.record().key()).isEqualTo(document.key());
        assertThat(found.record().createdAt()).isEqualTo(CREATED);
        assertThat(found.record().metadata()).isEqualTo(bytes("metadata"));
        assertThat(found.length()).isEqualTo(7);
        assertThat(found.lastUsed()).isEqualTo(CREATED);
        assertThat(found.values()).isEmpty();
        assertThat(content(found.record().id())).isEqualTo(bytes("content"));
    }

    @Test
    void emptyDocumentGrows() {
        DocumentId id = create("board");
        assertThat(length("board")).isZero();
        assertThat(read(id, 0, 10, 100)).isEmpty();

        append(id, 0, "first");

        assertThat(length("board")).isEqualTo(5);
        assertThat(content(id)).isEqualTo(bytes("first"));
    }

    @Test
    void nameIsUniqueWithinItsKind() {
        create("board");

        assertFails(DocumentExistsException.class, store().create(document("board", new byte[0])));
        await(store().create(new NewByteString(
                new DocumentKey(kind + "-other", "board"), "", CREATED, new byte[0], new byte[0], "", List.of())));
    }

    @Test
    void nameIsUniqueWhenAskedForAtOnce() {
        List<CompletionStage<StoredByteString>> stages = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            stages.add(store().create(document("board", bytes("content " + i))));
        }

        assertThat(stages.stream().filter(stage -> fault(stage) == null)).hasSize(1);
        assertThat(stages.stream().filter(stage -> fault(stage) instanceof DocumentExistsException))
                .hasSize(19);
    }

    @Test
    void nameThatCannotBeStoredIsRefused() {
        assertFails(IllegalArgumentException.class, store().create(document("n".repeat(513), new byte[0])));
        assertFails(IllegalArgumentException.class, store().create(document("a\0b", new byte[0])));
        create("ä".repeat(512));
    }

    @Test
    void documentIsCreatedWithItsRecords() {
        NewRecord first = record("a " + kind);
        NewRecord second = record("b " + kind);

        await(store().create(new NewByteString(
                key("board"), "", CREATED, new byte[0], bytes("x"), "", List.of(first, second))));

        assertThat(await(records().find(first.space(), first.key())))
                .get()
                .usingRecursiveComparison()
                .isEqualTo(first);
        assertThat(await(records().find(second.space(), second.key()))).isPresent();
    }

    @Test
    void documentIsNotCreatedWhenARecordExists() {
        NewRecord fresh = record("a " + kind);
        NewRecord taken = record("b " + kind);
        await(records().add(taken));
        NewByteString document =
                new NewByteString(key("board"), "", CREATED, new byte[0], bytes("x"), "", List.of(fresh, taken));

        assertFails(RecordExistsException.class, store().create(document));

        assertThat(await(store().find(key("board")))).isEmpty();
        assertThat(await(records().find(fresh.space(), fresh.key()))).isEmpty();
        create("board");
    }

    @Test
    void recordIsNotStoredWhenTheDocumentExists() {
        create("board");
        NewRecord record = record("a " + kind);

        assertFails(
                DocumentExistsException.class,
                store().create(new NewByteString(
                        key("board"), "", CREATED, new byte[0], new byte[0], "", List.of(record))));

        assertThat(await(records().find(record.space(), record.key()))).isEmpty();
    }

    @Test
    void longContentIsKept() {
        byte[] content = random(new Random(1), 3_000_001);
        DocumentId id =
                await(store().create(document("board", content))).record().id();
        byte[] appended = random(new Random(2), 2_500_000);
        await(store().appender(id).append(entry(content.length, appended)));

        assertThat(length("board")).isEqualTo(5_500_001);
        assertThat(content(id)).isEqualTo(join(content, appended));
        assertThat(join(read(id, 2_999_000, 3_001_000, 10_000)))
                .isEqualTo(Arrays.copyOfRange(join(content, appended), 2_999_000, 3_001_000));
    }

    @Test
    void piecesAreConsecutiveAndNotMuchLongerThanAskedFor() {
        DocumentId id = await(store().create(document("board", random(new Random(1), 1_000_000))))
                .record()
                .id();
        appendMany(id, 1_000_000, MANY, 10);

        List<Piece> pieces = read(id, 123, 900_000, 300_000);
        assertThat(pieces.get(0).position()).isEqualTo(123);
        long end = 123;
        for (Piece piece : pieces) {
            assertThat(piece.position()).isEqualTo(end);
            end += piece.bytes().length;
        }
        assertThat(end - 123).isBetween(300_000L, 300_000L + ByteRows.MAX_BYTES);
        assertThat(join(read(id, 1_000_005, 1_000_011, 1_000))).hasSize(6);
        assertThat(join(read(id, 1_000_005, Long.MAX_VALUE, 20))).hasSizeBetween(20, 29);
        assertThat(join(read(id, 1_000_000 + MANY * 10 - 1, Long.MAX_VALUE, Integer.MAX_VALUE)))
                .hasSize(1);
    }

    @Test
    void thereIsNothingOutsideOfADocument() {
        DocumentId id = create("board");
        append(id, 0, "0123456789");

        assertThat(read(id, 10, 20, 100)).isEmpty();
        assertThat(read(id, 500, Long.MAX_VALUE, 100)).isEmpty();
        assertThat(read(id, 5, 5, 100)).isEmpty();
        assertThat(read(id, 5, 3, 100)).isEmpty();
        assertThat(join(read(id, 0, 100, 1))).isNotEmpty();
    }

    @Test
    void ofTwoWritersOneIsRefused() {
        DocumentId id = create("board");
        LogAppender first = store().appender(id);
        LogAppender second = store().appender(id);
        await(first.append(entry(0, bytes("first"))));

        CompletionStage<Void> late = second.append(entry(0, bytes("late")));
        CompletionStage<Void> later = second.append(entry(4, bytes("later")));

        assertFails(PositionTakenException.class, late);
        assertFails(PositionTakenException.class, later);
        assertFails(PositionTakenException.class, second.append(entry(9, bytes("latest"))));
        await(first.append(entry(5, bytes("second"))));
        assertThat(content(id)).isEqualTo(bytes("firstsecond"));
    }

    @Test
    void writerThatIsBehindOrAheadIsRefused() {
        DocumentId id = create("board");
        append(id, 0, "0123456789");

        for (long position : new long[] {0, 1, 5, 9, 11, 1_000}) {
            assertFails(PositionTakenException.class, store().appender(id).append(entry(position, bytes("x"))));
        }
        assertThat(content(id)).isEqualTo(bytes("0123456789"));
    }

    @Test
    void writerThatIsBehindIsRefusedAfterMerging() {
        DocumentId id = create("board");
        byte[] content = appendMany(id, 0, MANY, 7);
        assertThat(await(store().merge(id))).isPositive();

        for (long position : new long[] {0, 1, 7, 14, 700, 7 * (MANY - 1), 7 * (MANY - 1) + 3}) {
            assertFails(PositionTakenException.class, store().appender(id).append(entry(position, bytes("x"))));
        }
        await(store().appender(id).append(entry(content.length, bytes("end"))));
        assertThat(content(id)).isEqualTo(join(content, bytes("end")));
    }

    @Test
    void refusedWriterHarmsNobodyElse() {
        DocumentId good = create("good");
        DocumentId bad = create("bad");
        append(bad, 0, "bad");
        LogAppender goodAppender = store().appender(good);
        LogAppender badAppender = store().appender(bad);
        List<CompletionStage<Void>> accepted = new ArrayList<>();
        List<CompletionStage<Void>> refused = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            accepted.add(goodAppender.append(entry(4 * i, bytes("good"))));
            refused.add(badAppender.append(entry(3 * i, bytes("bad"))));
        }

        accepted.forEach(DocumentStoreConformance::await);
        refused.forEach(stage -> assertFails(PositionTakenException.class, stage));
        assertThat(content(good)).isEqualTo(bytes("good".repeat(200)));
        assertThat(content(bad)).isEqualTo(bytes("bad"));
    }

    @Test
    void entryThatDoesNotFitIsAMistake() {
        DocumentId id = create("board");
        LogAppender appender = store().appender(id);
        appender.append(entry(0, bytes("a")));

        assertThatThrownBy(() -> appender.append(entry(2, bytes("b")))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> appender.append(entry(1, new byte[0]))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> appender.append(new LogEntry(1, 2, CREATED, "", bytes("bc"))))
                .isInstanceOf(IllegalArgumentException.class);
        await(appender.append(entry(1, bytes("b"))));
    }

    @Test
    void appenderOfDeletedDocumentFails() {
        DocumentId id = create("board");
        DocumentId empty = create("empty");
        LogAppender appender = store().appender(id);
        await(appender.append(entry(0, bytes("a"))));
        await(store().delete(id));
        await(store().delete(empty));

        assertFails(PositionTakenException.class, appender.append(entry(1, bytes("b"))));
        assertFails(PositionTakenException.class, store().appender(empty).append(entry(0, bytes("b"))));
    }

    @Test
    void deletedDocumentIsGoneWithAllThatBelongsToIt() {
        DocumentId id = create("board");
        appendMany(id, 0, MANY, 3);
        await(store().putValue(id, new NamedValue("name", 0, bytes("value")), null));
        await(store().merge(id));

        assertThat(await(store().delete(id))).isTrue();

        assertThat(await(store().find(key("board")))).isEmpty();
        assertThat(read(id, 0, 10, 10)).isEmpty();
        assertThat(await(store().merge(id))).isZero();
        assertThat(await(store().delete(id))).isFalse();
        assertThat(await(store().updateMetadata(id, bytes("x")))).isFalse();
        await(store().touch(id, CREATED.plusSeconds(1)));
        StoredByteString next = await(store().create(document("board", new byte[0])));
        assertThat(next.record().id()).isNotEqualTo(id);
        assertThat(await(store().find(key("board"))).orElseThrow().values()).isEmpty();
    }

    @Test
    void metadataIsReplaced() {
        DocumentId id = create("board");

        assertThat(await(store().updateMetadata(id, bytes("new")))).isTrue();

        assertThat(await(store().find(key("board"))).orElseThrow().record().metadata())
                .isEqualTo(bytes("new"));
    }

    @Test
    void valueIsPutByWhoKnowsItsVersion() {
        DocumentId id = create("board");
        long last = 4_294_967_295L;
        byte[] longest = random(new Random(1), 1024 * 1024);

        await(store().putValue(id, new NamedValue("ключ", 1, bytes("one")), null));
        assertFails(PositionTakenException.class, put(id, "ключ", 2, "other", null));
        assertFails(PositionTakenException.class, put(id, "ключ", 2, "other", 0L));
        assertFails(PositionTakenException.class, put(id, "new", 2, "other", 1L));
        await(put(id, "ключ", last, "two", 1L));
        await(store().putValue(id, new NamedValue("long", 0, longest), null));
        await(put(id, "empty", 0, "", null));

        assertThat(await(store().find(key("board"))).orElseThrow().values())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyInAnyOrder(
                        new NamedValue("ключ", last, bytes("two")),
                        new NamedValue("long", 0, longest),
                        new NamedValue("empty", 0, new byte[0]));
    }

    @Test
    void valueOfDeletedDocumentIsRefused() {
        DocumentId id = create("board");
        await(store().delete(id));

        assertFails(PositionTakenException.class, put(id, "name", 1, "one", null));
        assertFails(PositionTakenException.class, put(id, "name", 1, "one", 0L));
    }

    @Test
    void refusedValueHarmsNoAppend() {
        DocumentId id = create("board");
        LogAppender appender = store().appender(id);
        List<CompletionStage<Void>> appends = new ArrayList<>();
        List<CompletionStage<Void>> puts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            appends.add(appender.append(entry(i, bytes("x"))));
            puts.add(put(id, "name", i, "value", 7L));
        }

        appends.forEach(DocumentStoreConformance::await);
        puts.forEach(put -> assertFails(PositionTakenException.class, put));
        assertThat(length("board")).isEqualTo(50);
    }

    @Test
    void documentsThatWereNotUsedAreNamed() {
        DocumentId a = create("a");
        create("b");
        DocumentId c = create("c");
        await(store().touch(a, CREATED.plusSeconds(20)));
        await(store().touch(a, CREATED.plusSeconds(10)));
        await(store().touch(c, CREATED.plusSeconds(5)));

        assertThat(await(store().find(key("a"))).orElseThrow().lastUsed()).isEqualTo(CREATED.plusSeconds(20));
        assertThat(unused(Duration.ofSeconds(0), 10)).isEmpty();
        assertThat(unused(Duration.ofSeconds(5), 10)).containsExactly("b");
        assertThat(unused(Duration.ofSeconds(6), 10)).containsExactly("b", "c");
        assertThat(unused(Duration.ofSeconds(60), 10)).containsExactly("b", "c", "a");
        assertThat(unused(Duration.ofSeconds(60), 2)).containsExactly("b", "c");
        assertThat(await(store().unusedSince(kind + "-other", CREATED.plusSeconds(60), 10)))
                .isEmpty();
    }

    @Test
    void mergedDocumentIsTheSameInFewerEntries() {
        DocumentId id = create("board");
        byte[] content = appendMany(id, 0, MANY, 20);

        // The last is never touched, all others are one now.
        assertThat(await(store().merge(id))).isEqualTo(MANY - 2);

        assertThat(await(store().merge(id))).isZero();
        assertThat(content(id)).isEqualTo(content);
        assertThat(length("board")).isEqualTo(content.length);
        assertThat(join(read(id, 777, 778, 1_000))).isEqualTo(Arrays.copyOfRange(content, 777, 778));
    }

    @Test
    void nothingIsMergedInSmallDocuments() {
        DocumentId id = create("board");
        assertThat(await(store().merge(id))).isZero();
        append(id, 0, "a");
        assertThat(await(store().merge(id))).isZero();
        append(id, 1, "b");
        assertThat(await(store().merge(id))).isZero();
    }

    @Test
    void anyAppendsAndMergesGiveTheSameBytes() {
        Random random = Seed.random(getClass().getSimpleName());
        DocumentId id = create("board");
        LogAppender appender = store().appender(id);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (int step = 0; step < 150; step++) {
            List<CompletionStage<Void>> appends = new ArrayList<>();
            for (int i = random.nextInt(40); i >= 0; i--) {
                byte[] payload = random(random, 1 + random.nextInt(1 << random.nextInt(9)));
                if (random.nextInt(200) == 0) {
                    payload = random(random, 1 + random.nextInt(700_000));
                }
                appends.add(appender.append(entry(expected.size(), payload)));
                expected.writeBytes(payload);
            }
            CompletionStage<Integer> merge =
                    random.nextInt(3) == 0 ? store().merge(id) : CompletableFuture.completedFuture(0);
            if (random.nextBoolean()) {
                appends.forEach(DocumentStoreConformance::await);
                await(merge);
                int from = random.nextInt(expected.size());
                int to = from + 1 + random.nextInt(expected.size() - from);
                assertThat(content(id, from, to, 1 + random.nextInt(200_000)))
                        .isEqualTo(Arrays.copyOfRange(expected.toByteArray(), from, to));
            } else {
                appends.forEach(DocumentStoreConformance::await);
                await(merge);
            }
        }
        await(store().merge(id));
        assertThat(content(id)).isEqualTo(expected.toByteArray());
    }

    @Test
    void readersSeeTheSameBytesWhileOthersAppendAndMerge() {
        new CrowdedByteString(store(), create("board"), Seed.random(getClass().getSimpleName())).run();
    }

    private DocumentKey key(String name) {
        return new DocumentKey(kind, name);
    }

    private DocumentId create(String name) {
        return await(store().create(document(name, new byte[0]))).record().id();
    }

    private NewByteString document(String name, byte[] content) {
        return new NewByteString(key(name), "", CREATED, new byte[0], content, "", List.of());
    }

    private NewRecord record(String key) {
        return new NewRecord("token", key, "owner " + kind, "subject", bytes("rw"), null);
    }

    private void append(DocumentId id, long position, String text) {
        await(store().appender(id).append(entry(position, bytes(text))));
    }

    /**
     * Appends so many entries of the same length and returns their bytes. Each is read at once, so that each is stored
     * apart where storage would join what nobody has read yet.
     */
    private byte[] appendMany(DocumentId id, long position, int entries, int entryBytes) {
        byte[] content = random(new Random(position), entries * entryBytes);
        LogAppender appender = store().appender(id);
        for (int i = 0; i < entries; i++) {
            byte[] payload = Arrays.copyOfRange(content, i * entryBytes, (i + 1) * entryBytes);
            long start = position + i * entryBytes;
            await(appender.append(entry(start, payload)));
            assertThat(join(read(id, start, start + entryBytes, entryBytes))).isEqualTo(payload);
        }
        return content;
    }

    private CompletionStage<Void> put(DocumentId id, String name, long version, String value, @Nullable Long expected) {
        return store().putValue(id, new NamedValue(name, version, bytes(value)), expected);
    }

    private List<String> unused(Duration since, int limit) {
        return await(store().unusedSince(kind, CREATED.plus(since), limit)).stream()
                .map(DocumentKey::name)
                .toList();
    }

    private long length(String name) {
        return await(store().find(key(name))).orElseThrow().length();
    }

    private List<Piece> read(DocumentId id, long from, long to, int maxBytes) {
        return await(store().read(id, from, to, maxBytes));
    }

    private byte[] content(DocumentId id) {
        return content(id, 0, Long.MAX_VALUE, 256 * 1024);
    }

    private byte[] content(DocumentId id, long from, long to, int maxBytes) {
        return content(store(), id, from, to, maxBytes);
    }

    /** Reads as somebody does who cannot take much at once. */
    static byte[] content(ByteStringStore store, DocumentId id, long from, long to, int maxBytes) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        List<Piece> pieces = await(store.read(id, from, to, maxBytes));
        while (!pieces.isEmpty()) {
            for (Piece piece : pieces) {
                assertThat(piece.position()).isEqualTo(from + content.size());
                content.writeBytes(piece.bytes());
            }
            pieces = await(store.read(id, from + content.size(), to, maxBytes));
        }
        return content.toByteArray();
    }

    private static byte[] join(List<Piece> pieces) {
        return join(pieces.stream().map(Piece::bytes).toArray(byte[][]::new));
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(content::writeBytes);
        return content.toByteArray();
    }

    static LogEntry entry(long position, byte[] payload) {
        return new LogEntry(position, position + payload.length, CREATED, "session", payload);
    }

    static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}

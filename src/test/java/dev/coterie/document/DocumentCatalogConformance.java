package dev.coterie.document;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.coterie.document.DocumentCatalog.Among;
import dev.coterie.document.DocumentCatalog.Order;
import dev.coterie.document.DocumentCatalog.Query;

import static dev.coterie.document.DocumentStoreConformance.await;
import static dev.coterie.document.DocumentStoreConformance.bytes;
import static org.assertj.core.api.Assertions.assertThat;

/** What the catalogue of every database does. */
abstract class DocumentCatalogConformance {

    private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00Z");

    private final String kind = UUID.randomUUID().toString();

    abstract JdbcDocumentStore store();

    abstract ByteStringStore byteStrings();

    abstract DocumentCatalog catalog();

    abstract StorageSize size();

    @Test
    void documentsAreListedByName() {
        create("b");
        create("a");
        create("c");

        assertThat(page(kind, "", 0, 10).documents())
                .extracting(summary -> summary.record().key().name())
                .containsExactly("a", "b", "c");
        DocumentCatalog.Page second = page(kind, "", 1, 1);
        assertThat(second.total()).isEqualTo(3);
        assertThat(second.documents())
                .singleElement()
                .matches(summary -> summary.record().key().name().equals("b"));
        assertThat(page("other " + kind, "", 0, 10).total()).isZero();
    }

    @Test
    void theDatabaseTakesRoom() {
        assertThat(size().bytes()).isGreaterThan(10_000);
    }

    @Test
    void documentsAreFoundByPartOfTheirName() {
        create("Meeting 100%");
        create("meeting 1");
        create("Other_1");

        assertThat(page(kind, "MEETING", 0, 10).total()).isEqualTo(2);
        assertThat(page(kind, "%", 0, 10).total()).isEqualTo(1);
        assertThat(page(kind, "_", 0, 10).total()).isEqualTo(1);
        assertThat(page(kind, "nothing", 0, 10).documents()).isEmpty();
    }

    @Test
    void sizeCountsWhatIsStored() {
        DocumentId id = create("a");
        DocumentCatalog.Summary before = page(kind, "", 0, 1).documents().get(0);
        assertThat(before.end()).isZero();
        assertThat(before.openingBytes()).isEqualTo(5);
        assertThat(before.lastChange()).isEqualTo(CREATED);
        assertThat(before.lastAuthor()).isEmpty();
        assertThat(catalog().storedBytes(id)).isEqualTo(5);

        LogAppender appender = store().appender(id);
        await(appender.append(new LogEntry(0, 1, CREATED.plusSeconds(1), "", new byte[100])));
        await(appender.append(new LogEntry(1, 2, CREATED.plusSeconds(2), "anna", new byte[2_500_000])));
        assertThat(page(kind, "", 0, 1).documents().get(0).openingBytes()).isGreaterThan(5 + 100);
        await(store().saveSnapshot(id, new Snapshot(2, CREATED.plusSeconds(2), new byte[1_200_000])));

        DocumentCatalog.Summary after = page(kind, "", 0, 1).documents().get(0);
        assertThat(after.end()).isEqualTo(2);
        assertThat(after.openingBytes()).isEqualTo(1_200_000);
        assertThat(after.lastChange()).isEqualTo(CREATED.plusSeconds(2));
        assertThat(after.lastAuthor()).isEqualTo("anna");
        assertThat(catalog().storedBytes(id)).isEqualTo(5 + 100 + 2_500_000 + 1_200_000);
        assertThat(catalog().find(id)).get().usingRecursiveComparison().isEqualTo(after);
        assertThat(catalog().find(new DocumentKey(kind, "a")))
                .get()
                .usingRecursiveComparison()
                .isEqualTo(after);
    }

    @Test
    void documentsAreFoundByWhatElseIsKnown() {
        DocumentId id = createOwned("a", "notes", "Anna");
        createOwned("b", "drafts", "ben");
        await(store().retitle(id, "Minutes of May"));

        assertThat(names(query("MINUTES"))).containsExactly("a");
        assertThat(names(query("ann"))).containsExactly("a");
        assertThat(names(query("draft"))).containsExactly("b");
        assertThat(names(query("notes"))).containsExactly("a");
    }

    @Test
    void documentsAreOrderedAsAskedFor() {
        DocumentId a = createOwned("a", "x", "zoe");
        DocumentId b = createOwned("b", "y", "anna");
        createOwned("c", "z", "ben");
        await(store().retitle(a, "d"));
        await(store().appender(b).append(new LogEntry(0, 1, CREATED.plusSeconds(1), "", new byte[1])));

        assertThat(names(query(Order.NAME, false))).containsExactly("b", "c", "a");
        assertThat(names(query(Order.NAME, true))).containsExactly("a", "c", "b");
        assertThat(names(query(Order.OWNER, false))).containsExactly("b", "c", "a");
        assertThat(names(query(Order.COLLECTION, true))).containsExactly("c", "b", "a");
        assertThat(names(query(Order.LENGTH, true))).startsWith("b");
        assertThat(names(query(Order.CHANGED, true))).startsWith("b");
        assertThat(names(query(Order.CREATED, false))).containsExactly("a", "b", "c");
        assertThat(names(query(Order.USED, false))).containsExactly("a", "b", "c");
    }

    @Test
    void trashAndReadOnlyAreListedApart() {
        DocumentId a = create("a");
        DocumentId b = create("b");
        create("c");
        await(store().setReadOnly(b, true));
        await(store().discard(a, CREATED.plusSeconds(9), "anna"));

        assertThat(names(among(Among.ALL))).containsExactly("b", "c");
        assertThat(names(among(Among.READ_ONLY))).containsExactly("b");
        assertThat(names(among(Among.WRITABLE))).containsExactly("c");
        assertThat(names(among(Among.TRASH))).containsExactly("a");
        assertThat(catalog().count(kind)).isEqualTo(2);
        assertThat(catalog().find(new DocumentKey(kind, "a"))).isEmpty();
        assertThat(catalog().find(a))
                .get()
                .extracting(DocumentCatalog.Summary::deletion)
                .isEqualTo(new DocumentCatalog.Deletion(CREATED.plusSeconds(9), "anna"));
        assertThat(catalog().find(b))
                .get()
                .extracting(DocumentCatalog.Summary::deletion)
                .isNull();
        assertThat(catalog().find(new DocumentId(Long.MAX_VALUE))).isEmpty();
    }

    @Test
    void stampsTellWhoChangedADocumentWhen() {
        DocumentId id = create("a");
        LogAppender appender = store().appender(id);
        for (int i = 0; i < 5; i++) {
            await(appender.append(new LogEntry(i, i + 1, CREATED.plusSeconds(i), "session " + i, new byte[1])));
        }
        assertThat(catalog().stamps(id, Long.MAX_VALUE, 2))
                .containsExactly(
                        new DocumentCatalog.Stamp(4, 5, CREATED.plusSeconds(4), "session 4"),
                        new DocumentCatalog.Stamp(3, 4, CREATED.plusSeconds(3), "session 3"));
        assertThat(catalog().stamps(id, 3, 10))
                .extracting(DocumentCatalog.Stamp::position)
                .containsExactly(2L, 1L, 0L);
    }

    @Test
    void byteStringsAreListedWithTheirLengthAndLastUse() {
        createBytes("b", 1_000_000);
        DocumentId id = createBytes("A board", 0);
        await(byteStrings().appender(id).append(new LogEntry(0, 7, CREATED, "", new byte[7])));
        await(byteStrings().touch(id, CREATED.plusSeconds(5)));
        createBytes("another", 0);

        DocumentCatalog.Page found = page(kind, "BOARD", 0, 10);
        assertThat(found.total()).isEqualTo(1);
        DocumentCatalog.Summary board = found.documents().get(0);
        assertThat(board.record().id()).isEqualTo(id);
        assertThat(board.record().createdAt()).isEqualTo(CREATED);
        assertThat(board.end()).isEqualTo(7);
        assertThat(board.lastUsed()).isEqualTo(CREATED.plusSeconds(5));
        DocumentCatalog.Page second = page(kind, "", 2, 5);
        assertThat(second.total()).isEqualTo(3);
        assertThat(second.documents())
                .singleElement()
                .matches(summary -> summary.record().key().name().equals("b") && summary.end() == 1_000_000);
        assertThat(page(kind, "another", 0, 10).documents())
                .singleElement()
                .matches(summary -> summary.end() == 0 && summary.lastUsed().equals(CREATED));
    }

    private DocumentCatalog.Page page(String kind, String search, int offset, int limit) {
        return catalog().page(Query.of(kind, search, offset, limit));
    }

    private Query query(String search) {
        return Query.of(kind, search, 0, 10);
    }

    private Query query(Order order, boolean descending) {
        return new Query(kind, "", Among.ALL, order, descending, 0, 10);
    }

    private Query among(Among among) {
        return new Query(kind, "", among, Order.DELETED, true, 0, 10);
    }

    private List<String> names(Query query) {
        return catalog().page(query).documents().stream()
                .map(summary -> summary.record().key().name())
                .toList();
    }

    private DocumentId createBytes(String name, int length) {
        DocumentKey key = new DocumentKey(kind, name);
        return await(byteStrings()
                        .create(new NewByteString(key, "", CREATED, new byte[0], new byte[length], "", List.of())))
                .record()
                .id();
    }

    private DocumentId create(String name) {
        return createOwned(name, "", "");
    }

    private DocumentId createOwned(String name, String collection, String owner) {
        return await(store().create(new NewDocument(
                        new DocumentKey(kind, name),
                        collection,
                        owner,
                        false,
                        CREATED,
                        new byte[0],
                        new Snapshot(0, CREATED, bytes("start")))))
                .id();
    }
}

package dev.coterie.document;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

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

        assertThat(catalog().page(kind, "", 0, 10).documents())
                .extracting(summary -> summary.record().key().name())
                .containsExactly("a", "b", "c");
        DocumentCatalog.Page second = catalog().page(kind, "", 1, 1);
        assertThat(second.total()).isEqualTo(3);
        assertThat(second.documents())
                .singleElement()
                .matches(summary -> summary.record().key().name().equals("b"));
        assertThat(catalog().page("other " + kind, "", 0, 10).total()).isZero();
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

        assertThat(catalog().page(kind, "MEETING", 0, 10).total()).isEqualTo(2);
        assertThat(catalog().page(kind, "%", 0, 10).total()).isEqualTo(1);
        assertThat(catalog().page(kind, "_", 0, 10).total()).isEqualTo(1);
        assertThat(catalog().page(kind, "nothing", 0, 10).documents()).isEmpty();
    }

    @Test
    void sizeCountsWhatIsStored() {
        DocumentId id = create("a");
        DocumentCatalog.Summary before =
                catalog().page(kind, "", 0, 1).documents().get(0);
        assertThat(before.entries()).isZero();
        assertThat(before.bytes()).isEqualTo(5);
        assertThat(before.lastChange()).isEqualTo(CREATED);

        LogAppender appender = store().appender(id);
        await(appender.append(new LogEntry(0, 1, CREATED.plusSeconds(1), "", new byte[100])));
        await(appender.append(new LogEntry(1, 2, CREATED.plusSeconds(2), "", new byte[2_500_000])));
        await(store().saveSnapshot(id, new Snapshot(2, CREATED.plusSeconds(2), new byte[1_200_000])));

        DocumentCatalog.Summary after =
                catalog().page(kind, "", 0, 1).documents().get(0);
        assertThat(after.entries()).isEqualTo(2);
        assertThat(after.bytes()).isEqualTo(5 + 100 + 2_500_000 + 1_200_000);
        assertThat(after.lastChange()).isEqualTo(CREATED.plusSeconds(2));
    }

    @Test
    void byteStringsAreListedWithTheirLengthAndLastUse() {
        createBytes("b", 1_000_000);
        DocumentId id = createBytes("A board", 0);
        await(byteStrings().appender(id).append(new LogEntry(0, 7, CREATED, "", new byte[7])));
        await(byteStrings().touch(id, CREATED.plusSeconds(5)));
        createBytes("another", 0);

        DocumentCatalog.ByteStrings found = catalog().byteStrings(kind, "BOARD", 0, 10);
        assertThat(found.total()).isEqualTo(1);
        DocumentCatalog.ByteString board = found.documents().get(0);
        assertThat(board.record().id()).isEqualTo(id);
        assertThat(board.record().createdAt()).isEqualTo(CREATED);
        assertThat(board.length()).isEqualTo(7);
        assertThat(board.lastUsed()).isEqualTo(CREATED.plusSeconds(5));
        DocumentCatalog.ByteStrings page = catalog().byteStrings(kind, "", 2, 5);
        assertThat(page.total()).isEqualTo(3);
        assertThat(page.documents())
                .singleElement()
                .matches(summary -> summary.record().key().name().equals("b") && summary.length() == 1_000_000);
        assertThat(catalog().byteStrings(kind, "another", 0, 10).documents())
                .singleElement()
                .matches(summary -> summary.length() == 0 && summary.lastUsed().equals(CREATED));
    }

    private DocumentId createBytes(String name, int length) {
        DocumentKey key = new DocumentKey(kind, name);
        return await(byteStrings()
                        .create(new NewByteString(key, CREATED, new byte[0], new byte[length], "", List.of())))
                .record()
                .id();
    }

    private DocumentId create(String name) {
        return await(store().create(new NewDocument(
                        new DocumentKey(kind, name),
                        "",
                        false,
                        CREATED,
                        new byte[0],
                        new Snapshot(0, CREATED, bytes("start")))))
                .id();
    }
}

package dev.coterie.document;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.coterie.document.DocumentReaders.Others;
import dev.coterie.document.FieldCondition.Relation;
import dev.coterie.document.FieldPath.Name;

import static dev.coterie.document.DocumentStoreConformance.await;
import static org.assertj.core.api.Assertions.assertThat;

/** What the fields of every database do. */
abstract class FieldIndexConformance {

    private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int DOCUMENTS = 100;
    private static final int SEARCHES = Integer.getInteger("coterie.test.searches", 500);

    private static final FieldPath A = FieldPath.of(new Name("a"));
    private static final DocumentReaders EVERYBODY = new DocumentReaders(Map.of(), Others.ALLOWED);
    private static final ReaderId ANNA = ReaderId.of("anna");

    private final String kind = UUID.randomUUID().toString();

    abstract Storage storage();

    private JdbcDocumentStore store() {
        return storage().documents();
    }

    private FieldIndex index() {
        return storage().fields();
    }

    @Test
    void searchesFindWhatTheyMean() {
        RandomSearches random = new RandomSearches(Seed.random(getClass().getSimpleName()));
        List<NaiveSearch.Document> documents = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            NaiveSearch.Document document = new NaiveSearch.Document("d" + i, random.fields());
            documents.add(document);
            put(create(document.name(), "c"), document.fields(), EVERYBODY);
        }
        for (int i = 0; i < SEARCHES; i++) {
            FieldSearch search = random.search(kind, "c");
            List<String> expected = NaiveSearch.find(documents, search);
            FieldIndex.Found found = await(index().find(search, LONG));
            assertThat(found.documents())
                    .as("%s", search)
                    .extracting(DocumentKey::name)
                    .containsExactlyElementsOf(expected.stream()
                            .skip(search.offset())
                            .limit(search.limit())
                            .toList());
            assertThat(found.total()).as("%s", search).isEqualTo(expected.size());
        }
    }

    @Test
    void onlyWhatHasChangedIsStale() {
        DocumentRecord a = create("a", "c");
        DocumentRecord b = create("b", "c");
        create("c", "other");
        assertThat(stale()).extracting(StaleDocument::id).containsExactly(a.id(), b.id());
        assertThat(await(index().stale(kind, "c", a.id(), 10)))
                .extracting(StaleDocument::id)
                .containsExactly(b.id());

        put(a, Map.of(A, new FieldValue.Number(1)), EVERYBODY);
        put(b, Map.of(), EVERYBODY);
        assertThat(stale()).isEmpty();

        await(store().appender(a.id()).append(new LogEntry(1, 2, CREATED, "anna", new byte[] {1})));
        assertThat(stale()).singleElement().matches(document -> document.id().equals(a.id()));
        put(a, Map.of(A, new FieldValue.Number(1)), EVERYBODY);
        assertThat(stale()).isEmpty();
        await(store().updateMetadata(b.id(), new byte[] {2}));
        assertThat(stale()).singleElement().matches(document -> document.id().equals(b.id()));
    }

    @Test
    void whatChangesMeanwhileStaysStale() {
        DocumentRecord a = create("a", "c");
        StaleDocument before = stale().get(0);
        await(store().appender(a.id()).append(new LogEntry(1, 2, CREATED, "anna", new byte[] {1})));
        await(index().put(before, fields(a, Map.of(A, new FieldValue.Number(1)), EVERYBODY)));
        assertThat(stale()).hasSize(1);
        assertThat(names(all())).containsExactly("a");
        put(a, Map.of(A, new FieldValue.Number(1)), EVERYBODY);
        assertThat(stale()).isEmpty();
    }

    @Test
    void nothingIsStoredOfWhatIsGone() {
        DocumentRecord a = create("a", "c");
        StaleDocument before = stale().get(0);
        await(store().delete(a.id()));
        await(index().put(before, fields(a, Map.of(A, new FieldValue.Number(1)), EVERYBODY)));
        assertThat(stale()).isEmpty();
        assertThat(names(all())).isEmpty();
    }

    @Test
    void whoMayReadFollowsTheMetadata() {
        DocumentRecord a = create("a", "c");
        assertThat(names(all())).as("not known yet").isEmpty();
        put(a, Map.of(), EVERYBODY);
        assertThat(names(all())).containsExactly("a");

        StaleDocument none = new StaleDocument(a.id(), a.key(), "c", 0);
        await(store().updateMetadata(a.id(), new byte[] {1}));
        assertThat(names(all())).isEmpty();
        await(index().put(none, fields(a, Map.of(), EVERYBODY)));
        assertThat(names(all())).as("read before").isEmpty();
        put(await(store().record(a.key())).orElseThrow(), Map.of(), EVERYBODY);
        assertThat(names(all())).containsExactly("a");
    }

    @Test
    void readersFindWhatTheyMayRead() {
        Map<String, DocumentReaders> documents = new HashMap<>();
        for (Others others : Others.values()) {
            documents.put(others + " anna", new DocumentReaders(Map.of(ANNA, true), others));
            documents.put(others + " but anna", new DocumentReaders(Map.of(ANNA, false), others));
            documents.put(others + " bob", new DocumentReaders(Map.of(ReaderId.of("bob"), true), others));
        }
        documents.forEach((name, readers) -> put(create(name, "c"), Map.of(), readers));

        for (Boolean ofCollection : new Boolean[] {null, true, false}) {
            for (boolean world : new boolean[] {true, false}) {
                FieldSearch search = search(null, new FieldSearch.Reader(ANNA, ofCollection, world), Integer.MAX_VALUE);
                assertThat(names(search))
                        .containsExactlyInAnyOrderElementsOf(documents.entrySet().stream()
                                .filter(document -> mayRead(document.getValue(), ofCollection, world))
                                .map(Map.Entry::getKey)
                                .toList());
            }
        }
        assertThat(names(all())).hasSize(documents.size());
    }

    private static boolean mayRead(DocumentReaders readers, @Nullable Boolean ofCollection, boolean world) {
        if (readers.named().containsKey(ANNA)) {
            return readers.named().get(ANNA);
        }
        if (ofCollection != null) {
            return ofCollection;
        }
        return switch (readers.others()) {
            case AS_COLLECTION -> world;
            case ALLOWED -> true;
            case DENIED -> false;
        };
    }

    @Test
    void theTrashAndOtherCollectionsAreNotSearched() {
        DocumentRecord a = create("a", "c");
        put(a, Map.of(A, new FieldValue.Truth(true)), EVERYBODY);
        put(create("b", "C"), Map.of(A, new FieldValue.Truth(true)), EVERYBODY);
        FieldSearch search = search(equal(A, new FieldValue.Truth(true)), null, 10);
        assertThat(names(search)).containsExactly("a");

        await(store().discard(a.id(), CREATED, "anna"));
        assertThat(names(search)).isEmpty();
        assertThat(names(all())).isEmpty();
        await(store().restore(a.id(), new DocumentKey(kind, "again"), CREATED));
        assertThat(names(search)).containsExactly("again");
        assertThat(stale()).as("its name is another").hasSize(1);
        await(store().delete(a.id()));
        assertThat(names(all())).isEmpty();
        assertThat(stale()).isEmpty();
    }

    @Test
    void changesOfManyFieldsAreStored() {
        DocumentRecord a = create("a", "c");
        Map<FieldPath, FieldValue> fields = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            fields.put(FieldPath.of(new Name("n" + i)), new FieldValue.Number(i));
        }
        put(a, fields, EVERYBODY);
        for (int i = 0; i < 5_000; i += 2) {
            fields.remove(FieldPath.of(new Name("n" + i)));
        }
        FieldPath last = FieldPath.of(new Name("n4999"));
        fields.put(last, new FieldValue.Text("x".repeat(2_000_000)));
        put(a, fields, EVERYBODY);

        assertThat(names(search(equal(FieldPath.of(new Name("n1")), new FieldValue.Number(1)), null, 10)))
                .containsExactly("a");
        assertThat(names(search(equal(FieldPath.of(new Name("n2")), new FieldValue.Number(2)), null, 10)))
                .isEmpty();
        assertThat(names(search(new FieldCondition.Like(last, List.of("xxx", "xx", "")), null, 10)))
                .containsExactly("a");
    }

    @Test
    void whatIsLeftAloneIsOverdue() {
        create("a", "c");
        assertThat(await(index().overdue(kind, Duration.ofHours(1), Duration.ofHours(1), 10)))
                .isEmpty();
        List<StaleDocument> overdue = await(index().overdue(kind, Duration.ofHours(-1), Duration.ofHours(1), 10));
        assertThat(overdue).isEqualTo(stale());
        assertThat(await(index().overdue(kind, Duration.ofHours(1), Duration.ofHours(-1), 10)))
                .isEqualTo(overdue);
        await(index().postpone(overdue.get(0)));
        assertThat(stale()).isEqualTo(overdue);
    }

    private static FieldCondition equal(FieldPath path, FieldValue value) {
        return new FieldCondition.Comparison(new FieldTerm.Field(path), Relation.EQUAL, new FieldTerm.Constant(value));
    }

    private FieldSearch all() {
        return search(null, null, 1_000);
    }

    private FieldSearch search(@Nullable FieldCondition condition, FieldSearch.@Nullable Reader reader, long limit) {
        return new FieldSearch(kind, "c", condition, List.of(), 0, limit, reader);
    }

    private List<String> names(FieldSearch search) {
        return await(index().find(search, LONG)).documents().stream()
                .map(DocumentKey::name)
                .toList();
    }

    private List<StaleDocument> stale() {
        return await(index().stale(kind, "c", new DocumentId(0), 1_000));
    }

    private DocumentRecord create(String name, String collection) {
        return await(store().create(new NewDocument(
                new DocumentKey(kind, name),
                collection,
                "anna",
                false,
                CREATED,
                new byte[] {0},
                new Snapshot(1, CREATED, new byte[] {1}))));
    }

    private void put(DocumentRecord record, Map<FieldPath, FieldValue> values, DocumentReaders readers) {
        StaleDocument stale = await(index().stale(kind, record.collection(), new DocumentId(0), 1_000)).stream()
                .filter(document -> document.id().equals(record.id()))
                .findFirst()
                .orElse(new StaleDocument(record.id(), record.key(), record.collection(), 0));
        await(index().put(stale, fields(record, values, readers)));
    }

    private static DocumentFields fields(
            DocumentRecord record, Map<FieldPath, FieldValue> values, DocumentReaders readers) {
        FieldId root = FieldId.root(record.key().kind(), record.collection());
        Map<FieldId, FieldValue> fields = new HashMap<>();
        values.forEach((path, value) -> fields.put(path.in(root), value));
        return new DocumentFields(fields, record.metadata(), readers);
    }
}

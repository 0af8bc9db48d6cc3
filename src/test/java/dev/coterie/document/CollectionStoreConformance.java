package dev.coterie.document;

import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static dev.coterie.document.DocumentStoreConformance.await;
import static dev.coterie.document.DocumentStoreConformance.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/** What the collections of every database do. */
abstract class CollectionStoreConformance {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String ODD = "Größe, 世界 🖊 '%_\"; ";

    private final String kind = "kind-" + UUID.randomUUID();

    abstract TestStorage storage();

    private CollectionStore store() {
        return storage().storage().collections();
    }

    private CollectionCatalog catalog() {
        return storage().storage().collectionCatalog();
    }

    @Test
    void aCollectionIsMadeOnce() {
        assertThat(await(store().find(kind, ODD))).isEmpty();

        CollectionRecord made = await(store().ensure(kind, ODD, NOW));
        CollectionRecord again = await(store().ensure(kind, ODD, NOW.plusSeconds(9)));

        assertThat(again).usingRecursiveComparison().isEqualTo(made);
        assertThat(await(store().find(kind, ODD)).orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(made);
        assertThat(made.policy()).isEqualTo(CollectionPolicy.USUAL);
        assertThat(made.metadata()).isEmpty();
        assertThat(made.createdAt()).isEqualTo(NOW);
        assertThat(await(store().find("other", ODD))).isEmpty();
        assertThat(await(store().find(kind, "half \uD83D"))).isEmpty();
        assertThatThrownBy(() -> await(store().ensure(kind, "half \uD83D", NOW)))
                .isInstanceOf(Exception.class);
    }

    @Test
    void settingsAreKept() {
        CollectionRecord made = await(store().ensure(kind, "a", NOW));
        CollectionPolicy policy = new CollectionPolicy(false, 0, new Retention(7, 5_000_000_000L));

        assertThat(await(store().setPolicy(made.id(), policy))).isTrue();
        assertThat(await(store().replaceMetadata(made.id(), new byte[0], bytes("rights"))))
                .isTrue();
        assertThat(await(store().replaceMetadata(made.id(), new byte[0], bytes("lost"))))
                .isFalse();

        CollectionRecord changed = await(store().find(kind, "a")).orElseThrow();
        assertThat(changed.policy()).isEqualTo(policy);
        assertThat(changed.metadata()).isEqualTo(bytes("rights"));
        assertThat(await(store().setPolicy(made.id(), CollectionPolicy.USUAL))).isTrue();
        assertThat(await(store().find(kind, "a")).orElseThrow().policy()).isEqualTo(CollectionPolicy.USUAL);
        assertThat(await(store().setPolicy(Long.MAX_VALUE, policy))).isFalse();
    }

    @Test
    void missingCollectionsAreMadeUnlessSomebodyForbidsIt() {
        assertThat(await(store().createsMissing(kind))).isTrue();
        await(store().setCreatesMissing(kind, false));
        await(store().setCreatesMissing(kind, false));
        assertThat(await(store().createsMissing(kind))).isFalse();
        await(store().setCreatesMissing(kind, true));
        assertThat(await(store().createsMissing(kind))).isTrue();
    }

    @Test
    void onlyAnEmptyCollectionIsDeleted() {
        CollectionRecord made = await(store().ensure(kind, "a", NOW));
        DocumentId document = create("one", "a");

        assertThat(await(store().deleteEmpty(made.id()))).isFalse();
        await(storage().documents().discard(document, NOW, ""));
        assertThat(await(store().deleteEmpty(made.id()))).isFalse();
        await(storage().documents().purge(document));
        assertThat(await(store().deleteEmpty(made.id()))).isTrue();
        assertThat(await(store().find(kind, "a"))).isEmpty();
        assertThat(await(store().deleteEmpty(made.id()))).isFalse();
    }

    @Test
    void collectionsAreListedWithWhatIsInThem() {
        await(store().ensure(kind, "B_b", NOW));
        CollectionRecord a = await(store().ensure(kind, "a", NOW));
        await(store().ensure(kind, "c", NOW));
        create("one", "a");
        await(storage().documents().discard(create("two", "a"), NOW, ""));
        create("three", "B_b");

        CollectionCatalog.Page page = catalog().page(kind, "", 0, 2);

        assertThat(page.total()).isEqualTo(3);
        assertThat(catalog().count(kind)).isEqualTo(3);
        assertThat(page.collections())
                .extracting(found -> found.record().name(), CollectionCatalog.Summary::documents)
                .containsExactly(tuple("a", 1L), tuple("B_b", 1L));
        assertThat(catalog().page(kind, "b_", 0, 9).collections()).hasSize(1);
        assertThat(catalog().find(a.id()).orElseThrow().storedBytes()).isEqualTo(10);
        assertThat(catalog().find(Long.MAX_VALUE)).isEmpty();
    }

    private DocumentId create(String name, String collection) {
        return await(storage()
                        .documents()
                        .create(new NewDocument(
                                new DocumentKey(kind, name),
                                collection,
                                "",
                                false,
                                NOW,
                                new byte[0],
                                new Snapshot(1, NOW, bytes("start")))))
                .id();
    }
}

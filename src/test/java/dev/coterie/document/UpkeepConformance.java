package dev.coterie.document;

import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static dev.coterie.document.DocumentStoreConformance.assertFails;
import static dev.coterie.document.DocumentStoreConformance.await;
import static dev.coterie.document.DocumentStoreConformance.bytes;
import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link DocumentUpkeep} does, whatever the documents are. */
abstract class UpkeepConformance {

    private static final Instant DELETED = Instant.parse("2026-04-01T12:00:00Z");

    private final String kind = "upkeep-" + UUID.randomUUID();

    abstract DocumentUpkeep upkeep();

    /** Creates a document of anna's. */
    abstract DocumentRecord createOwned(DocumentKey key);

    /** Appends one more entry of one byte. */
    abstract void appendByte(DocumentId id, long position);

    /** Where the log of a document ends; -1 when there is none of that name. */
    abstract long end(DocumentKey key);

    @Test
    void recordIsFoundByName() {
        DocumentRecord created = createOwned(named("a"));
        assertThat(await(upkeep().record(named("a"))).orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(created);
        assertThat(created.keeping()).isEqualTo(new Keeping("anna", "", false));
        assertThat(await(upkeep().record(named("b")))).isEmpty();
        assertThat(await(upkeep().record(new DocumentKey(kind, "half \uD83D")))).isEmpty();
    }

    @Test
    void titleAndReadOnlyAreKept() {
        DocumentRecord created = createOwned(named("a"));
        assertThat(created.shownName()).isEqualTo("a");

        assertThat(await(upkeep().retitle(created.id(), "Größe, 世界 🖊"))).isTrue();
        assertThat(await(upkeep().setReadOnly(created.id(), true))).isTrue();

        DocumentRecord changed = await(upkeep().record(named("a"))).orElseThrow();
        assertThat(changed.keeping()).isEqualTo(new Keeping("anna", "Größe, 世界 🖊", true));
        assertThat(changed.shownName()).isEqualTo("Größe, 世界 🖊");
        assertThat(await(upkeep().retitle(created.id(), ""))).isTrue();
        assertThat(await(upkeep().setReadOnly(created.id(), false))).isTrue();
        assertThat(await(upkeep().record(named("a"))).orElseThrow().keeping())
                .isEqualTo(new Keeping("anna", "", false));
    }

    @Test
    void upkeepOfWhatIsGoneSaysSo() {
        DocumentId gone = createOwned(named("a")).id();
        await(upkeep().delete(gone));
        assertThat(await(upkeep().retitle(gone, "x"))).isFalse();
        assertThat(await(upkeep().setReadOnly(gone, true))).isFalse();
        assertThat(await(upkeep().discard(gone, DELETED, "ben"))).isFalse();
        assertThat(await(upkeep().restore(gone, named("a"), DELETED))).isFalse();
        assertThat(await(upkeep().delete(gone))).isFalse();
    }

    @Test
    void discardedDocumentHasNoName() {
        DocumentId first = createOwned(named("a")).id();
        appendByte(first, 0);
        assertThat(await(upkeep().discard(first, DELETED, "ben"))).isTrue();
        assertThat(await(upkeep().discard(first, DELETED, "ben"))).isFalse();
        assertThat(await(upkeep().record(named("a")))).isEmpty();
        assertThat(end(named("a"))).isEqualTo(-1);

        DocumentId second = createOwned(named("a")).id();
        assertThat(second).isNotEqualTo(first);
        assertThat(end(named("a"))).isZero();
        await(upkeep().discard(second, DELETED, "ben"));
        createOwned(named("a"));
    }

    @Test
    void restoredDocumentHasAllThatItHad() {
        DocumentId id = createOwned(named("a")).id();
        for (int i = 0; i < 20; i++) {
            appendByte(id, i);
        }
        await(upkeep().setReadOnly(id, true));
        await(upkeep().discard(id, DELETED, "ben"));

        assertThat(await(upkeep().restore(id, named("a"), DELETED))).isTrue();
        assertThat(await(upkeep().restore(id, named("b"), DELETED))).isFalse();

        assertThat(end(named("a"))).isEqualTo(20);
        assertThat(await(upkeep().record(named("a"))).orElseThrow().keeping()).isEqualTo(new Keeping("anna", "", true));
        appendByte(id, 20);
        assertThat(end(named("a"))).isEqualTo(21);
    }

    @Test
    void restoredDocumentTakesNobodysName() {
        DocumentId id = createOwned(named("a")).id();
        await(upkeep().discard(id, DELETED, ""));
        DocumentId other = createOwned(named("a")).id();

        assertFails(DocumentExistsException.class, upkeep().restore(id, named("a"), DELETED));
        assertThat(await(upkeep().restore(id, named("a~2"), DELETED))).isTrue();

        assertThat(await(upkeep().record(named("a"))).orElseThrow().id()).isEqualTo(other);
        assertThat(await(upkeep().record(named("a~2"))).orElseThrow().id()).isEqualTo(id);
    }

    @Test
    void discardedDocumentCanBeDeletedForGood() {
        DocumentId id = createOwned(named("a")).id();
        appendByte(id, 0);
        await(upkeep().discard(id, DELETED, "ben"));
        DocumentId other = createOwned(named("a")).id();
        assertThat(await(upkeep().purge(other))).isFalse();
        assertThat(await(upkeep().purge(id))).isTrue();
        assertThat(await(upkeep().purge(id))).isFalse();
        assertThat(await(upkeep().restore(id, named("b"), DELETED))).isFalse();
        assertThat(await(upkeep().record(named("a"))).orElseThrow().id()).isEqualTo(other);
    }

    @Test
    void whatCannotBeStoredIsTold() {
        DocumentId id = createOwned(named("a")).id();
        assertFails(IllegalArgumentException.class, upkeep().retitle(id, "half \uD83D"));
        assertThat(await(upkeep().updateMetadata(id, bytes("x")))).isTrue();
    }

    private DocumentKey named(String name) {
        return new DocumentKey(kind, name);
    }
}

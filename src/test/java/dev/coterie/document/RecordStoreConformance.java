package dev.coterie.document;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link RecordStore} does, whatever it keeps records in. */
abstract class RecordStoreConformance {

    private final String space = UUID.randomUUID().toString();

    /** The store under test; other tests' records may be in it. */
    abstract RecordStore store();

    /** The clock that the store under test reads. */
    abstract MovableClock clock();

    @Test
    void unknownRecordIsEmpty() {
        assertThat(get("nobody")).isEmpty();
        assertThat(get("a\0b")).isEmpty();
    }

    @Test
    void recordIsKeptAndReplaced() {
        put("key", "owner", "one", null);
        assertThat(get("key")).containsExactly("one");

        put("key", "owner", "two", null);
        assertThat(get("key")).containsExactly("two");
    }

    @Test
    void lastOfManyPutsHolds() {
        CompletionStage<Void> last = store().put(space, "key", "owner", bytes("0"), null);
        for (int i = 1; i < 100; i++) {
            last = store().put(space, "key", "owner", bytes("" + i), null);
        }
        DocumentStoreConformance.await(last);

        assertThat(get("key")).containsExactly("99");
    }

    @Test
    void spacesAreApart() {
        put("key", "owner", "one", null);

        assertThat(DocumentStoreConformance.await(store().get(space + "-other", "key")))
                .isEmpty();
    }

    @Test
    void recordExpires() {
        Instant now = clock().instant();
        put("soon", "owner", "a", now.plusSeconds(1));
        put("later", "owner", "b", now.plusSeconds(60));
        put("past", "owner", "c", now.minusSeconds(1));
        assertThat(get("soon")).containsExactly("a");
        assertThat(get("past")).isEmpty();

        clock().forward(Duration.ofSeconds(1));

        assertThat(get("soon")).isEmpty();
        assertThat(get("later")).containsExactly("b");
        put("soon", "owner", "again", null);
        assertThat(get("soon")).containsExactly("again");
    }

    @Test
    void manyAreReadAtOnce() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            keys.add("key " + i);
            if (i % 2 == 0) {
                store().put(space, "key " + i, "owner", bytes("value " + i), null);
            }
        }
        put("expired", "owner", "x", clock().instant().minusSeconds(1));
        keys.add("expired");
        keys.add("key 0");

        List<RecordStore.Entry> found = DocumentStoreConformance.await(store().getAll(space, keys));

        assertThat(found)
                .hasSize(600)
                .allSatisfy(entry ->
                        assertThat(text(entry.value())).isEqualTo(entry.key().replace("key", "value")));
        assertThat(DocumentStoreConformance.await(store().getAll(space, List.of())))
                .isEmpty();
    }

    @Test
    void removedRecordIsGone() {
        put("key", "owner", "one", null);
        put("other", "owner", "two", null);

        DocumentStoreConformance.await(store().remove(space, "key"));
        DocumentStoreConformance.await(store().remove(space, "key"));

        assertThat(get("key")).isEmpty();
        assertThat(get("other")).containsExactly("two");
    }

    @Test
    void ownersRecordsAreRemoved() {
        put("a", "anna", "1", null);
        put("b", "anna", "2", null);
        put("c", "bert", "3", null);
        put("d", "anna", "4", null);
        put("d", "bert", "5", null);

        DocumentStoreConformance.await(store().removeOwned(space, "anna"));

        assertThat(get("a")).isEmpty();
        assertThat(get("b")).isEmpty();
        assertThat(get("c")).containsExactly("3");
        assertThat(get("d")).containsExactly("5");
    }

    @Test
    void addedRecordIsFoundWithAllThatBelongsToIt() {
        Instant expiry = clock().instant().plusSeconds(60);
        NewRecord record = new NewRecord(space, "key", "anna", "board", bytes("one"), expiry);

        DocumentStoreConformance.await(store().add(record));

        assertThat(DocumentStoreConformance.await(store().find(space, "key")))
                .get()
                .usingRecursiveComparison()
                .isEqualTo(record);
        assertThat(get("key")).containsExactly("one");
        assertThat(DocumentStoreConformance.await(store().find(space, "other"))).isEmpty();
        assertThat(DocumentStoreConformance.await(store().find(space, "a\0b"))).isEmpty();
        clock().forward(Duration.ofSeconds(60));
        assertThat(DocumentStoreConformance.await(store().find(space, "key"))).isEmpty();
    }

    @Test
    void recordIsAddedOnce() {
        NewRecord record = record("key", "anna", "board", "one");
        DocumentStoreConformance.await(store().add(record));
        put("expired", "anna", "old", clock().instant().minusSeconds(1));

        DocumentStoreConformance.assertFails(
                RecordExistsException.class, store().add(record("key", "bert", "board", "two")));
        DocumentStoreConformance.assertFails(
                RecordExistsException.class, store().add(record("expired", "bert", "board", "two")));
        assertThat(get("key")).containsExactly("one");
    }

    @Test
    void recordIsAddedOnceWhenAskedForAtOnce() {
        List<CompletionStage<Void>> stages = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            stages.add(store().add(record("key", "owner " + i, "board", "" + i)));
            stages.add(store().add(record("other " + i, "owner " + i, "board", "" + i)));
        }

        assertThat(stages.stream().filter(stage -> DocumentStoreConformance.fault(stage) == null))
                .hasSize(21);
        assertThat(get("key")).hasSize(1);
    }

    @Test
    void recordsAreFoundByOwnerAndBySubject() {
        DocumentStoreConformance.await(store().add(record("a", "anna", "board 1", "1")));
        DocumentStoreConformance.await(store().add(record("b", "anna", "board 2", "2")));
        DocumentStoreConformance.await(store().add(record("c", "bert", "board 1", "3")));
        DocumentStoreConformance.await(store().add(record("d", "bert", "", "4")));
        DocumentStoreConformance.await(
                store().add(new NewRecord(space, "e", "anna", "board 1", bytes("5"), clock().instant())));

        assertThat(keys(store().owned(space, "anna"))).containsExactlyInAnyOrder("a", "b");
        assertThat(keys(store().owned(space, "nobody"))).isEmpty();
        assertThat(keys(store().owned(space + "-other", "anna"))).isEmpty();
        assertThat(keys(store().about(space, "board 1"))).containsExactlyInAnyOrder("a", "c");
        assertThat(keys(store().about(space, ""))).isEmpty();
    }

    @Test
    void replacedRecordHasNoSubject() {
        DocumentStoreConformance.await(store().add(record("a", "anna", "board", "1")));

        put("a", "bert", "2", null);

        assertThat(keys(store().about(space, "board"))).isEmpty();
        assertThat(keys(store().owned(space, "bert"))).containsExactly("a");
    }

    @Test
    void valuesOfAnOwnerAreReplaced() {
        DocumentStoreConformance.await(store().add(record("a", "anna", "board 1", "1")));
        DocumentStoreConformance.await(store().add(record("b", "anna", "board 2", "2")));
        DocumentStoreConformance.await(store().add(record("c", "bert", "board 1", "3")));

        assertThat(DocumentStoreConformance.await(store().replaceOwned(space, "anna", bytes("new"))))
                .isEqualTo(2);
        assertThat(DocumentStoreConformance.await(store().replaceOwned(space, "nobody", bytes("new"))))
                .isZero();

        assertThat(get("a")).containsExactly("new");
        assertThat(get("b")).containsExactly("new");
        assertThat(get("c")).containsExactly("3");
        assertThat(keys(store().about(space, "board 1"))).containsExactlyInAnyOrder("a", "c");
    }

    private NewRecord record(String key, String owner, String subject, String value) {
        return new NewRecord(space, key, owner, subject, bytes(value), null);
    }

    private static List<String> keys(CompletionStage<List<NewRecord>> found) {
        return DocumentStoreConformance.await(found).stream()
                .map(NewRecord::key)
                .toList();
    }

    private void put(String key, String owner, String value, @Nullable Instant expiresAt) {
        DocumentStoreConformance.await(store().put(space, key, owner, bytes(value), expiresAt));
    }

    private List<String> get(String key) {
        return DocumentStoreConformance.await(store().get(space, key)).map(RecordStoreConformance::text).stream()
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

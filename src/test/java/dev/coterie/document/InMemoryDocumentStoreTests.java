package dev.coterie.document;

import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InMemoryDocumentStoreTests extends DocumentStoreConformance {

    private final InMemoryDocumentStore store = new InMemoryDocumentStore();

    @Override
    DocumentStore store() {
        return store;
    }

    @Test
    void heldCommitsAreSeenByNobodyUntilReleased() {
        DocumentKey key = key("model");
        LogAppender appender = store.appender(create(key).id());
        store.holdCommits();

        CompletionStage<Void> first = appender.append(entry(0, "a"));
        CompletionStage<Void> second = appender.append(entry(1, "b"));
        assertThat(await(store.load(key)).orElseThrow().tail()).isEmpty();
        assertThat(store.heldCommits()).isEqualTo(2);
        assertThat(first.toCompletableFuture()).isNotDone();
        store.releaseCommits();

        await(second);
        assertThat(first.toCompletableFuture()).isCompleted();
        assertThat(await(store.load(key)).orElseThrow().tail()).hasSize(2);
    }

    @Test
    void failedAppenderStaysFailedAfterRepair() {
        DocumentKey key = key("model");
        DocumentId id = create(key).id();
        LogAppender appender = store.appender(id);
        store.failCommits();
        assertFails(StorageUnavailableException.class, appender.append(entry(0, "a")));
        store.repair();

        assertFails(StorageUnavailableException.class, appender.append(entry(1, "b")));
        await(store.appender(id).append(entry(0, "c")));
        assertThat(await(store.load(key)).orElseThrow().tail()).hasSize(1);
    }
}

package dev.coterie.document;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import static dev.coterie.document.DocumentStoreConformance.assertFails;
import static dev.coterie.document.DocumentStoreConformance.await;
import static dev.coterie.document.DocumentStoreConformance.bytes;
import static org.assertj.core.api.Assertions.assertThat;

class InMemoryByteStringStoreTests extends ByteStringStoreConformance {

    private static final DocumentKey KEY = new DocumentKey("board", "held");

    private final InMemoryRecordStore records = new InMemoryRecordStore();
    private final InMemoryByteStringStore store = new InMemoryByteStringStore(records);

    @Override
    ByteStringStore store() {
        return store;
    }

    @Override
    RecordStore records() {
        return records;
    }

    @Test
    void heldCommitsAreSeenByNobodyUntilReleased() {
        LogAppender appender = store.appender(create());
        store.holdCommits();

        CompletionStage<Void> first = appender.append(entry(0, bytes("a")));
        CompletionStage<Void> second = appender.append(entry(1, bytes("b")));
        assertThat(await(store.find(KEY)).orElseThrow().length()).isZero();
        assertThat(store.heldCommits()).isEqualTo(2);
        assertThat(first.toCompletableFuture()).isNotDone();
        store.releaseCommits();

        await(second);
        assertThat(first.toCompletableFuture()).isCompleted();
        assertThat(await(store.find(KEY)).orElseThrow().length()).isEqualTo(2);
    }

    @Test
    void failedAppenderStaysFailedAfterRepair() {
        DocumentId id = create();
        LogAppender appender = store.appender(id);
        store.failCommits();
        assertFails(StorageUnavailableException.class, appender.append(entry(0, bytes("a"))));
        store.repair();

        assertFails(StorageUnavailableException.class, appender.append(entry(1, bytes("b"))));
        await(store.appender(id).append(entry(0, bytes("c"))));
        assertThat(await(store.find(KEY)).orElseThrow().length()).isEqualTo(1);
    }

    private DocumentId create() {
        return await(store.create(new NewByteString(KEY, "", Instant.EPOCH, new byte[0], new byte[0], "", List.of())))
                .record()
                .id();
    }
}

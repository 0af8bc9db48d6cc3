package dev.coterie.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

import static dev.coterie.document.DocumentStoreConformance.await;
import static dev.coterie.document.DocumentStoreConformance.document;
import static dev.coterie.document.DocumentStoreConformance.key;

/** Measures what appends to byte strings of several lengths cost, and merging; decision 0007 tells what came out. */
final class ByteStringBenchmark {

    private static final int ENTRY_BYTES = 120;
    private static final int ENTRIES_TO_MERGE = 200_000;
    private static final int MEGABYTE = 1_000_000;
    private static final long SECONDS = Long.getLong("coterie.test.seconds", 5);

    private final TestStorage storage;
    private final JdbcByteStringStore store;
    private final JdbcTemplate jdbc;
    private final String label;

    private ByteStringBenchmark(TestStorage storage, String label) {
        this.storage = storage;
        this.store = storage.storage().byteStrings();
        this.jdbc = new JdbcTemplate(storage.pool());
        this.label = label;
    }

    /** Arguments: {@code h2} or {@code postgres}, durability. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("benchmark");
        HikariDataSource pool = arguments[0].equals("h2") ? TestDatabase.h2(directory) : TestDatabase.postgres();
        try (TestStorage storage = TestStorage.on(pool, Durability.valueOf(arguments[1]))) {
            ByteStringBenchmark benchmark = new ByteStringBenchmark(storage, String.join(" ", arguments));
            // Twice, so that both forms are compared warm.
            benchmark.append();
            benchmark.append();
            benchmark.merge();
        }
    }

    private void append() throws InterruptedException {
        for (int underway : new int[] {1, 50}) {
            DocumentId model =
                    await(storage.documents().create(document(key("model")))).id();
            loop("operations", storage.documents().appender(model), 0, 1, underway);
            for (int megabytes : new int[] {0, 10, 100}) {
                StoredByteString board = board(megabytes * MEGABYTE);
                DocumentId id = board.record().id();
                loop("bytes after " + megabytes + " MB", store.appender(id), board.length(), ENTRY_BYTES, underway);
                await(store.delete(id));
            }
        }
    }

    private StoredByteString board(int bytes) {
        byte[] content = new byte[bytes];
        new Random(1).nextBytes(content);
        return await(
                store.create(new NewByteString(key("board"), "", Instant.now(), new byte[0], content, "", List.of())));
    }

    private void loop(String what, LogAppender appender, long position, int step, int underway)
            throws InterruptedException {
        Loop loop = new Loop(appender, position, step, underway);
        for (int i = 0; i < underway; i++) {
            loop.append();
        }
        loop.done.await();
        long[] sorted = Arrays.copyOf(loop.latencies, loop.acknowledged);
        Arrays.sort(sorted);
        System.out.printf(
                "%s: %s, %d underway: %d/s, p50 %d us, p99 %d us%n",
                label,
                what,
                underway,
                sorted.length / SECONDS,
                sorted[sorted.length / 2] / 1_000,
                sorted[sorted.length / 100 * 99] / 1_000);
    }

    /** 100 MB and many small entries after them, merged all at once and then as they come. */
    private void merge() throws InterruptedException {
        StoredByteString board = board(100 * MEGABYTE);
        DocumentId id = board.record().id();
        grow(id, board.length(), Integer.MAX_VALUE);
        time("find", () -> store.find(board.record().key()));
        int before = rows(id);
        long nanos = time("merge of all of them", () -> store.merge(id));
        System.out.printf(
                "%s: %d rows became %d, %d rows/s%n",
                label, before, rows(id), (before - rows(id)) * TimeUnit.SECONDS.toNanos(1) / nanos);
        time("merge that finds nothing", () -> store.merge(id));
        time("read of 256 KB", () -> store.read(id, 50 * MEGABYTE, 100 * MEGABYTE, ByteRows.MAX_BYTES));
        await(store.delete(id));

        StoredByteString next = board(0);
        long start = System.nanoTime();
        grow(next.record().id(), 0, MergePlan.SMALL_ROWS);
        System.out.printf(
                "%s: %d entries/s with a merge after every %d, %d rows at the end%n",
                label,
                ENTRIES_TO_MERGE * TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - start),
                MergePlan.SMALL_ROWS,
                rows(next.record().id()));
    }

    private void grow(DocumentId id, long length, int mergeEvery) {
        LogAppender appender = store.appender(id);
        Semaphore underway = new Semaphore(1_000);
        CompletionStage<Void> last = CompletableFuture.completedFuture(null);
        CompletableFuture<Integer> merging = CompletableFuture.completedFuture(0);
        for (int i = 0; i < ENTRIES_TO_MERGE; i++) {
            underway.acquireUninterruptibly();
            last = appender.append(
                    ByteStringStoreConformance.entry(length + (long) i * ENTRY_BYTES, new byte[ENTRY_BYTES]));
            last.whenComplete((stored, failure) -> underway.release());
            if (i % mergeEvery == mergeEvery - 1 && merging.isDone()) {
                merging = store.merge(id).toCompletableFuture();
            }
        }
        await(last);
        await(merging);
    }

    private <T> long time(String what, Supplier<CompletionStage<T>> work) {
        long start = System.nanoTime();
        await(work.get());
        long nanos = System.nanoTime() - start;
        System.out.printf("%s: %s: %.1f ms%n", label, what, nanos / 1e6);
        return nanos;
    }

    private int rows(DocumentId id) {
        return jdbc.queryForList("select count(*) from log_entry where document_id = ?", Integer.class, id.number())
                .get(0);
    }

    /** Appends the next entry when one is acknowledged. */
    private static final class Loop {

        private final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        private final long[] latencies = new long[2_000_000];
        private final LogAppender appender;
        private final int step;
        private final CountDownLatch done;
        private long position;
        private int acknowledged;

        Loop(LogAppender appender, long position, int step, int underway) {
            this.appender = appender;
            this.position = position;
            this.step = step;
            this.done = new CountDownLatch(underway);
        }

        synchronized void append() {
            long at = position;
            position += step;
            long start = System.nanoTime();
            appender.append(new LogEntry(at, position, Instant.now(), "session", new byte[ENTRY_BYTES]))
                    .whenComplete((stored, cause) -> next(start));
        }

        private synchronized void next(long start) {
            long now = System.nanoTime();
            latencies[acknowledged++] = now - start;
            if (now < end) {
                append();
            } else {
                done.countDown();
            }
        }
    }
}

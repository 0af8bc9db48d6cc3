package dev.coterie.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.zaxxer.hikari.HikariDataSource;

import static dev.coterie.document.DocumentStoreConformance.await;
import static dev.coterie.document.DocumentStoreConformance.document;
import static dev.coterie.document.DocumentStoreConformance.key;

/** Measures how many entries are acknowledged in a second; decision 0002 tells what came out. */
final class WriterBenchmark {

    private static final int PAYLOAD_BYTES = 120;
    private static final long SECONDS = Long.getLong("coterie.test.seconds", 10);

    private final TestStorage storage;
    private final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    private final long[] latencies = new long[5_000_000];
    private final AtomicInteger acknowledged = new AtomicInteger();

    private WriterBenchmark(TestStorage storage) {
        this.storage = storage;
    }

    /** Arguments: {@code h2} or {@code postgres}, durability. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int[][] loads = {{1, 1}, {20, 1}, {1, 50}, {20, 50}};
        for (int[] load : loads) {
            Path directory = Files.createTempDirectory("benchmark");
            HikariDataSource pool = arguments[0].equals("h2") ? TestDatabase.h2(directory) : TestDatabase.postgres();
            try (TestStorage storage = TestStorage.on(pool, Durability.valueOf(arguments[1]))) {
                String result = new WriterBenchmark(storage).run(load[0], load[1]);
                System.out.println(String.join(" ", arguments) + ": " + result + size(directory));
            }
        }
    }

    private static String size(Path directory) throws IOException {
        Path file = directory.resolve("coterie.mv.db");
        return Files.exists(file) ? ", file of " + Files.size(file) / 1_000_000 + " MB" : "";
    }

    private String run(int documents, int underway) throws InterruptedException {
        List<Loop> loops = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(documents * underway);
        for (int i = 0; i < documents; i++) {
            DocumentId id =
                    await(storage.documents().create(document(key("model")))).id();
            loops.add(new Loop(storage.documents().appender(id), done));
        }
        for (int i = 0; i < underway; i++) {
            loops.forEach(Loop::append);
        }
        done.await();
        int count = acknowledged.get();
        long[] sorted = Arrays.copyOf(latencies, count);
        Arrays.sort(sorted);
        return String.format(
                "%d documents, %d underway in each: %d/s, p50 %d us, p99 %d us, %.1f entries a commit",
                documents,
                underway,
                count / SECONDS,
                sorted[count / 2] / 1_000,
                sorted[count / 100 * 99] / 1_000,
                storage.meters()
                        .get("coterie.storage.batch")
                        .tag("writer", "log")
                        .summary()
                        .mean());
    }

    /** One document; appends the next entry when one is acknowledged. */
    private final class Loop {

        private final LogAppender appender;
        private final CountDownLatch done;
        private long position;

        Loop(LogAppender appender, CountDownLatch done) {
            this.appender = appender;
            this.done = done;
        }

        synchronized void append() {
            long at = position++;
            long start = System.nanoTime();
            appender.append(new LogEntry(at, at + 1, Instant.now(), "session", new byte[PAYLOAD_BYTES]))
                    .whenComplete((stored, cause) -> next(start));
        }

        private void next(long start) {
            long now = System.nanoTime();
            latencies[acknowledged.getAndIncrement()] = now - start;
            if (now < end) {
                append();
            } else {
                done.countDown();
            }
        }
    }
}

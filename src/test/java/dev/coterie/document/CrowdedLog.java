package dev.coterie.document;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import static dev.coterie.document.DocumentStoreConformance.await;
import static dev.coterie.document.DocumentStoreConformance.bytes;
import static dev.coterie.document.DocumentStoreConformance.document;
import static dev.coterie.document.DocumentStoreConformance.key;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several documents, each with two writers that fight for it and a reader, all at once. Whatever was acknowledged is
 * read by everybody who starts to read afterwards, in one order and without gaps, and nothing else is there at the end.
 */
final class CrowdedLog {

    private static final int DOCUMENTS = 6;
    private static final int WRITERS = 2;
    private static final int ACKNOWLEDGED_PER_WRITER = 150;
    private static final int MAX_UNDERWAY = 20;
    private static final int WAIT_SECONDS = 120;

    private final DocumentStore store;
    private final Random random;

    CrowdedLog(DocumentStore store, Random random) {
        this.store = store;
        this.random = random;
    }

    void run() {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> tasks = new ArrayList<>();
            for (int i = 0; i < DOCUMENTS; i++) {
                Contested contested = new Contested();
                for (int writer = 0; writer < WRITERS; writer++) {
                    tasks.add(threads.submit(contested.writer("writer " + writer, new Random(random.nextLong()))));
                }
                tasks.add(threads.submit(contested.reader()));
            }
            for (Future<?> task : tasks) {
                task.get(WAIT_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private final class Contested {

        private final DocumentKey key = key("model");
        private final DocumentId id = await(store.create(document(key))).id();
        private final Map<Long, String> acknowledged = new ConcurrentSkipListMap<>();
        private final AtomicInteger writing = new AtomicInteger(WRITERS);

        Callable<Void> writer(String name, Random random) {
            return () -> {
                try {
                    for (int stored = 0; stored < ACKNOWLEDGED_PER_WRITER; ) {
                        stored += write(name, random);
                    }
                } finally {
                    writing.decrementAndGet();
                }
                return null;
            };
        }

        /** Opens the log and writes to it until the other writer gets in between. */
        private int write(String name, Random random) {
            long position = end(await(store.load(key)).orElseThrow());
            LogAppender appender = store.appender(id);
            Deque<Underway> underway = new ArrayDeque<>();
            int stored = 0;
            for (int wanted = 1 + random.nextInt(60); wanted > 0 || !underway.isEmpty(); wanted--) {
                if (wanted > 0) {
                    long next = position + 1 + random.nextInt(5);
                    String text = name + " " + random.nextLong();
                    LogEntry entry = new LogEntry(position, next, Instant.now(), name, bytes(text));
                    underway.add(new Underway(position, text, appender.append(entry)));
                    position = next;
                }
                while (underway.size() > (wanted > 0 ? random.nextInt(MAX_UNDERWAY) : 0)) {
                    Underway first = underway.remove();
                    if (!first.isStored()) {
                        underway.forEach(later -> assertThat(later.isStored()).isFalse());
                        return stored;
                    }
                    assertThat(acknowledged.put(first.position(), first.text())).isNull();
                    stored++;
                }
            }
            return stored;
        }

        Callable<Void> reader() {
            return () -> {
                while (writing.get() > 0) {
                    Map<Long, String> before = Map.copyOf(acknowledged);
                    assertThat(read()).containsAllEntriesOf(before);
                }
                assertThat(read()).containsExactlyInAnyOrderEntriesOf(acknowledged);
                return null;
            };
        }

        private Map<Long, String> read() {
            Map<Long, String> entries = new ConcurrentSkipListMap<>();
            long expected = 0;
            for (LogEntry entry : await(store.load(key)).orElseThrow().tail()) {
                assertThat(entry.position()).isEqualTo(expected);
                entries.put(entry.position(), new String(entry.payload(), StandardCharsets.UTF_8));
                expected = entry.next();
            }
            return entries;
        }

        private static long end(StoredDocument document) {
            List<LogEntry> tail = document.tail();
            return tail.isEmpty()
                    ? document.snapshot().position()
                    : tail.get(tail.size() - 1).next();
        }
    }

    private record Underway(long position, String text, CompletionStage<Void> stage) {

        boolean isStored() {
            Throwable fault = DocumentStoreConformance.fault(stage);
            assertThat(fault).matches(cause -> cause == null || cause instanceof PositionTakenException);
            return fault == null;
        }
    }
}

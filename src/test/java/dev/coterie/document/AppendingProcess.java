package dev.coterie.document;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

import static dev.coterie.document.DocumentStoreConformance.await;

/** A server that does nothing but append and say so, until somebody kills it. Run by {@link KilledProcessTests}. */
final class AppendingProcess {

    private static final int DOCUMENTS = 3;
    private static final int MAX_UNDERWAY = 50;

    private AppendingProcess() {}

    /** Writes a line with document, position and payload for each entry, once it is acknowledged. */
    public static void main(String[] directory) {
        Storage storage = TestStorage.on(TestDatabase.h2(Path.of(directory[0]))).storage();
        JdbcDocumentStore store = storage.documents();
        List<Writer> writers = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            writers.add(Writer.open(store, new DocumentKey("model", "document " + i)));
        }
        System.out.println("ready");
        for (int i = 0; ; i++) {
            writers.get(i % DOCUMENTS).append();
        }
    }

    private static final class Writer {

        private final Semaphore underway = new Semaphore(MAX_UNDERWAY);
        private final String name;
        private final LogAppender appender;
        private long position;

        private Writer(String name, LogAppender appender, long position) {
            this.name = name;
            this.appender = appender;
            this.position = position;
        }

        static Writer open(DocumentStore store, DocumentKey key) {
            if (await(store.load(key)).isEmpty()) {
                await(store.create(DocumentStoreConformance.document(key)));
            }
            StoredDocument document = await(store.load(key)).orElseThrow();
            List<LogEntry> tail = document.tail();
            return new Writer(
                    key.name(),
                    store.appender(document.record().id()),
                    tail.isEmpty() ? 0 : tail.get(tail.size() - 1).next());
        }

        void append() {
            underway.acquireUninterruptibly();
            long at = position++;
            String payload = Long.toString(System.nanoTime(), Character.MAX_RADIX);
            appender.append(new LogEntry(
                            at, at + 1, Instant.now(), "session", payload.getBytes(StandardCharsets.UTF_8)))
                    .thenRun(() -> {
                        System.out.println(name + "\t" + at + "\t" + payload);
                        underway.release();
                    });
        }
    }
}

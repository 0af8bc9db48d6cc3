package dev.coterie.document;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Moves committed entries from the journal to the documents' logs: each move is one transaction, so that an entry is
 * always in exactly one of the two. It moves when enough has come together, when somebody wants to read a document that
 * has entries in the journal, and after a moment in any case. Thread-safe; one thread does all the moving.
 */
final class Filer implements Settlement, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Filer.class);

    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    /** So many times what fits into one transaction may wait. */
    private static final int MAX_BATCHES_WAITING = 4;

    private final JdbcTransaction transaction;
    private final JdbcTemplate jdbc;
    private final WriteLimits limits;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "coterie-log-filer"));
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Deque<Entries> waiting = new ArrayDeque<>();
    private final Map<DocumentId, Long> lastOf = new HashMap<>();
    private final List<Reader> readers = new ArrayList<>();
    private int rows;
    private long bytes;
    private @Nullable Future<?> timer;
    private boolean urgent;
    private boolean failing;
    private boolean closing;

    /**
     * What one transaction put into the journal.
     *
     * @param last the number of its last row there
     */
    record Entries(long last, List<LogRow> rows) {

        long bytes() {
            return rows.stream().mapToLong(row -> row.entry().payload().length).sum();
        }
    }

    Filer(JdbcTransaction transaction, DataSource dataSource, WriteLimits limits, MeterRegistry meters) {
        this.transaction = transaction;
        this.jdbc = new JdbcTemplate(dataSource);
        this.limits = limits;
        Gauge.builder("coterie.storage.unfiled", this, Filer::size)
                .description("Entries that are committed to the journal and not yet moved to their documents' logs")
                .register(meters);
    }

    /** Moves what an earlier process left in the journal; returns the number of the journal's last row. */
    long recover() {
        List<Long> ids = new ArrayList<>();
        List<byte[]> pieces = new ArrayList<>();
        jdbc.query("select id, content from log_journal order by id", row -> {
            ids.add(row.getLong(1));
            pieces.add(row.getBytes(2));
        });
        if (ids.isEmpty()) {
            return 0;
        }
        long last = ids.get(ids.size() - 1);
        List<LogRow> left = JournalFormat.decode(Parts.join(pieces));
        log.info("{} entries that were committed before the server ended are filed now", left.size());
        file(List.of(new Entries(last, left)));
        return last;
    }

    /** Waits until there is room for more. */
    void awaitRoom() {
        lock.lock();
        try {
            while (isFull() && !failing) {
                room.awaitUninterruptibly();
            }
            if (isFull()) {
                throw new TransientDataAccessResourceException("Too many entries wait to be filed");
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return bytes > MAX_BATCHES_WAITING * limits.batchBytes() || rows > MAX_BATCHES_WAITING * limits.batchWrites();
    }

    /** Takes what has just been committed, in the order of its numbers. */
    void add(Entries entries) {
        lock.lock();
        try {
            waiting.add(entries);
            rows += entries.rows().size();
            bytes += entries.bytes();
            entries.rows().forEach(row -> lastOf.put(row.document(), entries.last()));
            if (timer == null) {
                timer = thread.schedule(this::work, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
            if (isBatch() && !urgent) {
                urgent = true;
                thread.execute(this::work);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isBatch() {
        return rows >= limits.batchWrites() || bytes >= limits.batchBytes();
    }

    /** Whether a document has entries in the journal. */
    boolean holds(DocumentId document) {
        lock.lock();
        try {
            return lastOf.containsKey(document);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean await(DocumentId document) {
        CompletableFuture<Void> filed;
        lock.lock();
        try {
            Long last = lastOf.get(document);
            if (last == null) {
                return false;
            }
            filed = urgently(last);
        } finally {
            lock.unlock();
        }
        await(filed);
        return true;
    }

    @Override
    public void awaitAll() {
        CompletableFuture<Void> filed;
        lock.lock();
        try {
            Entries last = waiting.peekLast();
            if (last == null) {
                return;
            }
            filed = urgently(last.last());
        } finally {
            lock.unlock();
        }
        await(filed);
    }

    private CompletableFuture<Void> urgently(long last) {
        CompletableFuture<Void> filed = new CompletableFuture<>();
        try {
            thread.execute(this::work);
            readers.add(new Reader(last, filed));
        } catch (RejectedExecutionException e) {
            filed.completeExceptionally(new StorageUnavailableException("The storage is being closed", e));
        }
        return filed;
    }

    private static void await(CompletableFuture<Void> filed) {
        try {
            filed.join();
        } catch (CompletionException e) {
            throw Faults.unavailable(e.getCause() == null ? e : e.getCause());
        }
    }

    private int size() {
        lock.lock();
        try {
            return rows;
        } finally {
            lock.unlock();
        }
    }

    /** Moves what waits; goes on while it is pressed to. */
    private void work() {
        try {
            List<Entries> batch = batch();
            while (!batch.isEmpty()) {
                file(batch);
                batch = filed(batch) ? batch() : List.of();
            }
        } catch (RuntimeException | Error failure) {
            failed(failure);
        }
    }

    private List<Entries> batch() {
        lock.lock();
        try {
            List<Entries> batch = new ArrayList<>();
            int batchRows = 0;
            long batchBytes = 0;
            for (Entries entries : waiting) {
                batchRows += entries.rows().size();
                batchBytes += entries.bytes();
                if (!batch.isEmpty() && (batchRows > limits.batchWrites() || batchBytes > limits.batchBytes())) {
                    break;
                }
                batch.add(entries);
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether to go on at once. */
    private boolean filed(List<Entries> batch) {
        List<Reader> content = new ArrayList<>();
        boolean more;
        lock.lock();
        try {
            failing = false;
            for (Entries entries : batch) {
                waiting.remove();
                rows -= entries.rows().size();
                bytes -= entries.bytes();
            }
            long last = batch.get(batch.size() - 1).last();
            batch.forEach(entries -> entries.rows().forEach(row -> forget(row.document(), last)));
            readers.removeIf(reader -> reader.last() <= last && content.add(reader));
            room.signalAll();
            more = isBatch() || !readers.isEmpty() || closing && !waiting.isEmpty();
            if (!more) {
                restAgain(waiting.isEmpty() ? null : PATIENCE);
            }
        } finally {
            lock.unlock();
        }
        content.forEach(reader -> reader.done().complete(null));
        return more;
    }

    private void forget(DocumentId document, long filed) {
        lastOf.computeIfPresent(document, (id, last) -> last <= filed ? null : last);
    }

    /** @param pause until the next time; null: until there is something */
    private void restAgain(@Nullable Duration pause) {
        urgent = false;
        if (timer != null) {
            timer.cancel(false);
        }
        timer = pause == null || closing ? null : thread.schedule(this::work, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Everything stays in the journal; whoever wants to read is told, and it is tried again. */
    private void failed(Throwable failure) {
        List<Reader> disappointed;
        lock.lock();
        try {
            if (!failing) {
                log.warn("Committed entries cannot be filed now ({}); they stay in the journal", Faults.code(failure));
            }
            failing = true;
            disappointed = List.copyOf(readers);
            readers.clear();
            room.signalAll();
            restAgain(RETRY_PAUSE);
        } finally {
            lock.unlock();
        }
        RuntimeException cause = Faults.unavailable(failure);
        disappointed.forEach(reader -> reader.done().completeExceptionally(cause));
    }

    private void file(List<Entries> batch) {
        long last = batch.get(batch.size() - 1).last();
        List<FiledDocument> documents = FiledDocument.sort(
                batch.stream().flatMap(entries -> entries.rows().stream()).toList());
        try {
            transaction.run(work -> {
                documents.forEach(document -> LogRows.insert(work, document.rows()));
                forget(last, work);
            });
        } catch (DataIntegrityViolationException e) {
            documents.forEach(this::fileAlone);
            transaction.run(work -> forget(last, work));
        }
    }

    private static void forget(long last, JdbcTemplate work) {
        work.update("delete from log_journal where id <= ?", last);
    }

    /** What the log has already was filed when the transaction seemed to fail, or by a process that was ended then. */
    private void fileAlone(FiledDocument document) {
        try {
            transaction.run(work -> {
                List<Long> ends =
                        work.queryForList(Fences.END, Long.class, document.id().number());
                if (!ends.isEmpty()) {
                    LogRows.insert(work, document.rowsFrom(ends.get(0)));
                }
            });
        } catch (DataIntegrityViolationException e) {
            log.error(
                    "Committed entries of document {} do not fit its log and are lost: {}",
                    document.id().number(),
                    Faults.code(e));
        }
    }

    /** Moves what it has, if it can; what it cannot stays in the journal for the next process. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
        } finally {
            lock.unlock();
        }
        thread.execute(this::work);
        Threads.end(thread);
    }

    private record Reader(long last, CompletableFuture<Void> done) {}
}

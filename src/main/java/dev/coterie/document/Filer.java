package dev.coterie.document;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
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

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Moves committed entries from the journal to the documents' logs: each move is one transaction, which notes up to which
 * record of the journal it has come. It moves when enough has come together, when somebody wants to read a document that
 * has entries in the journal, and after a moment in any case. Thread-safe; one thread does all the moving.
 */
final class Filer implements Settlement, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Filer.class);

    /** Where the log of a document ends in its table; no row when the document is gone. */
    static final String END = "select " + ByteReader.LENGTH_OF_D + " from document d where d.id = ?";

    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    /** So many times what fits into one transaction may wait. */
    private static final int MAX_BATCHES_WAITING = 4;

    private final JdbcTransaction transaction;
    private final JournalFile journal;
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
     * What one record of the journal holds.
     *
     * @param record the record's number
     * @param bytes of all payloads
     */
    record Entries(long record, List<LogRow> rows, long bytes) {

        static Entries of(long record, List<LogRow> rows) {
            long bytes = 0;
            for (LogRow row : rows) {
                bytes += row.entry().payload().length;
            }
            return new Entries(record, rows, bytes);
        }
    }

    Filer(JdbcTransaction transaction, JournalFile journal, WriteLimits limits, MeterRegistry meters) {
        this.transaction = transaction;
        this.journal = journal;
        this.limits = limits;
        Gauge.builder("coterie.storage.unfiled", this, Filer::size)
                .description("Entries that are committed to the journal and not yet moved to their documents' logs")
                .register(meters);
    }

    /**
     * Moves what an earlier process left in the journal.
     *
     * @param filed the last record that the database has
     * @return the last record that the database has now
     */
    long recover(long filed) throws IOException {
        List<Entries> left = new ArrayList<>();
        long last = filed;
        for (JournalFile.Record record : journal.read()) {
            if (record.number() > filed) {
                if (record.number() != last + 1) {
                    throw new DamagedDocumentException("The journal goes on with record " + record.number()
                            + " where the database ends with " + last + ": one of them is from another time");
                }
                last = record.number();
                left.add(Entries.of(last, JournalFormat.decode(record.content())));
            }
        }
        if (!left.isEmpty()) {
            log.info("The last {} changes before the server ended are filed now", left.size());
            file(left);
        }
        journal.forget(last);
        return last;
    }

    /**
     * Waits until there is room for more.
     *
     * @throws DataAccessResourceFailureException when nothing can be moved: the journal must not grow without end
     */
    void awaitRoom() {
        lock.lock();
        try {
            while (isFull() && !failing) {
                room.awaitUninterruptibly();
            }
            if (!failing) {
                return;
            }
        } finally {
            lock.unlock();
        }
        tryAgain();
    }

    private void tryAgain() {
        try {
            awaitAll();
        } catch (StorageUnavailableException e) {
            throw new DataAccessResourceFailureException("Committed entries cannot be filed", e);
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
            entries.rows().forEach(row -> lastOf.put(row.document(), entries.record()));
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
            filed = urgently(last.record());
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
                journal.forget(batch.get(batch.size() - 1).record());
                batch = filed(batch) ? batch() : List.of();
            }
        } catch (IOException | RuntimeException | Error failure) {
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
            long last = batch.get(batch.size() - 1).record();
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
        long last = batch.get(batch.size() - 1).record();
        List<FiledDocument> documents = FiledDocument.sort(
                batch.stream().flatMap(entries -> entries.rows().stream()).toList());
        Collection<DocumentId> changed = documents.stream()
                .flatMap(document -> StaleRows.changedBy(document.entries()).stream())
                .toList();
        try {
            transaction.run(work -> {
                documents.forEach(document -> LogRows.insert(work, document.rows()));
                StaleRows.mark(work, changed);
                note(last, work);
            });
        } catch (DataIntegrityViolationException e) {
            changed.forEach(this::markAlone);
            documents.forEach(this::fileAlone);
            transaction.run(work -> note(last, work));
        }
    }

    private static void note(long last, JdbcTemplate work) {
        work.update("update log_journal set filed = ?", last);
    }

    /** Before the entries are there, for nobody reads the document until they are. */
    private void markAlone(DocumentId document) {
        try {
            transaction.run(work -> StaleRows.mark(work, document));
        } catch (DataIntegrityViolationException e) {
            // Whoever changed something else of the document noted that at the same time; now that is there to be
            // updated.
            transaction.run(work -> StaleRows.mark(work, document));
        }
    }

    /** What the log has already was filed when the transaction seemed to fail, or by a process that was ended then. */
    private void fileAlone(FiledDocument document) {
        try {
            transaction.run(work -> {
                List<Long> ends =
                        work.queryForList(END, Long.class, document.id().number());
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

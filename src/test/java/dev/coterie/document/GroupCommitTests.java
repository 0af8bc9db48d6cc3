package dev.coterie.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;

import static dev.coterie.document.DocumentStoreConformance.assertFails;
import static dev.coterie.document.DocumentStoreConformance.await;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class GroupCommitTests {

    private static final WriteLimits LIMITS = new WriteLimits(10, 10_000, 20_000);

    private final SteppedTransaction database = new SteppedTransaction();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final GroupCommit commits = new GroupCommit("test", database, LIMITS, meters);

    @AfterEach
    void close() {
        database.allow(1_000_000);
        commits.close();
    }

    @Test
    void whatComesDuringACommitIsCommittedTogether() {
        LogAppender first = appender(1);
        LogAppender second = appender(2);
        first.append(entry(0));
        database.awaitAttempt(1);
        first.append(entry(1));
        second.append(entry(0));
        CompletionStage<Void> last = first.append(entry(2));

        database.allow(2);
        await(last);

        assertThat(database.batchSizes()).containsExactly(1, 3);
        assertThat(meters.get("coterie.storage.commit").timer().count()).isEqualTo(2);
        assertThat(meters.get("coterie.storage.batch").summary().totalAmount()).isEqualTo(4);
    }

    @Test
    void batchesAreLimited() {
        LogAppender appender = appender(1);
        appender.append(entry(0));
        database.awaitAttempt(1);
        CompletionStage<Void> last = appender.append(entry(1));
        for (int i = 2; i < 26; i++) {
            last = appender.append(entry(i));
        }
        assertThat(meters.get("coterie.storage.queue").gauge().value()).isEqualTo(25);

        database.allow(100);
        await(last);

        assertThat(database.batchSizes()).containsExactly(1, 10, 10, 5);
    }

    @Test
    void bigEntryHasABatchOfItsOwn() {
        LogAppender appender = appender(1);
        appender.append(entry(0));
        database.awaitAttempt(1);
        appender.append(entry(1));
        CompletionStage<Void> last = appender.append(new LogEntry(2, 3, Instant.EPOCH, "", new byte[15_000]));

        database.allow(100);
        await(last);

        assertThat(database.batchSizes()).containsExactly(1, 1, 1);
    }

    @Test
    void stagesCompleteInOrder() {
        LogAppender appender = appender(1);
        List<Long> completed = new CopyOnWriteArrayList<>();
        CompletionStage<Void> last = CompletableFuture.completedFuture(null);
        for (long i = 0; i < 40; i++) {
            long position = i;
            last = appender.append(entry(i)).thenRun(() -> completed.add(position));
        }

        database.allow(100);
        await(last);

        assertThat(completed).hasSize(40).isSorted();
    }

    @Test
    void fullQueueRefusesInOrderAndKeepsWhatItAccepted() {
        LogAppender appender = appender(1);
        List<CompletionStage<Void>> stages = new ArrayList<>();
        stages.add(appender.append(entry(0)));
        database.awaitAttempt(1);
        for (int i = 1; i < 100; i++) {
            stages.add(appender.append(new LogEntry(i, i + 1, Instant.EPOCH, "", new byte[744])));
        }
        assertThat(stages).noneMatch(stage -> stage.toCompletableFuture().isDone());

        database.allow(1_000);

        for (int i = 0; i < 100; i++) {
            if (i <= 20) {
                await(stages.get(i));
            } else {
                assertFails(StorageUnavailableException.class, stages.get(i));
            }
        }
        assertFails(StorageUnavailableException.class, appender.append(entry(100)));
        await(appender(1).append(entry(21)));
    }

    @Test
    void onlyTheCulpritFails() {
        LogAppender good = appender(1);
        LogAppender bad = appender(2);
        LogAppender other = appender(3);
        good.append(entry(0));
        database.awaitAttempt(1);
        database.refuse(new DocumentId(2), new DuplicateKeyException("taken"));
        CompletionStage<Void> badEntry = bad.append(entry(0));
        CompletionStage<Void> goodEntry = good.append(entry(1));
        CompletionStage<Void> badToo = bad.append(entry(1));
        CompletionStage<Void> otherEntry = other.append(entry(0));

        database.allow(100);

        assertFails(PositionTakenException.class, badEntry);
        assertFails(PositionTakenException.class, badToo);
        await(goodEntry);
        await(otherEntry);
        database.refuse(new DocumentId(2), null);
        assertFails(PositionTakenException.class, bad.append(entry(2)));
        await(appender(2).append(entry(0)));
    }

    @Test
    void outageFailsWhateverWaitsWithOneLineInTheLog(CapturedOutput output) {
        List<CompletionStage<Void>> stages = new ArrayList<>();
        LogAppender appender = appender(1);
        stages.add(appender.append(entry(0)));
        database.awaitAttempt(1);
        database.breakDown(new DataAccessResourceFailureException("no space left"));
        for (int i = 0; i < 30; i++) {
            stages.add(appender(10 + i).append(entry(0)));
        }

        database.allow(1);
        stages.forEach(stage -> assertFails(StorageUnavailableException.class, stage));
        assertThat(database.attempts()).isEqualTo(1);
        database.allow(1);
        assertFails(StorageUnavailableException.class, appender(2).append(entry(0)));
        database.breakDown(null);
        database.allow(1);
        await(appender(2).append(entry(0)));
        assertFails(StorageUnavailableException.class, appender.append(entry(1)));

        assertThat(output.getOut().lines().filter(line -> line.contains("cannot be written")))
                .singleElement()
                .asString()
                .contains("no space left");
        assertThat(output.getOut().lines().filter(line -> line.contains("works again")))
                .singleElement()
                .asString()
                .contains("32 changes");
        assertThat(meters.get("coterie.storage.refused").counter().count()).isEqualTo(32);
    }

    @Test
    void writerSurvivesErrors() {
        database.breakDown(new OutOfMemoryError("thrown by a test"));
        database.allow(1);
        assertFails(StorageUnavailableException.class, appender(1).append(entry(0)));

        database.breakDown(null);
        database.allow(1);
        await(appender(1).append(entry(0)));
    }

    @Test
    void whatWasAcceptedIsCommittedBeforeTheEnd() {
        LogAppender appender = appender(1);
        CompletionStage<Void> last = appender.append(entry(0));
        for (int i = 1; i < 35; i++) {
            last = appender.append(entry(i));
        }

        database.allow(100);
        commits.close();

        assertThat(last.toCompletableFuture()).isCompleted();
        assertFails(StorageUnavailableException.class, appender.append(entry(35)));
        assertFails(StorageUnavailableException.class, appender(2).append(entry(0)));
    }

    private LogAppender appender(long document) {
        return new QueuedAppender(new DocumentId(document), LogForm.OPERATIONS, commits);
    }

    private static LogEntry entry(long position) {
        return new LogEntry(position, position + 1, Instant.EPOCH, "", new byte[0]);
    }

    /** Commits when it is allowed to. Thread-safe. */
    private static final class SteppedTransaction implements BatchTransaction {

        private final Semaphore allowed = new Semaphore(0);
        private final Semaphore attempted = new Semaphore(0);
        private final List<Integer> sizes = new CopyOnWriteArrayList<>();
        private volatile @Nullable Throwable fault;
        private volatile @Nullable DocumentId refused;
        private volatile @Nullable RuntimeException refusal;

        void allow(int commits) {
            allowed.release(commits);
        }

        void awaitAttempt(int attempts) {
            attempted.acquireUninterruptibly(attempts);
        }

        int attempts() {
            return sizes.size();
        }

        List<Integer> batchSizes() {
            return sizes;
        }

        void breakDown(@Nullable Throwable cause) {
            fault = cause;
        }

        void refuse(DocumentId document, @Nullable RuntimeException cause) {
            refused = document;
            refusal = cause;
        }

        @Override
        public void commit(List<Write> batch) {
            sizes.add(batch.size());
            attempted.release();
            allowed.acquireUninterruptibly();
            if (fault instanceof RuntimeException exception) {
                throw exception;
            }
            if (fault instanceof Error error) {
                throw error;
            }
            RuntimeException cause = refusal;
            if (cause != null
                    && batch.stream()
                            .anyMatch(write -> write instanceof Append append
                                    && append.row().document().equals(refused))) {
                throw cause;
            }
        }
    }
}

package dev.coterie.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import static dev.coterie.document.ByteStringStoreConformance.content;
import static dev.coterie.document.DocumentStoreConformance.await;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * One byte string with two writers that fight for it, one who merges, and two readers, all at once. The byte at an
 * offset is a function of the offset, so that every reader knows what it has to see.
 */
final class CrowdedByteString {

    private static final int WRITERS = 2;
    private static final int READERS = 2;
    private static final int TURNS_PER_WRITER = 40;
    private static final int WAIT_SECONDS = 120;

    private final ByteStringStore store;
    private final DocumentId id;
    private final Random random;
    private final AtomicInteger writing = new AtomicInteger(WRITERS);
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong merged = new AtomicLong();

    /** @param id an empty document */
    CrowdedByteString(ByteStringStore store, DocumentId id, Random random) {
        this.store = store;
        this.id = id;
        this.random = random;
    }

    void run() {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> tasks = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                tasks.add(threads.submit(writer(new Random(random.nextLong()))));
            }
            for (int i = 0; i < READERS; i++) {
                tasks.add(threads.submit(reader(new Random(random.nextLong()))));
            }
            tasks.add(threads.submit(merger()));
            for (Future<?> task : tasks) {
                task.get(WAIT_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            threads.shutdownNow();
        }
        assertThat(merged).hasPositiveValue();
        check(0, content(store, id, 0, Long.MAX_VALUE, 100_000));
    }

    private Callable<Void> writer(Random random) {
        return () -> {
            try {
                for (int turn = 0; turn < TURNS_PER_WRITER; turn++) {
                    write(random);
                }
            } finally {
                writing.decrementAndGet();
            }
            return null;
        };
    }

    /** Appends until the other writer gets in between, or for a while. */
    private void write(Random random) {
        long position = length();
        LogAppender appender = store.appender(id);
        List<CompletionStage<Void>> appends = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        for (int wanted = 1 + random.nextInt(120); wanted > 0; wanted--) {
            byte[] payload = bytes(position, 1 + random.nextInt(1 << random.nextInt(12)));
            appends.add(appender.append(ByteStringStoreConformance.entry(position, payload)));
            position += payload.length;
            ends.add(position);
        }
        for (int i = 0; i < appends.size(); i++) {
            Throwable fault = DocumentStoreConformance.fault(appends.get(i));
            assertThat(fault).matches(cause -> cause == null || cause instanceof PositionTakenException);
            if (fault == null) {
                acknowledged.accumulateAndGet(ends.get(i), Math::max);
            }
        }
    }

    /** Without asking for the document, so that this also finds where an end is told too late. */
    private long length() {
        long from = acknowledged.get();
        return from + content(store, id, from, Long.MAX_VALUE, 100_000).length;
    }

    private Callable<Void> reader(Random random) {
        return () -> {
            while (writing.get() > 0) {
                long length = acknowledged.get();
                long from = (long) (random.nextDouble() * length);
                byte[] content = content(store, id, from, length, 1 + random.nextInt(100_000));
                assertThat(content).hasSize((int) (length - from));
                check(from, content);
            }
            return null;
        };
    }

    private Callable<Void> merger() {
        return () -> {
            while (writing.get() > 0) {
                merged.addAndGet(await(store.merge(id)));
            }
            return null;
        };
    }

    private static void check(long from, byte[] content) {
        assertThat(content).isEqualTo(bytes(from, content.length));
    }

    private static byte[] bytes(long position, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ((position + i) * 0x9E3779B97F4A7C15L >>> 56);
        }
        return bytes;
    }
}

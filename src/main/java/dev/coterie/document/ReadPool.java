package dev.coterie.document;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.springframework.dao.DataAccessException;

/** The few threads that read from the database. Thread-safe. */
final class ReadPool implements AutoCloseable {

    private static final int MAX_WAITING = 10_000;

    private final ThreadPoolExecutor threads;

    /** @param name of its threads */
    ReadPool(String name, int size) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                size,
                size,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_WAITING),
                task -> new Thread(task, name + "-" + number.incrementAndGet()));
    }

    <T> CompletionStage<T> submit(Supplier<T> read) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            threads.execute(() -> run(read, result));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(
                    new StorageUnavailableException("Too much waits to be read, or the storage is being closed", e));
        }
        return result;
    }

    private static <T> void run(Supplier<T> read, CompletableFuture<T> result) {
        try {
            result.complete(read.get());
        } catch (DataAccessException e) {
            result.completeExceptionally(Faults.unavailable(e));
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    /** Finishes what was accepted. */
    @Override
    public void close() {
        Threads.end(threads);
    }
}

package dev.coterie.document;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What the in-memory stores have in common: one storage thread, on which all stages complete, and ways to make it
 * misbehave. Thread-safe; the methods that tests call must not be called from a stage's callback.
 */
public abstract class InMemoryStore {

    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), InMemoryStore::daemon);
    private final List<Runnable> held = new ArrayList<>();
    private boolean holding;
    private @Nullable RuntimeException fault;

    InMemoryStore() {
        thread.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "in-memory-storage");
        thread.setDaemon(true);
        return thread;
    }

    /** Lets every write wait that comes after this, until {@link #releaseCommits()}; what came before is done. */
    public final void holdCommits() {
        onThread(() -> holding = true);
    }

    /** Does the writes that wait, in their order; they are done when this returns. */
    public final void releaseCommits() {
        onThread(() -> {
            holding = false;
            List<Runnable> writes = List.copyOf(held);
            held.clear();
            writes.forEach(Runnable::run);
            return null;
        });
    }

    /** How many writes wait for {@link #releaseCommits()}. */
    public final int heldCommits() {
        return onThread(held::size);
    }

    /** Lets every write fail like this from now on, also those that are held back now. */
    public final void failCommits(RuntimeException cause) {
        onThread(() -> fault = cause);
    }

    /** Lets every write fail as if the database were gone. */
    public final void failCommits() {
        failCommits(new StorageUnavailableException("The storage was made to fail"));
    }

    /** Ends {@link #failCommits()}. */
    public final void repair() {
        onThread(() -> fault = null);
    }

    /** Does something on the storage thread and waits for it; fails as it does. */
    final <T> T onThread(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, thread).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    final <T> CompletionStage<T> read(Supplier<T> read) {
        CompletableFuture<T> result = new CompletableFuture<>();
        thread.execute(() -> complete(result, read));
        return result;
    }

    final <T> CompletionStage<T> write(Supplier<T> write) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable commit = () -> complete(result, () -> {
            if (fault != null) {
                throw fault;
            }
            return write.get();
        });
        thread.execute(() -> {
            if (holding) {
                held.add(commit);
            } else {
                commit.run();
            }
        });
        return result;
    }

    private static <T> void complete(CompletableFuture<T> result, Supplier<T> work) {
        try {
            result.complete(work.get());
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }
}

package dev.coterie.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * The one thread that owns every connection, client and counter of a run: a load generator has to leave the processors
 * to the server. {@link #execute}, {@link #call} and {@link #close} are thread-safe, the rest is confined to the loop.
 */
final class EventLoop implements AutoCloseable {

    private static final int SCRATCH_BYTES = 256 << 10;
    private static final Duration CALL_PATIENCE = Duration.ofSeconds(60);

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final ByteBuffer scratch = ByteBuffer.allocate(SCRATCH_BYTES);
    private final SplittableRandom random;
    private volatile boolean running = true;
    private volatile @Nullable Throwable failure;

    private record Timer(long atNanos, Runnable task) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return Long.signum(atNanos - other.atNanos);
        }
    }

    EventLoop(long seed) throws IOException {
        this.random = new SplittableRandom(seed);
        this.selector = Selector.open();
        this.thread = new Thread(this::run, "bench-loop");
        thread.setDaemon(true);
        thread.start();
    }

    /** Opens a connection; its listener hears how that went. */
    void connect(URI target, FrameListener listener) throws IOException {
        new Connection(target, selector, random.split(), listener);
    }

    /** Runs a task at a time of {@link System#nanoTime()}, or up to a millisecond later. */
    void at(long nanoTime, Runnable task) {
        timers.add(new Timer(nanoTime, task));
    }

    /** Runs a task on the loop, soon. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Runs a task on the loop and waits for what it returns. */
    <T> T call(Callable<T> task) throws IOException, InterruptedException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        execute(() -> {
            try {
                answer.complete(task.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(CALL_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("the event loop is stuck", failure);
        }
    }

    private void run() {
        try {
            while (running) {
                runTasks();
                long waitMillis = runTimers();
                selector.select(this::ready, waitMillis);
            }
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof Connection connection) {
            connection.ready(scratch);
        }
    }

    private void runTasks() {
        Runnable task = tasks.poll();
        while (task != null) {
            task.run();
            task = tasks.poll();
        }
    }

    /** Runs what is due and returns the milliseconds until the next is, 0 for none. */
    private long runTimers() {
        Timer next = timers.peek();
        long now = System.nanoTime();
        while (next != null && next.atNanos - now <= 0) {
            timers.poll();
            next.task.run();
            next = timers.peek();
            now = System.nanoTime();
        }
        return next == null ? 0 : TimeUnit.NANOSECONDS.toMillis(next.atNanos - now) + 1;
    }

    @Override
    public void close() {
        running = false;
        selector.wakeup();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException ignored) {
            // nobody is left to tell
        }
    }
}

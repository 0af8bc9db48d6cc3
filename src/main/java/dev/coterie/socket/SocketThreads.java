package dev.coterie.socket;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that close connections: the container's close may block for a while. Thread-safe. */
final class SocketThreads implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SocketThreads.class);
    private static final int CLOSERS = 4;

    private final ThreadPoolExecutor closer;
    private final ScheduledThreadPoolExecutor timer;

    SocketThreads() {
        closer = new ThreadPoolExecutor(
                CLOSERS, CLOSERS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("socket-closer-"));
        closer.allowCoreThreadTimeOut(true);
        timer = new ScheduledThreadPoolExecutor(1, named("socket-timer-"));
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Runs a close, which takes a bounded time; when we stop, the container closes its connections by itself. */
    void closing(Runnable close) {
        try {
            closer.execute(close);
        } catch (RejectedExecutionException e) {
            log.debug("Stopping: the container closes the connection");
        }
    }

    /** Runs something short later, unless we stop before. */
    void after(Duration delay, Runnable task) {
        try {
            timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("Stopping: nothing happens later");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        closer.shutdown();
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}

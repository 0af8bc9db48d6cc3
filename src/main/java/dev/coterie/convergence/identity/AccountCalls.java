package dev.coterie.convergence.identity;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.springframework.stereotype.Component;

/**
 * The threads on which the realtime engine asks about accounts and verifies tokens, since both block. Password checks,
 * which are slow on purpose, have their own, so that a flood of them delays nobody else. Thread-safe; stages fail with
 * {@link RejectedExecutionException} when too much waits.
 */
@Component
public class AccountCalls implements AutoCloseable {

    private static final int LOOK_UP_THREADS = 8;
    private static final int LOOK_UPS_WAITING = 10_000;
    private static final int PASSWORD_THREADS = 2;
    private static final int PASSWORDS_WAITING = 200;

    private final ThreadPoolExecutor lookUps = threads("account-lookup-", LOOK_UP_THREADS, LOOK_UPS_WAITING);
    private final ThreadPoolExecutor passwords = threads("password-check-", PASSWORD_THREADS, PASSWORDS_WAITING);

    /** Asks about accounts. */
    public <T> CompletionStage<T> lookUp(Supplier<T> question) {
        return call(lookUps, question);
    }

    /** Checks a password. */
    public <T> CompletionStage<T> checkPassword(Supplier<T> question) {
        return call(passwords, question);
    }

    @Override
    public void close() {
        lookUps.shutdown();
        passwords.shutdown();
    }

    private static <T> CompletionStage<T> call(Executor executor, Supplier<T> question) {
        try {
            return CompletableFuture.supplyAsync(question, executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static ThreadPoolExecutor threads(String prefix, int threads, int waiting) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), task -> {
                    Thread thread = new Thread(task, prefix + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}

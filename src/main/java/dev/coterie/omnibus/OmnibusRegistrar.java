package dev.coterie.omnibus;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;

import dev.coterie.token.SigningKeyReplaced;

/**
 * Registers our key in the background, tries for ever, and looks after it from time to time once it is there: a server
 * whose data was replaced gets it again, and a new key is brought at once. Thread-safe; attempts run on one thread of its own.
 */
class OmnibusRegistrar implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OmnibusRegistrar.class);

    private final KeyRegistration registration;
    private final Backoff backoff;
    private final Duration checkInterval;
    private volatile @Nullable ScheduledExecutorService executor;

    /** Confined to the thread of the attempts. */
    private @Nullable Future<?> next;

    OmnibusRegistrar(KeyRegistration registration, Backoff backoff, Duration checkInterval) {
        this.registration = registration;
        this.backoff = backoff;
        this.checkInterval = checkInterval;
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "omnibus-registrar");
            thread.setDaemon(true);
            return thread;
        });
        executor = started;
        started.execute(() -> attempt(started));
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = executor;
        executor = null;
        if (running != null) {
            running.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return executor != null;
    }

    /** The external server refuses tokens of the new key until it has it. */
    @EventListener
    void bring(SigningKeyReplaced replaced) {
        ScheduledExecutorService running = executor;
        if (running == null) {
            return;
        }
        log.info("Bringing the new signing key to the Convergence server");
        try {
            running.execute(() -> {
                if (next != null) {
                    next.cancel(false);
                }
                backoff.reset();
                attempt(running);
            });
        } catch (RejectedExecutionException e) {
            log.debug("Stopping, so the new key is brought at the next start", e);
        }
    }

    private void attempt(ScheduledExecutorService scheduler) {
        Duration pause = checkInterval;
        try {
            if (registration.attempt()) {
                backoff.reset();
            } else {
                pause = backoff.nextPause();
            }
        } catch (RuntimeException e) {
            log.error("An attempt to register the key failed unexpectedly", e);
            pause = backoff.nextPause();
        }
        if (!scheduler.isShutdown()) {
            next = scheduler.schedule(() -> attempt(scheduler), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}

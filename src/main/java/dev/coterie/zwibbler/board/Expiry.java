package dev.coterie.zwibbler.board;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.coterie.cluster.Entities;
import dev.coterie.zwibbler.Expiration;

/**
 * Looks for boards that nobody has used for too long, and tells them; a board that has clients takes it as use. The time
 * of the last use is stored late, so that a board knows better. Thread-safe.
 */
final class Expiry implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Expiry.class);

    /** More have to wait for the next time. */
    private static final int MAX_AT_ONCE = 1000;

    private static final long MIN_PERIOD_MILLIS = 500;
    private static final int LOOKS_PER_LIFE = 4;

    private final Entities<BoardCommand> entities;
    private final BoardEnvironment environment;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "coterie-board-expiry");
        thread.setDaemon(true);
        return thread;
    });

    Expiry(Entities<BoardCommand> entities, BoardEnvironment environment, Expiration expiration) {
        this.entities = entities;
        this.environment = environment;
        expiration.after().ifPresent(this::start);
    }

    private void start(Duration life) {
        long period = Math.max(
                MIN_PERIOD_MILLIS,
                Math.min(
                        life.toMillis() / LOOKS_PER_LIFE,
                        environment.properties().sweepEvery().toMillis()));
        timer.scheduleWithFixedDelay(() -> sweep(life), period, period, TimeUnit.MILLISECONDS);
    }

    void sweep(Duration life) {
        Instant then = environment.clock().instant().minus(life);
        environment.store().unusedSince(BoardEntity.KIND, then, MAX_AT_ONCE).whenComplete((unused, failure) -> {
            if (failure == null) {
                unused.forEach(board -> entities.tell(board.name(), new BoardCommand.Expire(then)));
            } else {
                log.warn("It cannot be found out which boards have expired: {}", failure.toString());
            }
        });
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

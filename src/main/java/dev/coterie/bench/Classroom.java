package dev.coterie.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Teachers who draw on a board and students who watch it (section 10.1 of the protocol). {@link #run} is called once; the
 * rest is confined to its one thread.
 */
final class Classroom {

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(3);
    private static final long REPORT_MILLIS = 100;

    private final URI socket;
    private final String board;
    private final ClassroomLog log;
    private final SplittableRandom random = new SplittableRandom();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "zwibbler-test"));
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_PATIENCE).build();
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final List<Pupil> everybody = new ArrayList<>();
    private int connections;
    private long boardLength;
    private long times;
    private long sumMillis;
    private long leastMillis = Long.MAX_VALUE;
    private long mostMillis;
    private boolean changed;

    Classroom(URI socket, String board, ClassroomLog log) {
        this.socket = socket;
        this.board = board;
        this.log = log;
    }

    /**
     * Runs for a time, or until it is interrupted or a client fails.
     *
     * @return what failed; empty when the time is over
     */
    Optional<String> run(int teachers, int students, Optional<Integer> seconds) throws InterruptedException {
        Thread farewell = new Thread(log::end, "zwibbler-test-end");
        Runtime.getRuntime().addShutdownHook(farewell);
        try {
            for (int i = 0; i < teachers + students; i++) {
                boolean isTeacher = i < teachers;
                String name = isTeacher ? "teacher " + (i + 1) : "student " + (i + 1 - teachers);
                Pupil pupil = new Pupil(this, name, isTeacher);
                everybody.add(pupil);
                after(random.nextLong(LONGEST_DELAY.toMillis()), () -> pupil.connect(http, socket, board));
            }
            thread.scheduleAtFixedRate(this::report, REPORT_MILLIS, REPORT_MILLIS, TimeUnit.MILLISECONDS);
            return seconds.isPresent()
                    ? Optional.of(failure.get(seconds.get(), TimeUnit.SECONDS))
                    : Optional.of(failure.get());
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            close();
            Runtime.getRuntime().removeShutdownHook(farewell);
        }
    }

    private void close() throws InterruptedException {
        thread.execute(() -> everybody.forEach(Pupil::leave));
        thread.execute(this::report);
        thread.shutdown();
        thread.awaitTermination(5, TimeUnit.SECONDS);
        log.end();
    }

    SplittableRandom random() {
        return random;
    }

    void step(String name, String what) {
        log.step(name + ": " + what);
    }

    /** Runs something on the one thread, unless all is over. */
    void execute(Runnable task) {
        after(0, task);
    }

    void after(long millis, Runnable task) {
        if (!thread.isShutdown()) {
            thread.schedule(() -> guarded(task), millis, TimeUnit.MILLISECONDS);
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            failed("the test itself", String.valueOf(e));
        }
    }

    /** One client cannot go on: all stop. */
    void failed(String name, String reason) {
        if (failure.complete("Stopped: " + name + ": " + reason)) {
            log.step("All are asked to stop.");
        }
    }

    void connected() {
        connections++;
        changed = true;
    }

    /** Somebody has seen the board to be so long. */
    void seen(long length) {
        boardLength = Math.max(boardLength, length);
        changed = true;
    }

    void screenToScreen(long millis) {
        times++;
        sumMillis += millis;
        leastMillis = Math.min(leastMillis, millis);
        mostMillis = Math.max(mostMillis, millis);
        changed = true;
    }

    private void report() {
        if (!changed) {
            return;
        }
        changed = false;
        log.figures(String.format(
                Locale.ROOT,
                "Connections=%d docLength=%d Screen-to-screen time avg=%dms min=%dms max=%dms",
                connections,
                boardLength,
                times == 0 ? 0 : sumMillis / times,
                times == 0 ? 0 : leastMillis,
                mostMillis));
    }
}

package dev.coterie.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/** Opening a large board that the server does not have in memory: how soon, and with how much memory. */
record BoardJoinScenario() implements Scenario {

    /** Every page of it is there before, so that resident memory grows by what is not in it. */
    private static final List<String> SMALL_HEAP =
            List.of("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");

    private static final int APPEND_BYTES = 1 << 20;
    private static final double FIRST_FRAME_MILLIS = 200;
    private static final double GROWTH_MEGABYTES = 32;
    private static final int JOINS = 3;
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** One opening. Immutable. */
    private record Joined(double firstFrameMillis, double millis, double growthMegabytes, String hash, long length) {}

    @Override
    public Outcome run(Stage stage, BenchOptions options) throws IOException, InterruptedException {
        Target target = BoardStage.server(stage, SMALL_HEAP);
        String board = stage.modelPrefix() + "huge";
        BoardStage.fill(stage, target, board, options.megabytes(Preset.BOARD_JOIN), APPEND_BYTES);
        ServerProcess own = stage.own();
        if (own != null) {
            own.restart();
            target = own.target();
        }
        BoardStage.warmUp(stage, target, options.plan(Preset.BOARD_JOIN));
        List<Figure> figures = new ArrayList<>();
        double heapBefore = heap(stage);
        List<Joined> joined = new ArrayList<>();
        for (int i = 0; i < JOINS && stage.failures().isEmpty(); i++) {
            joined.add(join(stage, target, board));
        }
        if (stage.failures().isEmpty()) {
            figures.addAll(figures(joined.get(0), " (first time)"));
            figures.addAll(figures(joined.get(JOINS - 1), " (again)"));
            figures.add(Figure.of("live heap growth", "MB", heap(stage) - heapBefore, Bar.below(GROWTH_MEGABYTES)));
            check(stage, options, joined);
        }
        return new Outcome(
                figures,
                List.of("a board of " + options.megabytes(Preset.BOARD_JOIN) + " MiB; a server that is started has "
                        + String.join(" ", SMALL_HEAP) + " and has been killed and started since it was written"),
                stage.failures().lines());
    }

    private static void check(Stage stage, BenchOptions options, List<Joined> joined) {
        boolean same = joined.stream().map(Joined::hash).distinct().count() == 1
                && joined.stream()
                        .allMatch(one -> one.length() == (long) options.megabytes(Preset.BOARD_JOIN) * APPEND_BYTES);
        if (!same) {
            stage.failures().add("diverged", "not the bytes that were written");
        }
    }

    private static List<Figure> figures(Joined joined, String when) {
        return List.of(
                Figure.of("first frame" + when, "ms", joined.firstFrameMillis(), Bar.below(FIRST_FRAME_MILLIS)),
                Figure.of("whole board" + when, "ms", joined.millis()),
                Figure.of("RSS growth meanwhile" + when, "MB", joined.growthMegabytes(), Bar.below(GROWTH_MEGABYTES)));
    }

    private static Joined join(Stage stage, Target target, String board) throws IOException, InterruptedException {
        BoardCrowd crowd = BoardStage.crowd(stage, target);
        BoardClient client = crowd.reader(board);
        double before = resident(stage);
        double most = before;
        long startedAtNanos = System.nanoTime();
        CompletableFuture<BoardClient> joining =
                CompletableFuture.completedFuture(client).thenComposeAsync(BoardClient::join, stage.loop()::execute);
        while (System.nanoTime() - startedAtNanos < PATIENCE.toNanos()) {
            try {
                joining.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                break;
            } catch (TimeoutException e) {
                most = Math.max(most, resident(stage));
            } catch (ExecutionException e) {
                stage.failures().add("join", String.valueOf(e.getCause()));
                break;
            }
        }
        double millis = (System.nanoTime() - startedAtNanos) / 1e6;
        double growth = Math.max(most, resident(stage)) - before;
        if (!joining.isDone()) {
            stage.failures().add("join", "no answer within " + PATIENCE.toMinutes() + " minutes");
        }
        Joined joined = stage.loop()
                .call(() -> new Joined(client.firstFrameNanos() / 1e6, millis, growth, client.hash(), client.length()));
        crowd.leave();
        return joined;
    }

    private static double heap(Stage stage) throws InterruptedException {
        @Nullable HeapProbe probe = stage.heap();
        return probe == null ? Double.NaN : probe.liveMegabytes();
    }

    private static double resident(Stage stage) {
        @Nullable ProcessProbe probe = stage.probe();
        return probe == null ? Double.NaN : probe.residentMegabytes();
    }
}

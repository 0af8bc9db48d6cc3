package dev.coterie.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A real editing history through one client, several edits in flight; then the text opened afresh. */
record ReplayScenario() implements Scenario {

    /** One client is much faster here than the server allows a person to be. */
    private static final List<String> NO_FLOOD_LIMIT =
            List.of("--coterie.socket.messages-per-second=1000000", "--coterie.socket.message-burst=1000000");

    private static final double OPEN_MILLIS = 200;
    private static final double FLAT = 1.5;
    private static final int PATIENCE_MINUTES = 30;

    @Override
    public Outcome run(Stage stage, BenchOptions options) throws IOException, InterruptedException {
        History history = History.read(options.history().orElseThrow());
        int edits = HistoryPlayer.edits(history);
        Target target = stage.server(List.of(), NO_FLOOD_LIMIT);
        String modelId = stage.modelPrefix() + "replay";
        warmUp(stage, target, history, options);
        Crowd crowd = new Crowd(stage.loop(), target, stage.failures());
        Tenths tenths = new Tenths(new ClosedLoop(options.plan(Preset.REPLAY).window()), edits, stage.probe());
        ModelClient writer =
                crowd.typist(crowd.model(modelId, history.startContent()), new HistoryPlayer(history), tenths);
        List<Figure> figures = new ArrayList<>();
        if (crowd.join() && replay(stage, crowd, writer, tenths)) {
            figures.addAll(figures(edits, tenths, crowd.meter()));
            crowd.drain();
            if (!history.endContent().equals(writer.content())) {
                stage.failures().add("diverged", "the text is not the history's at its end");
            }
            open(stage, target, crowd, figures, options.keep());
        }
        return new Outcome(
                figures, notes(history, edits, options), stage.failures().lines());
    }

    /** Replays the beginning into another model for a while: a server that has just started is slow at first. */
    private static void warmUp(Stage stage, Target target, History history, BenchOptions options)
            throws IOException, InterruptedException {
        LoadPlan plan = options.plan(Preset.REPLAY);
        if (plan.warmUp().isZero()) {
            return;
        }
        Crowd crowd = new Crowd(stage.loop(), target, stage.failures());
        ModelGroup model = crowd.model(stage.modelPrefix() + "warm-up", history.startContent());
        crowd.typist(model, new HistoryPlayer(history), new ClosedLoop(plan.window()));
        if (crowd.join()) {
            new Drive(stage.loop(), crowd.meter(), null, stage.failures())
                    .run(crowd.clients(), plan.lasting(Duration.ZERO));
            crowd.drain();
        }
        new ConvergenceCheck(stage.loop(), target, stage.failures()).verify(crowd, !options.keep());
    }

    private static List<String> notes(History history, int edits, BenchOptions options) {
        String size = edits + " edits, " + options.plan(Preset.REPLAY).window() + " in flight, final text of "
                + history.endContent().length() + " UTF-16 code units compared";
        String limit = options.url().isPresent()
                ? "the server's own limit of messages per second applies"
                : "the server was started with " + String.join(" ", NO_FLOOD_LIMIT);
        return List.of(size, limit);
    }

    private static boolean replay(Stage stage, Crowd crowd, ModelClient writer, Tenths tenths)
            throws InterruptedException {
        stage.loop().execute(() -> {
            crowd.meter().start();
            writer.startTyping();
        });
        long untilNanos = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
        while (System.nanoTime() < untilNanos && stage.failures().isEmpty()) {
            try {
                tenths.done().get(1, TimeUnit.SECONDS);
                return true;
            } catch (TimeoutException e) {
                // look whether it is still connected, and wait on
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        stage.failures().add("replay", "stopped after " + writer.acknowledged() + " edits");
        return false;
    }

    private static List<Figure> figures(int edits, Tenths tenths, Meter meter) {
        double seconds = 0;
        for (int tenth = 1; tenth <= 10; tenth++) {
            seconds += tenths.microsPerEdit(tenth) * edits / 10 / 1e6;
        }
        double last = tenths.microsPerEdit(10);
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("replayed in", "s", seconds));
        figures.add(Figure.of("acknowledged operations", "/s", edits / seconds));
        figures.add(
                Figure.of("acknowledgement p50", "ms", meter.acknowledgements().p50()));
        figures.add(
                Figure.of("acknowledgement p99", "ms", meter.acknowledgements().p99()));
        figures.add(Figure.of("cost per edit, first tenth", "us", tenths.microsPerEdit(1)));
        figures.add(Figure.of("cost per edit, fifth tenth", "us", tenths.microsPerEdit(5)));
        figures.add(Figure.of("cost per edit, last tenth", "us", last));
        figures.add(Figure.of("last / first tenth", "", last / tenths.microsPerEdit(1), Bar.below(FLAT)));
        figures.add(Figure.of("server CPU per edit, first tenth", "us", tenths.cpuMicrosPerEdit(1)));
        figures.add(Figure.of("server CPU per edit, fifth tenth", "us", tenths.cpuMicrosPerEdit(5)));
        figures.add(Figure.of("server CPU per edit, last tenth", "us", tenths.cpuMicrosPerEdit(10)));
        return figures;
    }

    /** Opens the text while the server has it in memory and, if the server is ours, after it was killed. */
    private static void open(Stage stage, Target target, Crowd crowd, List<Figure> figures, boolean keep)
            throws IOException, InterruptedException {
        ServerProcess own = stage.own();
        ConvergenceCheck.Outcome live =
                new ConvergenceCheck(stage.loop(), target, stage.failures()).verify(crowd, own == null && !keep);
        figures.add(Figure.of("fresh open", "ms", live.openNanos() / 1e6, Bar.below(OPEN_MILLIS)));
        if (own == null) {
            return;
        }
        figures.add(Figure.of("server RSS", "MB", own.probe().residentMegabytes()));
        figures.add(Figure.of("data directory", "MB", stage.directory().megabytes()));
        own.restart();
        Target again = own.target();
        Crowd warmUp = new Crowd(stage.loop(), again, stage.failures());
        warmUp.typist(warmUp.model(stage.modelPrefix() + "warm-up", ""), text -> null, new ClosedLoop(1));
        if (warmUp.join()) {
            ConvergenceCheck.Outcome cold =
                    new ConvergenceCheck(stage.loop(), again, stage.failures()).verify(crowd, false);
            warmUp.close();
            figures.add(Figure.of(
                    "fresh open after kill and restart", "ms", cold.openNanos() / 1e6, Bar.below(OPEN_MILLIS)));
        }
    }
}

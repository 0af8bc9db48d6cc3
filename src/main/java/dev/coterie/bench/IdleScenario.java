package dev.coterie.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Many people who have a model open and do nothing: what they cost in memory. */
record IdleScenario() implements Scenario {

    private static final double RESIDENT_MEGABYTES = 350;

    @Override
    public Outcome run(Stage stage, BenchOptions options) throws IOException, InterruptedException {
        LoadPlan plan = options.plan(Preset.IDLE);
        Target target = stage.server(List.of(), List.of());
        Crowd crowd = new Crowd(stage.loop(), target, stage.failures());
        crowd.populate(plan, stage.modelPrefix(), stage.random());
        double before = resident(stage);
        long startedAtNanos = System.nanoTime();
        boolean joined = crowd.join();
        Duration joining = Duration.ofNanos(System.nanoTime() - startedAtNanos);
        List<Figure> figures = new ArrayList<>();
        if (joined) {
            figures.addAll(figures(stage, plan, before, joining));
            new ConvergenceCheck(stage.loop(), target, stage.failures()).verify(crowd, !options.keep());
        }
        return new Outcome(
                figures,
                List.of("each has one of " + plan.models() + " models open, looked at after "
                        + plan.measured().toSeconds() + " s"),
                stage.failures().lines());
    }

    private static List<Figure> figures(Stage stage, LoadPlan plan, double before, Duration joining)
            throws InterruptedException {
        ProcessProbe probe = stage.probe();
        double cpuBefore = probe == null ? Double.NaN : probe.cpuSeconds();
        Thread.sleep(plan.measured().toMillis());
        double cpu = probe == null ? Double.NaN : probe.cpuSeconds() - cpuBefore;
        double after = resident(stage);
        return List.of(
                Figure.of("connected", "", plan.clients()),
                Figure.of("disconnected", "", stage.failures().count("disconnected")),
                Figure.of("all joined after", "s", joining.toMillis() / 1e3),
                Figure.of("server RSS", "MB", after, Bar.below(RESIDENT_MEGABYTES)),
                Figure.of(
                        "server RSS at its highest", "MB", probe == null ? Double.NaN : probe.peakResidentMegabytes()),
                Figure.of("server RSS before", "MB", before),
                Figure.of("for each client", "kB", (after - before) * 1000 / plan.clients()),
                Figure.of("server CPU", "cores", cpu / plan.measured().toSeconds()));
    }

    private static double resident(Stage stage) {
        @Nullable ProcessProbe probe = stage.probe();
        return probe == null ? Double.NaN : probe.residentMegabytes();
    }
}

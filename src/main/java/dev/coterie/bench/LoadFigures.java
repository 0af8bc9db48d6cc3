package dev.coterie.bench;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Puts what a load measured into figures, with the bars of its scenario. Immutable. */
final class LoadFigures {

    private static final double DELIVERIES_PER_SECOND = 10_000;
    private static final double COMMITS_TIMES = 2;
    private static final double ECHO_TIMES = 0.3;
    private static final double ECHO_P99_TIMES = 3;

    private final Preset preset;

    LoadFigures(Preset preset) {
        this.preset = preset;
    }

    List<Figure> figures(Drive.Measured measured, Yardsticks yardsticks) {
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("acknowledged operations", "/s", measured.acknowledgedPerSecond()));
        figures.add(new Figure(
                "deliveries",
                "/s",
                measured.deliveredPerSecond(),
                preset == Preset.ONE_MODEL ? Bar.atLeast(DELIVERIES_PER_SECOND) : null));
        latencies(figures, "acknowledgement", measured.acknowledgements(), acknowledgementBar(yardsticks));
        latencies(figures, "delivery", measured.deliveries(), null);
        Drive.Measured echo = yardsticks.echo();
        CommitProbe.Commits commits = yardsticks.commits();
        if (echo != null && commits != null) {
            compare(figures, measured, echo, commits);
        }
        figures.add(Figure.of("server CPU time", "s", measured.serverCpuSeconds()));
        figures.add(Figure.of("server CPU", "cores", measured.serverCpuSeconds() / measured.seconds()));
        figures.add(Figure.of("load generator CPU", "cores", measured.generatorCpuSeconds() / measured.seconds()));
        figures.add(Figure.of("server RSS", "MB", measured.residentMegabytes()));
        return figures;
    }

    private void compare(
            List<Figure> figures, Drive.Measured measured, Drive.Measured echo, CommitProbe.Commits commits) {
        boolean barred = preset == Preset.MANY_MODELS;
        double rate = measured.acknowledgedPerSecond();
        figures.add(Figure.of("echo", "/s", echo.acknowledgedPerSecond()));
        latencies(figures, "echo", echo.acknowledgements(), null);
        figures.add(Figure.of("echo CPU", "cores", echo.serverCpuSeconds() / echo.seconds()));
        figures.add(Figure.of("single-row commits", "/s", commits.perSecond()));
        latencies(figures, "single-row commit", commits.latencies(), null);
        figures.add(new Figure(
                "acknowledged / single-row commits",
                "",
                rate / commits.perSecond(),
                barred ? Bar.atLeast(COMMITS_TIMES) : null));
        figures.add(new Figure(
                "acknowledged / echo",
                "",
                rate / echo.acknowledgedPerSecond(),
                barred ? Bar.atLeast(ECHO_TIMES) : null));
    }

    /** Three times the echo's slowest hundredth and one commit, the usual one. */
    private @Nullable Bar acknowledgementBar(Yardsticks yardsticks) {
        Drive.Measured echo = yardsticks.echo();
        CommitProbe.Commits commits = yardsticks.commits();
        if (preset != Preset.PACED || echo == null || commits == null) {
            return null;
        }
        return Bar.below(ECHO_P99_TIMES * echo.acknowledgements().p99()
                + commits.latencies().p50());
    }

    private static void latencies(
            List<Figure> figures, String name, Latencies.Percentiles percentiles, @Nullable Bar ofP99) {
        if (percentiles.count() == 0) {
            return;
        }
        figures.add(Figure.of(name + " p50", "ms", percentiles.p50()));
        figures.add(Figure.of(name + " p95", "ms", percentiles.p95()));
        figures.add(new Figure(name + " p99", "ms", percentiles.p99(), ofP99));
    }
}

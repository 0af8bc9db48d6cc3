package dev.coterie.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** People drawing: each on a board of their own, all on one, or one before many who watch. */
record BoardLoadScenario(Preset preset) implements Scenario {

    private static final double BOARDS_TIMES_COMMITS = 2;
    private static final double CROWD_TIMES_COMMITS = 0.3;
    private static final double FAIR = 1.0 / 3;
    private static final double DELIVERY_P99_MILLIS = 50;

    @Override
    public Outcome run(Stage stage, BenchOptions options) throws IOException, SQLException, InterruptedException {
        LoadPlan plan = options.plan(preset);
        CommitProbe.Commits commits = preset == Preset.BOARD_READERS ? null : Yardsticks.commitsOnly(stage, options);
        Target target = BoardStage.server(stage, List.of());
        BoardCrowd crowd = BoardStage.crowd(stage, target);
        List<BoardClient> writers = populate(crowd, plan, stage);
        List<Figure> figures = new ArrayList<>();
        if (crowd.join()) {
            Drive.Measured measured =
                    new Drive(stage.loop(), crowd.meter(), stage.probe(), stage.failures()).run(crowd.clients(), plan);
            crowd.drain();
            figures.addAll(figures(measured, commits));
            if (preset == Preset.BOARD_CROWD) {
                figures.addAll(stage.loop().call(() -> fairness(writers)));
            }
            figures.add(Figure.of("disconnected", "", stage.failures().count("disconnected")));
            crowd.verify();
        }
        crowd.leave();
        if (stage.own() != null) {
            figures.add(Figure.of("data directory", "MB", stage.directory().megabytes()));
        }
        String note = writers.size() + " write appends of " + BoardCrowd.APPEND_BYTES
                + " bytes; every append came to everybody in order; boards compared with a fresh open";
        return new Outcome(figures, List.of(note), stage.failures().lines());
    }

    private List<BoardClient> populate(BoardCrowd crowd, LoadPlan plan, Stage stage) {
        String prefix = stage.modelPrefix();
        Pace pace = plan.pace(stage.loop(), stage.random());
        List<BoardClient> writers = new ArrayList<>();
        for (int i = 0; i < plan.clients(); i++) {
            String board = prefix + i % plan.models();
            if (preset == Preset.BOARD_READERS && i > 0) {
                crowd.reader(board);
            } else {
                writers.add(crowd.writer(board, BoardCrowd.APPEND_BYTES, pace));
            }
        }
        return writers;
    }

    private List<Figure> figures(Drive.Measured measured, CommitProbe.@Nullable Commits commits) {
        List<Figure> figures = new ArrayList<>();
        double rate = measured.acknowledgedPerSecond();
        figures.add(Figure.of("acknowledged appends", "/s", rate));
        figures.add(Figure.of(
                "acknowledgement p50", "ms", measured.acknowledgements().p50()));
        figures.add(Figure.of(
                "acknowledgement p99", "ms", measured.acknowledgements().p99()));
        if (measured.deliveries().count() > 0) {
            figures.add(Figure.of("deliveries", "/s", measured.deliveredPerSecond()));
            figures.add(Figure.of("delivery p50", "ms", measured.deliveries().p50()));
            figures.add(new Figure(
                    "delivery p99",
                    "ms",
                    measured.deliveries().p99(),
                    preset == Preset.BOARD_READERS ? Bar.below(DELIVERY_P99_MILLIS) : null));
            figures.add(
                    Figure.of("slowest delivery", "ms", measured.deliveries().max()));
        }
        if (commits != null) {
            figures.add(Figure.of("single-row commits", "/s", commits.perSecond()));
            figures.add(Figure.of(
                    "acknowledged / commits",
                    "",
                    rate / commits.perSecond(),
                    Bar.atLeast(preset == Preset.BOARDS ? BOARDS_TIMES_COMMITS : CROWD_TIMES_COMMITS)));
        }
        figures.add(Figure.of("server CPU", "cores", measured.serverCpuSeconds() / measured.seconds()));
        figures.add(Figure.of("load generator CPU", "cores", measured.generatorCpuSeconds() / measured.seconds()));
        figures.add(Figure.of("server RSS", "MB", measured.residentMegabytes()));
        return figures;
    }

    private static List<Figure> fairness(List<BoardClient> writers) {
        double all = writers.stream().mapToLong(BoardClient::acknowledged).sum();
        long least = writers.stream().mapToLong(BoardClient::acknowledged).min().orElse(0);
        double refused = writers.stream().mapToLong(BoardClient::refused).sum();
        return List.of(
                Figure.of("slowest writer / mean", "", least / (all / writers.size()), Bar.atLeast(FAIR)),
                Figure.of("refusals for each append", "", refused / all));
    }
}

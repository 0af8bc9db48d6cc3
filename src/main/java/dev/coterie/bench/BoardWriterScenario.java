package dev.coterie.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** One writer, one append after the other: on a new board, and on one that is large already. */
record BoardWriterScenario() implements Scenario {

    private static final double COMMITS_TIMES = 0.5;
    private static final double FLAT = 0.9;
    private static final int LARGE_APPENDS = 160;
    private static final int LARGE_APPEND_BYTES = 64 << 10;

    @Override
    public Outcome run(Stage stage, BenchOptions options) throws IOException, SQLException, InterruptedException {
        CommitProbe.Commits commits = Yardsticks.commitsOnly(stage, options);
        Target target = BoardStage.server(stage, List.of());
        BoardStage.warmUp(stage, target, options.plan(Preset.BOARD_WRITER));
        List<Figure> figures = new ArrayList<>();
        if (commits != null) {
            figures.add(Figure.of("single-row commits", "/s", commits.perSecond()));
        }
        String prefix = stage.modelPrefix();
        write(stage, options, target, prefix + "new", "new board", commits, figures);
        if (stage.failures().isEmpty()) {
            BoardStage.fill(stage, target, prefix + "large", LARGE_APPENDS, LARGE_APPEND_BYTES);
            write(stage, options, target, prefix + "large", "10 MB board", commits, figures);
        }
        if (stage.own() != null) {
            figures.add(Figure.of("data directory", "MB", stage.directory().megabytes()));
        }
        return new Outcome(
                figures,
                List.of(options.appends() + " appends of " + BoardCrowd.APPEND_BYTES
                        + " bytes each, boards compared with a fresh open"),
                stage.failures().lines());
    }

    private static void write(
            Stage stage,
            BenchOptions options,
            Target target,
            String board,
            String name,
            CommitProbe.@Nullable Commits commits,
            List<Figure> figures)
            throws IOException, InterruptedException {
        BoardCrowd crowd = BoardStage.crowd(stage, target);
        Tenths tenths = new Tenths(new ClosedLoop(1), options.appends(), stage.probe());
        BoardClient writer = crowd.writer(board, BoardCrowd.APPEND_BYTES, tenths);
        if (!crowd.join()) {
            return;
        }
        stage.loop().execute(() -> {
            crowd.meter().start();
            writer.startTyping();
        });
        if (new Patience(stage.failures()).await(tenths.done())) {
            figures.addAll(figures(name + ": ", options.appends(), tenths, crowd.meter(), commits));
        }
        crowd.drain();
        crowd.verify();
        crowd.leave();
    }

    private static List<Figure> figures(
            String name, int appends, Tenths tenths, Meter meter, CommitProbe.@Nullable Commits commits) {
        double seconds = 0;
        List<Figure> figures = new ArrayList<>();
        for (int tenth = 1; tenth <= 10; tenth++) {
            seconds += tenths.microsPerEdit(tenth) * appends / 10 / 1e6;
            figures.add(Figure.of(name + "tenth " + tenth, "/s", 1e6 / tenths.microsPerEdit(tenth)));
        }
        double rate = appends / seconds;
        figures.add(0, Figure.of(name + "acknowledged appends", "/s", rate));
        figures.add(Figure.of(
                name + "acknowledgement p50", "ms", meter.acknowledgements().p50()));
        figures.add(Figure.of(
                name + "acknowledgement p99", "ms", meter.acknowledgements().p99()));
        figures.add(Figure.of(
                name + "last tenth / first tenth",
                "",
                tenths.microsPerEdit(1) / tenths.microsPerEdit(10),
                Bar.atLeast(FLAT)));
        figures.add(Figure.of(name + "server CPU, first tenth", "us", tenths.cpuMicrosPerEdit(1)));
        figures.add(Figure.of(name + "server CPU, last tenth", "us", tenths.cpuMicrosPerEdit(10)));
        if (commits != null) {
            figures.add(Figure.of(
                    name + "acknowledged / commits", "", rate / commits.perSecond(), Bar.atLeast(COMMITS_TIMES)));
        }
        return figures;
    }
}

package dev.coterie.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** People editing: first the yardsticks, then the server, then the comparison of all copies. */
record LoadScenario(Preset preset) implements Scenario {

    private static final List<String> SMALL_HEAP = List.of("-Xmx96m");

    @Override
    public Outcome run(Stage stage, BenchOptions options) throws IOException, SQLException, InterruptedException {
        LoadPlan plan = options.plan(preset);
        Yardsticks yardsticks = Yardsticks.measure(stage, options, plan);
        Target target = stage.server(preset == Preset.SMALL ? SMALL_HEAP : List.of(), List.of());
        Crowd crowd = new Crowd(stage.loop(), target, stage.failures());
        if (preset == Preset.WIDE_OBJECT) {
            crowd.populateWide(plan, stage.modelPrefix(), stage.random());
        } else {
            crowd.populate(plan, stage.modelPrefix(), stage.random());
        }
        List<Figure> figures = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        if (crowd.join()) {
            Drive.Measured measured =
                    new Drive(stage.loop(), crowd.meter(), stage.probe(), stage.failures()).run(crowd.clients(), plan);
            figures.addAll(new LoadFigures(preset).figures(measured, yardsticks));
            crowd.drain();
            ConvergenceCheck.Outcome check =
                    new ConvergenceCheck(stage.loop(), target, stage.failures()).verify(crowd, !options.keep());
            figures.add(Figure.of("disconnected", "", stage.failures().count("disconnected")));
            figures.add(Figure.of("slowest fresh open", "ms", check.openNanos() / 1e6));
            notes.add("copies of all clients and of fresh opens compared, hash " + check.contentHash());
        }
        if (stage.own() != null) {
            figures.add(Figure.of("data directory", "MB", stage.directory().megabytes()));
        }
        return new Outcome(figures, notes, stage.failures().lines());
    }
}

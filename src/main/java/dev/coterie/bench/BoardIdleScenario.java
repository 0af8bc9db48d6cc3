package dev.coterie.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Many people who look at boards and do nothing: what they cost in memory. */
record BoardIdleScenario() implements Scenario {

    private static final double HEAP_MEGABYTES = 60;

    @Override
    public Outcome run(Stage stage, BenchOptions options) throws IOException, InterruptedException {
        LoadPlan plan = options.plan(Preset.BOARD_IDLE);
        Target target = BoardStage.server(stage, List.of());
        BoardStage.warmUp(stage, target, plan);
        double heapBefore = heap(stage);
        double residentBefore = resident(stage);
        BoardCrowd crowd = BoardStage.crowd(stage, target);
        String prefix = stage.modelPrefix();
        for (int i = 0; i < plan.clients(); i++) {
            crowd.reader(prefix + i % plan.models());
        }
        List<Figure> figures = new ArrayList<>();
        if (crowd.join()) {
            Thread.sleep(plan.measured().toMillis());
            double heap = heap(stage);
            double resident = resident(stage);
            figures.add(Figure.of("connected", "", plan.clients()));
            figures.add(Figure.of("disconnected", "", stage.failures().count("disconnected")));
            figures.add(Figure.of("heap of the connections", "MB", heap - heapBefore, Bar.below(HEAP_MEGABYTES)));
            figures.add(Figure.of("for each client", "kB", (heap - heapBefore) * 1000 / plan.clients()));
            figures.add(Figure.of("heap before", "MB", heapBefore));
            figures.add(Figure.of("server RSS", "MB", resident));
            figures.add(Figure.of("server RSS before", "MB", residentBefore));
            crowd.verify();
        }
        crowd.leave();
        return new Outcome(
                figures,
                List.of("on " + plan.models() + " boards; the heap is what is left after full collections"),
                stage.failures().lines());
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

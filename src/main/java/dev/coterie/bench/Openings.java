package dev.coterie.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

/** Opens a large model again and again, each time on a new connection, and compares what comes. For one thread. */
final class Openings {

    private final Stage stage;
    private final Target target;
    private final String modelId;
    private final String expected;
    private final List<Double> millis = new ArrayList<>();
    private @Nullable LargeCopy latest;
    private double cpuSeconds;

    /** @param expected the content that every opening has to show */
    Openings(Stage stage, Target target, String modelId, String expected) {
        this.stage = stage;
        this.target = target;
        this.modelId = modelId;
        this.expected = expected;
    }

    /** Opens a number of times. */
    Openings times(int count, Duration pauseBefore) throws IOException, InterruptedException {
        for (int i = 0; i < count && stage.failures().isEmpty(); i++) {
            Thread.sleep(pauseBefore.toMillis());
            double before = cpuSeconds();
            open();
            cpuSeconds += cpuSeconds() - before;
        }
        return this;
    }

    /** Opens for a while, without counting it. */
    void warmUp(Duration duration) throws IOException, InterruptedException {
        long untilNanos = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < untilNanos && stage.failures().isEmpty()) {
            open();
        }
        millis.clear();
    }

    private void open() throws IOException, InterruptedException {
        Crowd crowd = new Crowd(stage.loop(), target, stage.failures());
        List<LargeCopy> copies = new ArrayList<>();
        ModelClient client = crowd.client(
                crowd.model(modelId, LargeData.model(List.of())),
                opened -> {
                    LargeCopy copy = new LargeCopy(opened, 0, new SplittableRandom(0));
                    copies.add(copy);
                    return copy;
                },
                new ClosedLoop(1));
        if (!crowd.join()) {
            return;
        }
        latest = copies.get(0);
        millis.add(client.openNanos() / 1e6);
        if (!expected.equals(stage.loop().call(client::content))) {
            stage.failures().add("diverged", "not what was written");
        }
        crowd.close();
    }

    private double cpuSeconds() {
        @Nullable ProcessProbe probe = stage.probe();
        return probe == null ? Double.NaN : probe.cpuSeconds();
    }

    /** What came last. */
    @Nullable
    LargeCopy latest() {
        return latest;
    }

    double median() {
        return median(millis.stream().mapToDouble(Double::doubleValue).toArray());
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    List<Figure> figures(String name) {
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of(name + ", median of " + millis.size(), "ms", median()));
        figures.add(Figure.of(
                name + ", longest",
                "ms",
                millis.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN)));
        figures.add(Figure.of(name + ", server CPU", "ms", cpuSeconds * 1000 / millis.size()));
        return figures;
    }
}

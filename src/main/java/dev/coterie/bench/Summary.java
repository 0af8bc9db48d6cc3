package dev.coterie.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** The runs of one scenario side by side. Immutable. */
final class Summary {

    private final List<Line> lines;

    /**
     * One figure over all runs. Immutable.
     *
     * @param hasBar whether the rest says anything
     * @param threshold the bar's, in the median: some bars are themselves measured in each run
     * @param ratio value to bar, in the median
     * @param reached in how many runs
     */
    record Line(
            String name,
            String unit,
            int runs,
            double min,
            double median,
            double max,
            boolean hasBar,
            boolean atLeast,
            double threshold,
            double ratio,
            int reached) {

        boolean passed() {
            return hasBar && reached * 2 > runs;
        }
    }

    Summary(List<Outcome> outcomes) {
        Map<String, List<Figure>> byName = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            for (Figure figure : outcome.figures()) {
                byName.computeIfAbsent(figure.name(), name -> new ArrayList<>()).add(figure);
            }
        }
        this.lines = byName.values().stream().map(Summary::line).toList();
    }

    List<Line> lines() {
        return lines;
    }

    private static Line line(List<Figure> figures) {
        List<Bar> bars =
                figures.stream().map(Figure::bar).filter(Objects::nonNull).toList();
        Figure first = figures.get(0);
        return new Line(
                first.name(),
                first.unit(),
                figures.size(),
                figures.stream().mapToDouble(Figure::value).min().orElse(Double.NaN),
                median(figures, Figure::value),
                figures.stream().mapToDouble(Figure::value).max().orElse(Double.NaN),
                !bars.isEmpty(),
                bars.stream().anyMatch(Bar::atLeast),
                median(bars, Bar::threshold),
                median(figures, Summary::ratio),
                (int) figures.stream().filter(Summary::isReached).count());
    }

    private static double ratio(Figure figure) {
        Bar bar = figure.bar();
        return bar == null ? Double.NaN : bar.ratioOf(figure.value());
    }

    private static boolean isReached(Figure figure) {
        Bar bar = figure.bar();
        return bar != null && bar.isReachedBy(figure.value());
    }

    /** The middle value; of an even number the lower middle, so that it is one that was measured. */
    static <T> double median(List<T> items, ToDoubleFunction<T> value) {
        double[] sorted = items.stream().mapToDouble(value).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(sorted.length - 1) / 2];
    }
}

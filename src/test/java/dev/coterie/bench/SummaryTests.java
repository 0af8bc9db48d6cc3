package dev.coterie.bench;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SummaryTests {

    @Test
    void runsAreShownAsMinimumMedianAndMaximum() {
        Summary.Line line = summary(30, 10, 20);

        assertThat(line.min()).isEqualTo(10);
        assertThat(line.median()).isEqualTo(20);
        assertThat(line.max()).isEqualTo(30);
        assertThat(line.threshold()).isEqualTo(20);
        assertThat(line.ratio()).isEqualTo(1);
        assertThat(line.reached()).isEqualTo(2);
        assertThat(line.passed()).isTrue();
    }

    @Test
    void halfOfTheRunsAreNotEnough() {
        assertThat(summary(30, 10).passed()).isFalse();
    }

    @Test
    void whatCouldNotBeMeasuredReachesNoBar() {
        assertThat(summary(Double.NaN).passed()).isFalse();
        assertThat(Bar.below(1).isReachedBy(Double.NaN)).isFalse();
    }

    @Test
    void aFigureWithoutABarPassesNothing() {
        Outcome outcome = new Outcome(List.of(Figure.of("a", "ms", 1)), List.of(), List.of());

        Summary.Line line = new Summary(List.of(outcome)).lines().get(0);

        assertThat(line.hasBar()).isFalse();
        assertThat(line.passed()).isFalse();
    }

    @Test
    void numbersAreShownAsPreciseAsTheyAre() {
        assertThat(List.of(12345.6, 12.34, 1.234, 0.01234, 0.0, Double.NaN).stream()
                        .map(TextReport::number))
                .containsExactly("12,346", "12.3", "1.23", "0.012", "0", "unknown");
    }

    private static Summary.Line summary(double... values) {
        List<Outcome> outcomes = java.util.Arrays.stream(values)
                .mapToObj(value ->
                        new Outcome(List.of(Figure.of("rate", "/s", value, Bar.atLeast(20))), List.of(), List.of()))
                .toList();
        return new Summary(outcomes).lines().get(0);
    }
}

package dev.coterie.bench;

import java.util.List;

/**
 * One run of one scenario. Immutable.
 *
 * @param failures why the run does not count; empty when it does
 */
record Outcome(List<Figure> figures, List<String> notes, List<String> failures) {

    Outcome {
        figures = List.copyOf(figures);
        notes = List.copyOf(notes);
        failures = List.copyOf(failures);
    }

    static Outcome failed(String why) {
        return new Outcome(List.of(), List.of(), List.of(why));
    }
}

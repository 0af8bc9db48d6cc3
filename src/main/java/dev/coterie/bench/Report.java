package dev.coterie.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that was run, in the order of running. For one thread. */
final class Report {

    private final Machine machine;
    private final List<String> options;
    private final Instant startedAt;
    private final Map<Preset, Section> sections = new LinkedHashMap<>();

    /** One scenario and its runs. */
    record Section(Preset scenario, LoadPlan plan, List<Outcome> outcomes) {

        Summary summary() {
            return new Summary(outcomes);
        }

        boolean failed() {
            return outcomes.stream().anyMatch(outcome -> !outcome.failures().isEmpty());
        }
    }

    /** @param options as written, without secrets */
    Report(Machine machine, List<String> options, Instant startedAt) {
        this.machine = machine;
        this.options = List.copyOf(options);
        this.startedAt = startedAt;
    }

    void add(Preset scenario, LoadPlan plan, Outcome outcome) {
        sections.computeIfAbsent(scenario, one -> new Section(one, plan, new ArrayList<>()))
                .outcomes()
                .add(outcome);
    }

    Machine machine() {
        return machine;
    }

    List<String> options() {
        return options;
    }

    Instant startedAt() {
        return startedAt;
    }

    List<Section> sections() {
        return List.copyOf(sections.values());
    }

    boolean failed() {
        return sections.values().stream().anyMatch(Section::failed);
    }
}

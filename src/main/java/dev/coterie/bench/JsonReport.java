package dev.coterie.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes a report for programs; what could not be measured is null. Stateless. */
final class JsonReport {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    static void write(Report report, Path file) throws IOException {
        Files.writeString(file, MAPPER.writeValueAsString(json(report)) + "\n");
    }

    static Map<String, @Nullable Object> json(Report report) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("startedAt", report.startedAt().toString());
        json.put("machine", machine(report.machine()));
        json.put("options", report.options());
        json.put("failed", report.failed());
        json.put(
                "scenarios", report.sections().stream().map(JsonReport::section).toList());
        return json;
    }

    private static Map<String, @Nullable Object> machine(Machine machine) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("processors", machine.processors());
        json.put("processorModel", machine.processorModel());
        json.put("memory", machine.memory());
        json.put("java", machine.java());
        json.put("system", machine.system());
        json.put("load", number(machine.load()));
        return json;
    }

    private static Map<String, @Nullable Object> section(Report.Section section) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("scenario", section.scenario().word());
        json.put("clients", section.plan().clients());
        json.put("models", section.plan().models());
        json.put("ratePerSecond", section.plan().ratePerSecond());
        json.put("window", section.plan().window());
        json.put("warmUpSeconds", section.plan().warmUp().toSeconds());
        json.put("measuredSeconds", section.plan().measured().toSeconds());
        json.put(
                "summary",
                section.summary().lines().stream().map(JsonReport::line).toList());
        json.put("runs", section.outcomes().stream().map(JsonReport::run).toList());
        return json;
    }

    private static Map<String, @Nullable Object> line(Summary.Line line) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", line.name());
        json.put("unit", line.unit());
        json.put("min", number(line.min()));
        json.put("median", number(line.median()));
        json.put("max", number(line.max()));
        if (line.hasBar()) {
            json.put("bar", (line.atLeast() ? ">= " : "< ") + line.threshold());
            json.put("ratio", number(line.ratio()));
            json.put("passed", line.passed());
            json.put("runsPassed", line.reached());
        }
        return json;
    }

    private static Map<String, @Nullable Object> run(Outcome outcome) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        outcome.figures().forEach(figure -> values.put(figure.name(), number(figure.value())));
        return Map.of(
                "figures", values,
                "notes", List.copyOf(outcome.notes()),
                "failures", List.copyOf(outcome.failures()));
    }

    private static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}

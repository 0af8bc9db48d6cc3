package dev.coterie.bench;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes a report for people. */
final class TextReport {

    private static final String ROW = "  %-38s %14s %-22s %14s %8s  %s%n";

    private final PrintStream out;

    TextReport(PrintStream out) {
        this.out = out;
    }

    void print(Report report) {
        out.println();
        out.println("machine  " + report.machine().describe());
        out.println("options  " + (report.options().isEmpty() ? "none" : String.join(" ", report.options())));
        report.sections().forEach(this::print);
    }

    private void print(Report.Section section) {
        int runs = section.outcomes().size();
        out.println();
        out.println(section.scenario().word() + ": " + section.scenario().summary());
        if (section.scenario() != Preset.IDLE && section.plan().measured().toSeconds() > 0) {
            out.println("  " + section.plan().describe());
        }
        out.printf(ROW, "", runs > 1 ? "median of " + runs : "", runs > 1 ? "min - max" : "", "bar", "of it", "");
        section.summary().lines().forEach(this::print);
        Set<String> notes = new LinkedHashSet<>();
        section.outcomes().forEach(outcome -> notes.addAll(outcome.notes()));
        notes.forEach(note -> out.println("  " + note));
        for (int run = 0; run < runs; run++) {
            List<String> failures = section.outcomes().get(run).failures();
            int number = run + 1;
            failures.forEach(failure -> out.println("  FAILED in run " + number + ": " + failure));
        }
    }

    private void print(Summary.Line line) {
        String spread = line.runs() > 1 ? number(line.min()) + " - " + number(line.max()) : "";
        if (!line.hasBar()) {
            row(line, spread, "", "", "");
            return;
        }
        String bar = (line.atLeast() ? ">= " : "< ") + number(line.threshold());
        String verdict = line.passed() ? "pass" : "FAIL";
        String count = line.runs() > 1 ? " (" + line.reached() + " of " + line.runs() + ")" : "";
        row(line, spread, bar, String.format(Locale.ROOT, "%.2f", line.ratio()), verdict + count);
    }

    private void row(Summary.Line line, String spread, String bar, String ratio, String verdict) {
        String value = number(line.median()) + (line.unit().isEmpty() ? "" : " " + line.unit());
        out.print(String.format(Locale.ROOT, ROW, line.name(), value, spread, bar, ratio, verdict)
                .stripTrailing());
        out.println();
    }

    /** Three significant digits or all of the whole number. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "unknown";
        }
        double size = Math.abs(value);
        String format = size >= 100 || size == 0 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}

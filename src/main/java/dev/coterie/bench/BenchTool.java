package dev.coterie.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** {@code java -jar coterie.jar bench}: how fast, how small. For one thread. */
public final class BenchTool {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;
    private static final String PASSWORD_VARIABLE = "COTERIE_BENCH_PASSWORD";

    private final PrintStream out;
    private final PrintStream err;

    public BenchTool(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** @return the exit code: 0 done, 1 a run failed, 2 wrong use */
    public int run(List<String> words) {
        if (words.equals(List.of("--help"))) {
            out.print(Usage.text());
            return DONE;
        }
        try {
            if (words.size() == 2 && words.get(0).equals(EchoServer.WORD)) {
                return serveEcho(words.get(1));
            }
            BenchOptions options = BenchOptions.parse(words, System.getenv().getOrDefault(PASSWORD_VARIABLE, ""));
            return run(options, Usage.withoutSecrets(words));
        } catch (UsageException e) {
            err.println("bench: " + e.getMessage() + "; bench --help lists the options");
            return WRONG_USE;
        } catch (IOException e) {
            err.println("bench: " + e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    /** Returns when the process is told to stop. */
    private static int serveEcho(String port) throws UsageException, InterruptedException {
        try {
            EchoServer.start(Integer.parseInt(port));
        } catch (NumberFormatException e) {
            throw new UsageException(EchoServer.WORD + " needs a port");
        }
        Thread.currentThread().join();
        return DONE;
    }

    private int run(BenchOptions options, List<String> words) throws IOException, InterruptedException {
        Report report = new Report(Machine.current(), words, Instant.now());
        for (int run = 1; run <= options.runs(); run++) {
            for (Preset preset : options.scenarios()) {
                err.println("bench: " + preset.word() + ", run " + run + " of " + options.runs());
                report.add(preset, options.plan(preset), outcome(preset, options));
            }
        }
        new TextReport(out).print(report);
        if (options.json().isPresent()) {
            JsonReport.write(report, options.json().get());
        }
        return report.failed() ? FAILED : DONE;
    }

    private static Outcome outcome(Preset preset, BenchOptions options) throws InterruptedException {
        try (Stage stage = new Stage(options)) {
            return Scenario.of(preset).run(stage, options);
        } catch (IOException | SQLException e) {
            return Outcome.failed(String.valueOf(e.getMessage()));
        }
    }
}

package dev.coterie.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

import dev.coterie.cli.Terminal;
import dev.coterie.cli.Tool;
import dev.coterie.cli.ToolFailedException;
import dev.coterie.cli.WrongUseException;

/** {@code java -jar coterie.jar bench}: how fast, how small. Used once, by one thread. */
public final class BenchTool implements Tool {

    private static final String PASSWORD_VARIABLE = "COTERIE_BENCH_PASSWORD";

    private final Terminal terminal;

    public BenchTool(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public String name() {
        return "bench";
    }

    @Override
    public String summary() {
        return "Drives a server over web sockets and measures it against a bare echo";
    }

    @Override
    public String usage() {
        return Usage.text();
    }

    @Override
    public int run(List<String> args) {
        try {
            if (args.size() == 2 && args.get(0).equals(EchoServer.WORD)) {
                return serveEcho(args.get(1));
            }
            BenchOptions options = BenchOptions.parse(args, System.getenv().getOrDefault(PASSWORD_VARIABLE, ""));
            return run(options, Usage.withoutSecrets(args));
        } catch (IOException e) {
            throw new ToolFailedException(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolFailedException("Interrupted.");
        }
    }

    /** Returns when the process is told to stop. */
    private static int serveEcho(String port) throws InterruptedException {
        try {
            EchoServer.start(Integer.parseInt(port));
        } catch (NumberFormatException e) {
            throw new WrongUseException(EchoServer.WORD + " needs a port.");
        }
        Thread.currentThread().join();
        return DONE;
    }

    private int run(BenchOptions options, List<String> words) throws IOException, InterruptedException {
        Report report = new Report(Machine.current(), words, Instant.now());
        for (int run = 1; run <= options.runs(); run++) {
            for (Preset preset : options.scenarios()) {
                terminal.err().println("bench: " + preset.word() + ", run " + run + " of " + options.runs());
                report.add(preset, options.plan(preset), outcome(preset, options));
            }
        }
        new TextReport(terminal.out()).print(report);
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

package dev.coterie.bench;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.coterie.cli.Terminal;
import dev.coterie.cli.WrongUseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The tool as a whole, over real sockets, against a server that keeps the protocol and against ones that do not. */
class BenchToolTests {

    private static final String HISTORY = """
            {"startContent": "x", "endContent": "h\\ud83d\\ude00y!", "txns": [
              {"time": "t", "patches": [[0, 1, "ab"]]},
              {"patches": [[1, 1, ""], [1, 0, "\\ud83d\\ude00"]]},
              {"patches": [[2, 0, "y"], [0, 1, "h"]]},
              {"patches": [[3, 0, "?"], [3, 1, "!"], [4, 0, "z"], [4, 1, ""]]}]}
            """;

    @TempDir
    Path directory;

    private String output = "";

    @Test
    void clientsThatTypeAtOnceConverge() throws Exception {
        Path json = directory.resolve("report.json");

        int exit = bench(
                ScriptedServer.Fault.NONE,
                "--clients=8",
                "--models=2",
                "--window=3",
                "--seconds=1",
                "--json",
                json.toString());

        assertThat(output).contains("load:", "acknowledged operations", "hash").doesNotContain("FAILED", "secret");
        assertThat(exit).isZero();
        JsonNode report = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(report.path("failed").asBoolean(true)).isFalse();
        JsonNode figures = report.at("/scenarios/0/runs/0/figures");
        assertThat(figures.path("acknowledged operations").asDouble()).isPositive();
        assertThat(figures.path("deliveries").asDouble())
                .isGreaterThan(figures.path("acknowledged operations").asDouble());
        assertThat(figures.path("server RSS").isNull()).isTrue();
    }

    @Test
    void clientsWithASteadyRateAreTimed() throws Exception {
        int exit =
                bench(ScriptedServer.Fault.NONE, "--clients=4", "--models=2", "--rate=20", "--seconds=1", "--runs=2");

        assertThat(output).contains("median of 2", "acknowledgement p99", "delivery p99");
        assertThat(exit).isZero();
    }

    @Test
    void aHistoryIsReplayedExactly() throws Exception {
        Path file = directory.resolve("history.json");
        Files.writeString(file, HISTORY);

        int exit = bench(ScriptedServer.Fault.NONE, "--scenario=replay", "--file=" + file);

        assertThat(output).contains("last / first tenth", "fresh open").doesNotContain("FAILED");
        assertThat(exit).isZero();
    }

    @Test
    void clientsThatEditAWideObjectConverge() {
        int exit =
                bench(ScriptedServer.Fault.NONE, "--scenario=wide-object", "--clients=6", "--window=4", "--seconds=2");

        assertThat(output)
                .contains("acknowledged operations", "deliveries", "hash")
                .doesNotContain("FAILED");
        assertThat(exit).isZero();
    }

    @Test
    void differentObjectsFailTheRun() {
        int exit = bench(ScriptedServer.Fault.WRONG_TEXT, "--scenario=wide-object", "--clients=3", "--seconds=1");

        assertThat(output).contains("FAILED in run 1");
        assertThat(exit).isEqualTo(1);
    }

    @Test
    void aLargeModelIsFilledAndOpened() {
        int exit = bench(ScriptedServer.Fault.NONE, "--scenario=large-model", "--megabytes=1");

        assertThat(output)
                .contains("open of a live model, median of 21", "answer", "bytes as JSON")
                .doesNotContain("FAILED");
        assertThat(exit).isZero();
    }

    @Test
    void anotherModelThanWasWrittenFailsTheRun() {
        int exit = bench(ScriptedServer.Fault.WRONG_DATA, "--scenario=large-model", "--megabytes=1");

        assertThat(output).contains("FAILED in run 1: diverged");
        assertThat(exit).isEqualTo(1);
    }

    @Test
    void aLostConnectionFailsTheRun() throws Exception {
        int exit = bench(ScriptedServer.Fault.DISCONNECT, "--clients=2", "--seconds=5");

        assertThat(output).contains("FAILED in run 1: disconnected: closed by the server with code 1011");
        assertThat(exit).isEqualTo(1);
    }

    @Test
    void differentTextsFailTheRun() throws Exception {
        int exit = bench(ScriptedServer.Fault.WRONG_TEXT, "--clients=2", "--seconds=1");

        assertThat(output).contains("FAILED in run 1");
        assertThat(exit).isEqualTo(1);
    }

    @Test
    void aServerThatLetsNobodyInFailsTheRun() throws Exception {
        int exit = bench(ScriptedServer.Fault.REFUSE, "--clients=2", "--seconds=1");

        assertThat(output).contains("authentication failed: authentication_failed");
        assertThat(exit).isEqualTo(1);
    }

    @Test
    void wrongUseIsExplained() {
        assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> run(List.of("--clients=many")))
                .withMessageContaining("--clients must be a whole number");
    }

    private int bench(ScriptedServer.Fault fault, String... words) {
        try (ConfigurableApplicationContext server = ScriptedServer.start(fault)) {
            List<String> all = new ArrayList<>(List.of(words));
            all.add("--url=" + ScriptedServer.base(server));
            all.add("--password=secret");
            all.add("--yardstick-seconds=0");
            all.add("--warmup=0");
            return run(all);
        }
    }

    private int run(List<String> words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            return new BenchTool(new Terminal(InputStream.nullInputStream(), stream, stream, null)).run(words);
        } finally {
            output = bytes.toString(StandardCharsets.UTF_8);
        }
    }
}

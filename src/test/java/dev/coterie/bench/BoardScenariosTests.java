package dev.coterie.bench;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import dev.coterie.cli.Terminal;

import static org.assertj.core.api.Assertions.assertThat;

/** The scenarios with boards, over real sockets, against a server that keeps the protocol and against ones that do not. */
class BoardScenariosTests {

    private String output = "";

    @Test
    void oneWriterIsMeasuredByTenths() {
        int exit = bench(ScriptedServer.Fault.NONE, "board-writer", "--appends=500");

        assertThat(output)
                .contains("new board: tenth 10", "10 MB board: last tenth / first tenth", "500 appends")
                .doesNotContain("FAILED");
        assertThat(exit).isZero();
    }

    @Test
    void manyBoardsAreComparedWithFreshOnes() {
        int exit = bench(ScriptedServer.Fault.NONE, "boards", "--clients=6", "--models=3", "--seconds=1");

        assertThat(output).contains("acknowledged appends", "deliveries").doesNotContain("FAILED");
        assertThat(exit).isZero();
    }

    @Test
    void whoIsRefusedTriesAgain() {
        int exit = bench(ScriptedServer.Fault.NONE, "board-crowd", "--clients=4", "--seconds=1");

        assertThat(output)
                .contains("slowest writer / mean", "refusals for each append")
                .doesNotContain("FAILED");
        assertThat(exit).isZero();
    }

    @Test
    void readersAreTimed() {
        int exit = bench(ScriptedServer.Fault.NONE, "board-readers", "--clients=20", "--seconds=2");

        assertThat(output).contains("delivery p99", "slowest delivery").doesNotContain("FAILED");
        assertThat(exit).isZero();
    }

    @Test
    void idleClientsStayConnected() {
        int exit = bench(ScriptedServer.Fault.NONE, "board-idle", "--clients=40", "--models=4", "--seconds=1");

        assertThat(output).contains("connected", "40").doesNotContain("FAILED");
        assertThat(exit).isZero();
    }

    @Test
    void aLargeBoardIsTakenInFrames() {
        int exit = bench(ScriptedServer.Fault.NONE, "board-join", "--megabytes=10");

        assertThat(output)
                .contains("first frame (first time)", "a board of 10 MiB")
                .doesNotContain("FAILED");
        assertThat(exit).isZero();
    }

    @Test
    void aWrongByteFailsTheRun() {
        int exit = bench(ScriptedServer.Fault.WRONG_TEXT, "board-crowd", "--clients=3", "--seconds=1");

        assertThat(output).contains("FAILED in run 1: diverged");
        assertThat(exit).isEqualTo(1);
    }

    @Test
    void aLostConnectionFailsTheRun() {
        int exit = bench(ScriptedServer.Fault.DISCONNECT, "boards", "--clients=2", "--seconds=5");

        assertThat(output).contains("FAILED in run 1: disconnected: closed by the server with code 1011");
        assertThat(exit).isEqualTo(1);
    }

    @Test
    void aServerThatLetsNobodyInFailsTheRun() {
        int exit = bench(ScriptedServer.Fault.REFUSE, "boards", "--clients=2", "--seconds=5");

        assertThat(output).contains("error 4: access denied");
        assertThat(exit).isEqualTo(1);
    }

    @Test
    void theLiveHeapOfAJvmIsReadWhateverItsCollector() throws Exception {
        assertThat(HeapProbe.usedMegabytes("""
                123:
                 garbage-first heap   total 262144K, used 50000K [0x0, 0x1)
                  region size 1024K, 2 young (2048K), 1 survivors (1024K)
                 Metaspace       used 60000K, committed 61000K, reserved 1114112K
                  class space    used 7000K, committed 7500K, reserved 1048576K
                """)).isEqualTo(51.2);
        assertThat(HeapProbe.usedMegabytes("""
                123:
                 def new generation   total 39296K, used 1000K [0x0, 0x1, 0x2)
                  eden space 34944K,   2% used [0x0, 0x1, 0x2)
                 tenured generation   total 87424K, used 24000K [0x0, 0x1, 0x2)
                   the space 87424K,  27% used [0x0, 0x1, 0x2, 0x3)
                 Metaspace       used 60000K, committed 61000K, reserved 1114112K
                """)).isEqualTo(25.6);
        assertThat(HeapProbe.usedMegabytes("no heap")).isNaN();
        assertThat(new HeapProbe(ProcessHandle.current().pid()).liveMegabytes()).isPositive();
    }

    private int bench(ScriptedServer.Fault fault, String scenario, String... words) {
        try (ConfigurableApplicationContext server = ScriptedServer.start(fault)) {
            List<String> all = new ArrayList<>(List.of(words));
            all.add("--scenario=" + scenario);
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

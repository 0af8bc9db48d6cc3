package dev.coterie.bench;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessProbeTests {

    @TempDir
    Path directory;

    @Test
    void readsWhatTheKernelShows() throws Exception {
        Files.writeString(
                directory.resolve("stat"),
                "4711 (a (strange) name) S 1 2 3 0 -1 4194560 9 0 0 0 1250 250 0 0 20 0 30 0 100 200 300\n");
        Files.writeString(directory.resolve("status"), "Name:\tjava\nVmHWM:\t  200000 kB\nVmRSS:\t  100000 kB\n");
        ProcessProbe probe = new ProcessProbe(directory);

        assertThat(probe.cpuSeconds()).isEqualTo(15);
        assertThat(probe.residentMegabytes()).isEqualTo(102.4);
        assertThat(probe.peakResidentMegabytes()).isEqualTo(204.8);
    }

    @Test
    void knowsNothingOfAProcessThatIsGone() {
        ProcessProbe probe = new ProcessProbe(directory.resolve("gone"));

        assertThat(probe.cpuSeconds()).isNaN();
        assertThat(probe.residentMegabytes()).isNaN();
    }
}

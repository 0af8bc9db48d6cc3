package dev.coterie.bench;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class YardsticksTests {

    @Test
    void theEchoSendsFramesBack() throws Exception {
        FailureLog failures = new FailureLog();
        LoadPlan plan = new LoadPlan(3, 1, 0, 2, Duration.ZERO, Duration.ofMillis(300));
        try (ConfigurableApplicationContext server = EchoServer.start(0);
                EventLoop loop = new EventLoop(1)) {
            String port = server.getEnvironment().getProperty("local.server.port");
            URI echo = URI.create("http://127.0.0.1:" + port + EchoServer.SOCKET_PATH);

            Drive.Measured measured = new EchoRun(loop, echo, failures).run(plan, new ProcessProbe(1), 60);

            assertThat(measured.acknowledgements().count()).isPositive();
            assertThat(failures.lines()).isEmpty();
        }
    }

    @Test
    void theDatabaseForCommitsIsLikeTheServers(@TempDir Path directory) throws Exception {
        assertThat(CommitDatabase.options("jdbc:h2:file:${dir}/coterie;WRITE_DELAY=0;RETENTION_TIME=0"))
                .isEqualTo(";WRITE_DELAY=0;RETENTION_TIME=0");
        assertThat(CommitDatabase.options("jdbc:postgresql://somewhere/coterie"))
                .isEqualTo(";WRITE_DELAY=0");
        assertThat(CommitDatabase.url(directory))
                .startsWith("jdbc:h2:file:" + directory)
                .contains(";WRITE_DELAY=0");
    }

    @Test
    void commitsAreCounted() throws Exception {
        Duration moment = Duration.ofMillis(50);

        CommitProbe.Commits commits = new CommitProbe("jdbc:h2:mem:commits", "sa", "", true, moment, moment).run();

        assertThat(commits.perSecond()).isPositive();
        assertThat(commits.latencies().count()).isPositive();
    }

    @Test
    void anEditHasAboutTheSizeOfALine() {
        assertThat(WireOperations.usualSubmissionBytes()).isBetween(20, 80);
    }
}

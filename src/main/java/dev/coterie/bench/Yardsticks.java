package dev.coterie.bench;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the machine can do at best, measured in the same run. Immutable.
 *
 * @param echo of a bare web socket at the same load, or null when it was not wanted
 * @param commits single rows into a database of the same kind, or null when it was not wanted
 */
record Yardsticks(Drive.@Nullable Measured echo, CommitProbe.@Nullable Commits commits) {

    private static final String DURABLE_ON_DISK = "--coterie.durability=disk";

    static Yardsticks measure(Stage stage, BenchOptions options, LoadPlan plan)
            throws IOException, SQLException, InterruptedException {
        if (options.yardstick().isZero()) {
            return new Yardsticks(null, null);
        }
        return new Yardsticks(echo(stage, options, plan), commits(stage, options));
    }

    /** Single-row commits, or null when no yardsticks were wanted. */
    static CommitProbe.@Nullable Commits commitsOnly(Stage stage, BenchOptions options)
            throws IOException, SQLException {
        return options.yardstick().isZero() ? null : commits(stage, options);
    }

    private static Drive.Measured echo(Stage stage, BenchOptions options, LoadPlan plan)
            throws IOException, InterruptedException {
        int port = ChildProcess.freePort();
        List<String> command = LaunchCommand.ofThisProgram()
                .with(options.serverOptions(), List.of("bench", EchoServer.WORD, Integer.toString(port)));
        try (ChildProcess echo =
                ChildProcess.start(command, Map.of(), stage.directory().path(), port)) {
            echo.awaitReady(EchoServer.READY_PATH);
            URI socket = echo.base().resolve(EchoServer.SOCKET_PATH);
            return new EchoRun(stage.loop(), socket, stage.failures())
                    .run(plan.lasting(options.yardstick()), echo.probe(), WireOperations.usualSubmissionBytes());
        }
    }

    private static CommitProbe.Commits commits(Stage stage, BenchOptions options) throws IOException, SQLException {
        String url = options.jdbcUrl().isPresent()
                ? options.jdbcUrl().get()
                : CommitDatabase.url(stage.directory().path());
        boolean synced = url.startsWith("jdbc:h2:") && options.serverArguments().contains(DURABLE_ON_DISK);
        return new CommitProbe(url, options.jdbcUser(), options.jdbcPassword(), synced).run();
    }
}

package dev.coterie.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A server of ours on a free port with its own data directory, and its first superuser. For one thread. */
final class ServerProcess implements AutoCloseable {

    private static final String USER = "bench";
    private static final String HEALTH = "/actuator/health";

    private final LaunchCommand program;
    private final List<String> javaOptions;
    private final List<String> arguments;
    private final Path directory;
    private final String password;
    private ChildProcess child;
    private Duration readyAfter;

    ServerProcess(LaunchCommand program, List<String> javaOptions, List<String> arguments, Path directory)
            throws IOException, InterruptedException {
        this.program = program;
        this.javaOptions = List.copyOf(javaOptions);
        this.arguments = List.copyOf(arguments);
        this.directory = directory;
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        this.password = HexFormat.of().formatHex(secret);
        this.child = launch();
        this.readyAfter = awaitReady();
    }

    private ChildProcess launch() throws IOException {
        int port = ChildProcess.freePort();
        List<String> all = new ArrayList<>();
        all.add("--server.port=" + port);
        all.add("--server.address=127.0.0.1");
        all.add("--coterie.data-dir=" + directory.resolve("data"));
        // Closed loops write faster than people are let.
        all.add("--coterie.convergence.operations-per-second=1000000");
        all.addAll(arguments);
        Map<String, String> environment = Map.of("COTERIE_ADMIN_USERNAME", USER, "COTERIE_ADMIN_PASSWORD", password);
        return ChildProcess.start(program.with(javaOptions, all), environment, directory, port);
    }

    private Duration awaitReady() throws IOException, InterruptedException {
        boolean ready = false;
        try {
            Duration after = child.awaitReady(HEALTH);
            ready = true;
            return after;
        } finally {
            if (!ready) {
                child.close();
            }
        }
    }

    /** From exec to the first good health. */
    Duration readyAfter() {
        return readyAfter;
    }

    long pid() {
        return child.pid();
    }

    ProcessProbe probe() {
        return child.probe();
    }

    Target target() throws IOException, InterruptedException {
        return new Target(child.base(), new TokenClient(child.base()).token(USER, password));
    }

    /** Kills it and starts it again on the same data. */
    void restart() throws IOException, InterruptedException {
        child.kill();
        child = launch();
        readyAfter = awaitReady();
    }

    @Override
    public void close() {
        child.close();
    }
}

package dev.coterie.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server that we started on a loopback port, and that we end, even when we are interrupted. For one thread. */
final class ChildProcess implements AutoCloseable {

    private static final Duration READY_PATIENCE = Duration.ofSeconds(120);
    private static final Duration ASK_AGAIN = Duration.ofMillis(10);
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
    private static final int LOG_LINES_SHOWN = 15;

    private final Process process;
    private final Path log;
    private final URI base;
    private final long startedAtNanos;
    private final Thread orphanage;

    private ChildProcess(Process process, Path log, URI base, long startedAtNanos) {
        this.process = process;
        this.log = log;
        this.base = base;
        this.startedAtNanos = startedAtNanos;
        this.orphanage = new Thread(process::destroyForcibly, "bench-orphanage");
        Runtime.getRuntime().addShutdownHook(orphanage);
    }

    /** Starts a command in a directory; its output goes to a file there. */
    static ChildProcess start(List<String> command, Map<String, String> environment, Path directory, int port)
            throws IOException {
        Path log = Files.createTempFile(directory, "output", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        long startedAtNanos = System.nanoTime();
        URI base = URI.create("http://127.0.0.1:" + port);
        return new ChildProcess(builder.start(), log, base, startedAtNanos);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    URI base() {
        return base;
    }

    long pid() {
        return process.pid();
    }

    ProcessProbe probe() {
        return new ProcessProbe(process.pid());
    }

    /**
     * Waits until a path is answered with 200.
     *
     * @return the time since the process was started
     */
    Duration awaitReady(String path) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(ANSWER_PATIENCE)
                .build();
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(ANSWER_PATIENCE)
                .build();
        while (System.nanoTime() - startedAtNanos < READY_PATIENCE.toNanos()) {
            if (answers(http, request)) {
                return Duration.ofNanos(System.nanoTime() - startedAtNanos);
            }
            if (!process.isAlive()) {
                throw new IOException("it ended with " + process.exitValue() + ":\n" + lastWords());
            }
            Thread.sleep(ASK_AGAIN.toMillis());
        }
        throw new IOException("it was not ready within " + READY_PATIENCE.toSeconds() + " s:\n" + lastWords());
    }

    private static boolean answers(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
    }

    /** Ends it without a warning, as a power cut would. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        forget();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
            forget();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** It has ended: there is nothing left to end should we be interrupted. */
    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(orphanage);
        } catch (IllegalStateException e) {
            // we are being shut down
        }
    }
}

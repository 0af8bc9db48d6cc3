package dev.coterie.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/**
 * The yardstick for a large answer: as many bytes by plain HTTP from a server on the same stack, in its own process with
 * the server's JVM options. For one thread.
 */
final class PlainTransfer {

    private static final int TIMES = 21;

    private PlainTransfer() {}

    /** How long each transfer took, in milliseconds; as many before them are not counted. */
    static double[] measure(Stage stage, BenchOptions options, int bytes) throws IOException, InterruptedException {
        int port = ChildProcess.freePort();
        List<String> command = LaunchCommand.ofThisProgram()
                .with(options.serverOptions(), List.of("bench", EchoServer.WORD, Integer.toString(port)));
        try (ChildProcess server =
                ChildProcess.start(command, Map.of(), stage.directory().path(), port)) {
            server.awaitReady(EchoServer.READY_PATH);
            URI from = server.base().resolve(EchoServer.BYTES_PATH + bytes);
            HttpClient http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            transfers(http, from, bytes);
            return transfers(http, from, bytes);
        }
    }

    private static double[] transfers(HttpClient http, URI from, int bytes) throws IOException, InterruptedException {
        double[] millis = new double[TIMES];
        HttpRequest request = HttpRequest.newBuilder(from).build();
        for (int i = 0; i < TIMES; i++) {
            long startedAtNanos = System.nanoTime();
            byte[] body =
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
            millis[i] = (System.nanoTime() - startedAtNanos) / 1e6;
            if (body.length != bytes) {
                throw new IOException("the yardstick sent " + body.length + " bytes instead of " + bytes);
            }
        }
        return millis;
    }
}

package dev.coterie.convergence.model;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import com.google.protobuf.InvalidProtocolBufferException;

import dev.coterie.convergence.model.ot.Operation;
import dev.coterie.convergence.model.ot.OperationPairs.Pair;
import dev.coterie.convergence.wire.model.OperationData;

/**
 * The transformer of the unmodified npm package, in a process of Node: pairs go in, and come out transformed in the same
 * order. For one thread.
 */
final class ClientTransformer implements AutoCloseable {

    /** So many pairs are under way at once, few enough for the pipes not to fill in both directions. */
    private static final int UNDER_WAY = 256;

    private static final int LARGEST_BYTES = 30_000;

    private final BiConsumer<Pair, Pair> results;
    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;
    private final Queue<Sent> underWay = new ArrayDeque<>();
    private int bytesUnderWay;

    private record Sent(Pair pair, int bytes) {}

    /** @param results is given each pair and what the client makes of it */
    ClientTransformer(Path nodeModules, BiConsumer<Pair, Pair> results) throws IOException {
        this.results = results;
        process = new ProcessBuilder("node", "src/test/node/transformer.cjs", nodeModules.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII), 1 << 16);
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII), 1 << 16);
    }

    /** Where the package is: the build installs it for the front end, and for the tests with real clients. */
    static Optional<Path> nodeModules() {
        return Stream.of("src/main/frontend/node_modules", "src/test/e2e/node_modules")
                .map(Path::of)
                .filter(path -> Files.exists(path.resolve("@convergence/convergence/convergence.js")))
                .findFirst();
    }

    void transform(Pair pair) {
        String line = encode(pair.server()) + " " + encode(pair.client()) + "\n";
        try {
            if (underWay.size() >= UNDER_WAY || bytesUnderWay + line.length() > LARGEST_BYTES) {
                in.flush();
                receive(underWay.size() / 2);
            }
            underWay.add(new Sent(pair, line.length()));
            bytesUnderWay += line.length();
            in.write(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for all results. */
    void finish() throws IOException {
        in.flush();
        receive(0);
    }

    private void receive(int left) throws IOException {
        while (underWay.size() > left) {
            Sent sent = underWay.remove();
            bytesUnderWay -= sent.bytes;
            Pair pair = sent.pair;
            String line = out.readLine();
            if (line == null || line.startsWith("!")) {
                throw new AssertionError("The client fails on " + pair + ": " + line);
            }
            int space = line.indexOf(' ');
            results.accept(pair, new Pair(decode(line.substring(0, space)), decode(line.substring(space + 1))));
        }
    }

    @Override
    public void close() throws IOException {
        try {
            in.close();
            out.close();
        } finally {
            process.destroy();
        }
    }

    private static String encode(Operation operation) {
        return Base64.getEncoder()
                .encodeToString(OperationMapper.wire(operation).toByteArray());
    }

    private static Operation decode(String text) {
        try {
            return OperationMapper.operation(
                    OperationData.parseFrom(Base64.getDecoder().decode(text)));
        } catch (InvalidProtocolBufferException | IncompleteMessageException e) {
            throw new AssertionError("not an operation: " + text, e);
        }
    }
}

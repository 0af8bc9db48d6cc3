package dev.coterie.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.google.protobuf.InvalidProtocolBufferException;
import org.jspecify.annotations.Nullable;

import dev.coterie.convergence.wire.model.OpenRealtimeModelResponseMessage;

/** Opening a large model: while it is in use, after nobody had it open for a while, after a kill and restart. */
record LargeModelScenario() implements Scenario {

    private static final int LIVE = 21;
    private static final int AT_REST = 5;
    private static final int DECODINGS = 21;
    private static final Duration IDLE_TIME = Duration.ofSeconds(1);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(4);

    @Override
    public Outcome run(Stage stage, BenchOptions options) throws IOException, InterruptedException {
        int megabytes = options.megabytes(Preset.LARGE_MODEL);
        Target target = stage.server(List.of(), arguments(megabytes));
        String modelId = stage.modelPrefix() + "large";
        double heapBefore = heap(stage);
        double residentBefore = resident(stage);
        Crowd crowd = new Crowd(stage.loop(), target, stage.failures());
        List<LargeCopy> copies = new ArrayList<>();
        ModelClient writer = crowd.client(
                crowd.model(modelId, LargeData.model(List.of())),
                opened -> {
                    LargeCopy copy = new LargeCopy(opened, megabytes * 1_000_000L, stage.random());
                    copies.add(copy);
                    return copy;
                },
                new ClosedLoop(1));
        List<Figure> figures = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        if (crowd.join()) {
            fill(stage, crowd, figures);
            String content = stage.loop().call(writer::content);
            LargeData data = copies.get(0).data();
            notes.add(data.values() + " values, " + data.jsonBytes() + " bytes as JSON, all compared, hash " + content);
            live(stage, options, new Openings(stage, target, modelId, content), figures);
            figures.add(Figure.of("live heap growth", "MB", heap(stage) - heapBefore));
            figures.add(Figure.of("RSS growth", "MB", resident(stage) - residentBefore));
            if (options.url().isPresent() && !options.keep()) {
                stage.loop().execute(writer::deleteModel);
            } else {
                crowd.close();
            }
            afresh(stage, target, modelId, content, figures);
        }
        return new Outcome(figures, notes, stage.failures().lines());
    }

    /** Room for it, no limit on what is written at once, and a model is put to rest soon. */
    private static List<String> arguments(int megabytes) {
        return List.of(
                "--coterie.convergence.model.max-characters=" + megabytes * 2_000_000,
                "--coterie.convergence.model.max-values=" + megabytes * 100_000,
                "--coterie.convergence.model.idle-time=" + IDLE_TIME.toSeconds() + "s",
                "--coterie.socket.bytes-per-second=1GB",
                "--coterie.socket.byte-burst=1GB");
    }

    private static void fill(Stage stage, Crowd crowd, List<Figure> figures) throws IOException, InterruptedException {
        long startedAtNanos = System.nanoTime();
        stage.loop().call(() -> {
            crowd.clients().forEach(ModelClient::startTyping);
            return true;
        });
        crowd.drain();
        figures.add(Figure.of("filled in", "s", (System.nanoTime() - startedAtNanos) / 1e9));
    }

    /** The writer has it open all the time. */
    private static void live(Stage stage, BenchOptions options, Openings openings, List<Figure> figures)
            throws IOException, InterruptedException {
        openings.warmUp(options.plan(Preset.LARGE_MODEL).warmUp());
        openings.times(LIVE, Duration.ZERO);
        LargeCopy latest = openings.latest();
        if (latest == null) {
            return;
        }
        figures.addAll(openings.figures("open of a live model"));
        figures.add(Figure.of("answer", "MB", latest.answerBytes() / 1e6));
        if (!options.yardstick().isZero()) {
            double transfer = Openings.median(PlainTransfer.measure(stage, options, latest.answerBytes()));
            double decoding = Openings.median(decodings(latest.answer()));
            figures.add(Figure.of("as many bytes by plain HTTP", "ms", transfer));
            figures.add(Figure.of("decoding by the client", "ms", decoding));
            figures.add(Figure.of("open / HTTP and decoding", "", openings.median() / (transfer + decoding)));
        }
    }

    /** How long the client takes for the answer alone, in milliseconds. */
    private static double[] decodings(OpenRealtimeModelResponseMessage answer) throws InvalidProtocolBufferException {
        byte[] bytes = answer.toByteArray();
        double[] millis = new double[DECODINGS];
        for (int i = 0; i < DECODINGS; i++) {
            long startedAtNanos = System.nanoTime();
            OpenRealtimeModelResponseMessage.parseFrom(bytes);
            millis[i] = (System.nanoTime() - startedAtNanos) / 1e6;
        }
        return millis;
    }

    /** Only a server that is ours forgets it soon, and may be killed. */
    private static void afresh(Stage stage, Target target, String modelId, String content, List<Figure> figures)
            throws IOException, InterruptedException {
        ServerProcess own = stage.own();
        if (own == null || !stage.failures().isEmpty()) {
            return;
        }
        Openings atRest = new Openings(stage, target, modelId, content).times(AT_REST, LONG_ENOUGH);
        figures.addAll(atRest.figures("open of a model at rest"));
        own.restart();
        Openings restarted = new Openings(stage, own.target(), modelId, content).times(1, Duration.ZERO);
        figures.add(Figure.of("open after kill and restart", "ms", restarted.median()));
        figures.add(Figure.of("data directory", "MB", stage.directory().megabytes()));
    }

    private static double heap(Stage stage) throws InterruptedException {
        @Nullable HeapProbe probe = stage.heap();
        return probe == null ? Double.NaN : probe.liveMegabytes();
    }

    private static double resident(Stage stage) {
        @Nullable ProcessProbe probe = stage.probe();
        return probe == null ? Double.NaN : probe.residentMegabytes();
    }
}

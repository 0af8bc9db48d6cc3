package dev.coterie.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How soon the server is ready: on an empty data directory, and again on the same one. */
record StartScenario() implements Scenario {

    private static final double READY_SECONDS = 5;
    private static final double READY_SECONDS_WITH_ARCHIVE = 3;

    @Override
    public Outcome run(Stage stage, BenchOptions options) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        figures.addAll(starts(stage, options, "", List.of(), READY_SECONDS));
        if (options.archive().isPresent()) {
            List<String> archive = List.of(archiveOption(options.archive().get()));
            figures.addAll(starts(stage, options, " with archive", archive, READY_SECONDS_WITH_ARCHIVE));
        }
        return new Outcome(figures, List.of("from exec to the first good health"), List.of());
    }

    static String archiveOption(Path archive) {
        String kind = archive.toString().endsWith(".aot") ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=";
        return kind + archive.toAbsolutePath();
    }

    private static List<Figure> starts(
            Stage stage, BenchOptions options, String kind, List<String> extraJavaOptions, double bar)
            throws IOException, InterruptedException {
        List<String> javaOptions = new ArrayList<>(options.serverOptions());
        javaOptions.addAll(extraJavaOptions);
        Path directory = Files.createTempDirectory(stage.directory().path(), "start");
        try (ServerProcess server =
                new ServerProcess(LaunchCommand.of(options.jar()), javaOptions, options.serverArguments(), directory)) {
            double first = server.readyAfter().toMillis() / 1e3;
            server.restart();
            double again = server.readyAfter().toMillis() / 1e3;
            return List.of(
                    Figure.of("first start" + kind, "s", first, Bar.below(bar)),
                    Figure.of("next start" + kind, "s", again, Bar.below(bar)),
                    Figure.of("RSS when ready" + kind, "MB", server.probe().residentMegabytes()));
        }
    }
}

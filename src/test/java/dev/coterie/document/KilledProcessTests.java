package dev.coterie.document;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static dev.coterie.document.DocumentStoreConformance.await;
import static org.assertj.core.api.Assertions.assertThat;

/** What is acknowledged survives the sudden end of the process, with the database options that we ship. */
class KilledProcessTests {

    private static final int KILLS = 5;
    private static final int MAX_LINES = 3_000;

    @TempDir
    private Path directory;

    @Test
    @Timeout(300)
    void acknowledgedEntriesSurviveAKill() throws IOException, InterruptedException {
        Random random = Seed.random("KilledProcessTests");
        Map<String, Map<Long, String>> acknowledged = new HashMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            appendUntilKilled(random.nextInt(MAX_LINES), acknowledged);
            check(acknowledged);
        }
        assertThat(acknowledged.values().stream().mapToInt(Map::size).sum()).isPositive();
    }

    private void appendUntilKilled(int lines, Map<String, Map<Long, String>> acknowledged)
            throws IOException, InterruptedException {
        Process process = start(directory);
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            while (line != null && !line.equals("ready")) {
                line = output.readLine();
            }
            assertThat(line).isEqualTo("ready");
            for (int i = 0; i < lines; i++) {
                note(output.readLine(), acknowledged);
            }
            // Killed through its handle, which leaves its output open.
            process.toHandle().destroyForcibly();
            // What the process had written before its end counts as well; the last line may be torn.
            String previous = output.readLine();
            for (line = output.readLine(); line != null; line = output.readLine()) {
                note(previous, acknowledged);
                previous = line;
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Starts {@link AppendingProcess}. */
    static Process start(Path directory) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void note(String line, Map<String, Map<Long, String>> acknowledged) {
        String[] words = line.split("\t");
        if (words.length == 3) {
            acknowledged.computeIfAbsent(words[0], name -> new HashMap<>()).put(Long.valueOf(words[1]), words[2]);
        }
    }

    private void check(Map<String, Map<Long, String>> acknowledged) {
        try (TestStorage storage = TestStorage.on(TestDatabase.h2(directory))) {
            acknowledged.forEach((name, entries) -> {
                Map<Long, String> stored = new HashMap<>();
                await(storage.documents().load(new DocumentKey("model", name)))
                        .orElseThrow()
                        .tail()
                        .forEach(entry ->
                                stored.put(entry.position(), new String(entry.payload(), StandardCharsets.UTF_8)));
                assertThat(stored).containsAllEntriesOf(entries);
            });
        }
    }
}

package dev.coterie.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class HistoryTests {

    private static final String SAMPLE = """
            {"startContent": "a\\ud83d\\ude00b", "endContent": "a\\ud83d\\ude00\\ud83d\\ude80Zb", "numAgents": {"x": [1]},
             "txns": [{"time": "now", "patches": [[2, 0, "\\ud83d\\ude80"], [3, 1, "c"]]},
                      {"patches": [[3, 1, "Z"]], "agent": 0}, {"patches": [[4, 0, "b"], [0, 0, ""]]}]}
            """;

    @Test
    void placesInCodePointsBecomeCodeUnits() throws Exception {
        History history = read(SAMPLE);
        StringBuilder text = new StringBuilder(history.startContent());
        HistoryPlayer player = new HistoryPlayer(history);

        int edits = 0;
        for (Splice splice = player.next(text); splice != null; splice = player.next(text)) {
            splice.applyTo(text);
            edits++;
        }

        assertThat(text).hasToString(history.endContent());
        assertThat(edits).isEqualTo(6).isEqualTo(HistoryPlayer.edits(history));
    }

    @Test
    void aReplacementIsARemovalAndAnInsertion() throws Exception {
        HistoryPlayer player = new HistoryPlayer(read("{\"txns\": [{\"patches\": [[1, 2, \"xy\"]]}]}"));

        assertThat(player.next("abcd")).isEqualTo(Splice.remove(1, 2));
        assertThat(player.next("ad")).isEqualTo(Splice.insert(1, "xy"));
        assertThat(player.next("axyd")).isNull();
    }

    @Test
    void gzippedFilesAreReadByTheirName(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("history.json.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(SAMPLE.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(History.read(file).patches()).hasSize(5);
    }

    @Test
    void somethingElseIsRefused(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("other.json"), "{\"txns\": [{\"patches\": {}}]}");
        Path noJson = Files.writeString(directory.resolve("no.json"), "hello");

        assertThatIOException().isThrownBy(() -> History.read(file)).withMessageContaining("not a history");
        assertThatIOException().isThrownBy(() -> History.read(noJson)).withMessageContaining("not a history");
    }

    private static History read(String json) throws IOException {
        try (InputStream stream = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))) {
            return History.read(stream);
        }
    }
}

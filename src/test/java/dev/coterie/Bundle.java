package dev.coterie;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The messages of a room of pages in one language. Immutable. */
record Bundle(String name, Map<String, String> messages) {

    private static final Path FOLDER = Path.of("src/main/resources/messages");
    private static final String SUFFIX = ".properties";
    private static final String GERMAN = "_de";

    /** All those in English. */
    static List<Bundle> english() {
        return read(false);
    }

    /** All those in German, by the names of those in English. */
    static List<Bundle> german() {
        return read(true);
    }

    private static List<Bundle> read(boolean german) {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(GERMAN + SUFFIX) == german)
                    .sorted()
                    .map(Bundle::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Bundle read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> messages = new TreeMap<>();
        properties.forEach((key, value) -> messages.put((String) key, (String) value));
        String name = file.getFileName().toString().replace(SUFFIX, "").replace(GERMAN, "");
        return new Bundle(name, Map.copyOf(messages));
    }
}

package dev.coterie.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory that goes away with the run: databases, keys and logs of what was started. */
final class WorkDirectory implements AutoCloseable {

    private final Path path;

    WorkDirectory() throws IOException {
        this.path = Files.createTempDirectory("coterie-bench");
    }

    Path path() {
        return path;
    }

    /** What all files in it take together. */
    double megabytes() throws IOException {
        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
        }
        return bytes / 1e6;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        }
    }

    @Override
    public void close() {
        try {
            for (Path file : files()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // a process that is still dying may write into it; the system's own clean-up gets the rest
        }
    }
}

package dev.coterie.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static dev.coterie.document.DocumentStoreConformance.await;
import static dev.coterie.document.DocumentStoreConformance.document;
import static dev.coterie.document.DocumentStoreConformance.fault;
import static dev.coterie.document.DocumentStoreConformance.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A disk of eight megabytes fills up; needs the right to mount one. */
@ExtendWith(OutputCaptureExtension.class)
class FullDiskTests {

    private static final int BALLAST_BYTES = 4_000_000;
    private static final int PAYLOAD_BYTES = 20_000;

    @TempDir
    private Path parent;

    private Path disk;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = Files.createDirectory(parent.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString()));
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        run("umount", disk.toString());
    }

    @Test
    @Timeout(120)
    void worksAgainOnceThereIsSpace(CapturedOutput output) throws IOException {
        Path ballast = disk.resolve("ballast");
        Files.write(ballast, new byte[BALLAST_BYTES]);
        DocumentKey key = key("model");
        List<Long> stored = new ArrayList<>();
        try (TestStorage storage = TestStorage.on(TestDatabase.h2(disk))) {
            JdbcDocumentStore documents = storage.documents();
            DocumentId id = await(documents.create(document(key))).id();

            stored.addAll(appendUntilRefused(documents.appender(id), 0));
            assertThat(stored).isNotEmpty();
            assertThat(fault(documents.appender(id).append(entry(stored.size()))))
                    .isInstanceOf(StorageUnavailableException.class);

            Files.delete(ballast);
            List<Long> later = appendUntilRefused(documents.appender(id), stored.size());
            assertThat(later).isNotEmpty();
            stored.addAll(later);
        }
        assertThat(output.getOut().lines().filter(line -> line.contains("cannot be written")))
                .hasSize(2);
        try (Stream<Path> files = Files.list(disk)) {
            for (Path file : files.toList()) {
                Files.copy(file, parent.resolve(file.getFileName()));
            }
        }
        try (TestStorage storage = TestStorage.on(TestDatabase.h2(parent))) {
            assertThat(await(storage.documents().load(key)).orElseThrow().tail())
                    .extracting(LogEntry::position)
                    .startsWith(stored.toArray(Long[]::new));
        }
    }

    private static List<Long> appendUntilRefused(LogAppender appender, long from) {
        List<Long> stored = new ArrayList<>();
        for (long position = from; position < from + 2_000; position++) {
            Throwable fault = fault(appender.append(entry(position)));
            if (fault != null) {
                assertThat(fault).isInstanceOf(StorageUnavailableException.class);
                return stored;
            }
            stored.add(position);
        }
        throw new AssertionError("The disk did not fill up");
    }

    private static LogEntry entry(long position) {
        return new LogEntry(position, position + 1, Instant.EPOCH, "session", new byte[PAYLOAD_BYTES]);
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}

package dev.coterie.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks PostgreSQL, and looks at the files of H2 with the journal beside them. Thread-safe. */
final class JdbcStorageSize implements StorageSize {

    private final JdbcClient jdbc;
    private final boolean files;

    /** @param files whether the database is in files of ours: H2 */
    JdbcStorageSize(DataSource dataSource, boolean files) {
        this.jdbc = JdbcClient.create(dataSource);
        this.files = files;
    }

    @Override
    public long bytes() {
        return files
                ? DatabasePath.of(jdbc).map(JdbcStorageSize::ofFiles).orElse(0L)
                : jdbc.sql("select pg_database_size(current_database())")
                        .query(Long.class)
                        .single();
    }

    /** H2 and the journal name their files by what is added to the path. */
    private static long ofFiles(Path database) {
        Path directory = Objects.requireNonNull(database.getParent());
        long bytes = 0;
        try (DirectoryStream<Path> found = Files.newDirectoryStream(
                directory, file -> file.getFileName().toString().startsWith(database.getFileName() + "."))) {
            for (Path file : found) {
                bytes += file.toFile().length();
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

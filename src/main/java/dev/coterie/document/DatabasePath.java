package dev.coterie.document;

import java.nio.file.Path;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Where H2 keeps a database. Stateless. */
final class DatabasePath {

    private DatabasePath() {}

    /** What the names of its files begin with; empty when it is in memory. */
    static Optional<Path> of(JdbcClient jdbc) {
        return jdbc.sql("call database_path()")
                .query(String.class)
                .optional()
                .filter(path -> path.indexOf(':') <= 1)
                .map(Path::of);
    }
}

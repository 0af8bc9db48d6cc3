package dev.coterie.zwibbler.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** What a server of the suite stores in, started when the first test asks for it. */
final class Databases {

    private Databases() {}

    /** Gives a server a directory of its own. */
    abstract static class Database implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            Path directory = temporaryDirectory();
            TestPropertyValues.of(
                            "coterie.data-dir=" + directory.resolve("data"),
                            "coterie.jwt.key-file=" + directory.resolve("jwt-key"),
                            "coterie.admin.username=root",
                            "coterie.admin.password=blue horse 17")
                    .applyTo(context);
            configure(context);
        }

        abstract void configure(ConfigurableApplicationContext context);
    }

    /** The embedded database as it is shipped: a file. */
    static final class H2 extends Database {

        @Override
        void configure(ConfigurableApplicationContext context) {
            // it is what the server does by itself
        }
    }

    static final class Postgres extends Database {

        @Override
        void configure(ConfigurableApplicationContext context) {
            TestPropertyValues.of(
                            "spring.datasource.url=" + PostgresServer.RUNNING.getJdbcUrl("postgres", "postgres"),
                            "spring.datasource.username=postgres",
                            "spring.datasource.password=")
                    .applyTo(context);
        }
    }

    private static final class PostgresServer {

        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.start();
                atTheEnd("stop-board-postgres", server::close);
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Path temporaryDirectory() {
        try {
            Path directory = Files.createTempDirectory("coterie-boards");
            atTheEnd("remove-boards", () -> FileSystemUtils.deleteRecursively(directory));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface CleanUp {
        void run() throws IOException;
    }

    private static void atTheEnd(String name, CleanUp cleanUp) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                cleanUp.run();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        name));
    }
}

package dev.coterie.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Properties;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;

/** Databases for tests, migrated as the server does it. Stateless. */
final class TestDatabase {

    private static final int POOL_SIZE = 8;
    private static final int CONNECTION_TIMEOUT_MILLIS = 2_000;

    private TestDatabase() {}

    /** H2 in that directory, with the options that we ship. */
    static HikariDataSource h2(Path directory) {
        return migrated(open(h2Url(directory), "sa"));
    }

    static String h2Url(Path directory) {
        return shipped("spring.datasource.url").replace("${coterie.data-path}", directory.toString());
    }

    private static String shipped(String property) {
        Properties shipped = new Properties();
        try (InputStream file = TestDatabase.class.getResourceAsStream("/application.properties")) {
            shipped.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return shipped.getProperty(property);
    }

    /** The one PostgreSQL of the test run; each call gives a pool of its own. */
    static HikariDataSource postgres() {
        return migrated(open(Postgres.SERVER.getJdbcUrl("postgres", "postgres"), "postgres"));
    }

    static EmbeddedPostgres postgresServer() {
        return Postgres.SERVER;
    }

    static HikariDataSource open(String url, String user) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword("");
        config.setMaximumPoolSize(POOL_SIZE);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        return new HikariDataSource(config);
    }

    static HikariDataSource migrated(HikariDataSource dataSource) {
        Flyway.configure().dataSource(dataSource).load().migrate();
        return dataSource;
    }

    private static final class Postgres {

        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server), "stop-postgres"));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void close(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

package dev.coterie.zwibbler.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Optional;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

import dev.coterie.document.ByteStringStore;
import dev.coterie.document.DocumentKey;
import dev.coterie.document.LocalStorageConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/** A zwibbler.conf that names PostgreSQL, where the original server's tables are already. */
class PostgresConfIntegrationTests {

    @TempDir
    private Path directory;

    @Test
    void tablesOfTheOriginalAreLeftAlone() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            execute(postgres, "postgres", "create database zwibbler");
            execute(postgres, "zwibbler", "create table ZwibblerDocs (docid text)");
            Path conf = Files.writeString(
                    directory.resolve("zwibbler.conf"),
                    "Database=postgres\nDbServer=localhost:" + postgres.getPort() + "\nDbUser=postgres\n");

            for (int start = 0; start < 2; start++) {
                try (ConfigurableApplicationContext server = new SpringApplicationBuilder(Server.class)
                        .web(WebApplicationType.NONE)
                        .run("--coterie.zwibbler.config-file=" + conf)) {
                    assertThat(server.getBean(ByteStringStore.class)
                                    .find(new DocumentKey("board", "none"))
                                    .toCompletableFuture()
                                    .join())
                            .isEqualTo(Optional.empty());
                }
            }
            execute(postgres, "zwibbler", "insert into ZwibblerDocs values ('still here')");
        }
    }

    private static void execute(EmbeddedPostgres postgres, String database, String sql) throws Exception {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    @Import(LocalStorageConfiguration.class)
    private static final class Server {}
}

package dev.coterie.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

import static dev.coterie.document.DocumentStoreConformance.await;
import static dev.coterie.document.DocumentStoreConformance.document;
import static dev.coterie.document.DocumentStoreConformance.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The storage as the server starts it, with the configuration that we ship. */
@ExtendWith(OutputCaptureExtension.class)
class StartTests {

    @TempDir
    private Path parent;

    @Test
    void dataDirectoryIsMadeAndUsed() {
        Path directory = parent.resolve("a strange/Größe");
        DocumentKey key = key("model");
        try (ConfigurableApplicationContext server = start("coterie.data-dir=" + directory)) {
            await(server.getBean(DocumentStore.class).create(document(key)));
        }
        assertThat(directory.resolve("coterie.mv.db")).exists();
        try (ConfigurableApplicationContext server =
                start("coterie.data-dir=" + directory, "coterie.durability=disk")) {
            assertThat(await(server.getBean(DocumentStore.class).load(key))).isPresent();
            assertThat(server.getBeansOfType(RecordStore.class)).hasSize(1);
            assertThat(server.getBeansOfType(DocumentCatalog.class)).hasSize(1);
        }
    }

    @Test
    void postgresIsOneUrlAway() {
        try (ConfigurableApplicationContext server = start(postgres("postgres", "postgres"))) {
            assertThat(await(server.getBean(DocumentStore.class).load(key("model"))))
                    .isEmpty();
        }
    }

    @Test
    void threadsEndWithTheServer() {
        Set<Thread> ofOthers = Thread.getAllStackTraces().keySet();

        start("coterie.data-dir=" + parent).close();

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.isAlive() && !ofOthers.contains(thread))
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("coterie-"));
    }

    @Test
    void databaseInUseIsTold(CapturedOutput output) throws IOException, InterruptedException {
        Process other = KilledProcessTests.start(parent);
        try {
            assertThat(other.inputReader().lines().anyMatch("ready"::equals)).isTrue();

            assertFails(
                    output,
                    "The database in " + parent + " is in use by another process",
                    "coterie.data-dir=" + parent);
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void unusableDataDirectoryIsTold(CapturedOutput output) throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "not a directory");

        assertFails(
                output, "The database in " + file + "/data cannot be written", "coterie.data-dir=" + file + "/data");
    }

    @Test
    void newerSchemaIsTold(CapturedOutput output) {
        try (HikariDataSource pool = TestDatabase.h2(parent)) {
            new JdbcTemplate(pool)
                    .update("insert into \"flyway_schema_history\" select 99, '99', 'future', 'SQL',"
                            + " 'V99__future.sql', 1, \"installed_by\", \"installed_on\", 1, true"
                            + " from \"flyway_schema_history\" where \"version\" = '1'");
        }

        assertFails(
                output, "The database was already used by a newer version of Coterie", "coterie.data-dir=" + parent);
        assertThat(output).contains("applied migration not resolved locally: 99");
    }

    @Test
    void missingDatabaseIsTold(CapturedOutput output) {
        assertFails(output, "There is no database jdbc:postgresql://localhost:", postgres("postgres", "nothing"));
    }

    @Test
    void unreachableDatabaseIsTold(CapturedOutput output) {
        assertFails(
                output,
                "The database at jdbc:postgresql://localhost:1/coterie cannot be reached (",
                "spring.datasource.url=jdbc:postgresql://localhost:1/coterie?password=hidden");
        assertThat(output).doesNotContain("hidden");
    }

    @Test
    void refusedUserIsTold(CapturedOutput output) {
        assertFails(
                output,
                "does not let nobody-we-know in: check spring.datasource.username",
                postgres("nobody-we-know", "postgres"));
    }

    private static String[] postgres(String user, String database) {
        return new String[] {
            "spring.datasource.url=jdbc:postgresql://localhost:"
                    + TestDatabase.postgresServer().getPort() + "/" + database,
            "spring.datasource.username=" + user
        };
    }

    private static void assertFails(CapturedOutput output, String sentence, String... properties) {
        assertThatThrownBy(() -> start(properties)).isInstanceOf(Exception.class);
        assertThat(output.getOut().lines().filter(line -> line.contains(sentence)))
                .hasSize(1);
        assertThat(output).contains("APPLICATION FAILED TO START").doesNotContain("\tat ");
    }

    private static ConfigurableApplicationContext start(String... properties) {
        List<String> arguments = new ArrayList<>();
        for (String property : properties) {
            arguments.add("--" + property);
        }
        return new SpringApplicationBuilder(Server.class)
                .web(WebApplicationType.NONE)
                .run(arguments.toArray(String[]::new));
    }

    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    @Import(StorageConfiguration.class)
    private static final class Server {}
}

package dev.coterie.zwibbler.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

import dev.coterie.zwibbler.Access;
import dev.coterie.zwibbler.Expiration;
import dev.coterie.zwibbler.ZwibblerProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The file as the server reads it when it starts, above the configuration that we ship. */
@ExtendWith(OutputCaptureExtension.class)
class ZwibblerConfLoaderTests {

    @TempDir
    private Path directory;

    @Test
    void everyKeyIsAProperty() throws IOException {
        try (ConfigurableApplicationContext server = start("""
                ServerBindAddress = 127.0.0.1
                ServerPort=4000
                Compression=off
                Expiration=3600
                SecretUser=boss
                SecretPassword=${none}, "so"
                JWTKey=c2VjcmV0
                JWTKeyIsBase64=
                Webhook=http://localhost:1/hook
                """)) {
            ZwibblerProperties properties = server.getBean(ZwibblerProperties.class);
            assertThat(properties.compression()).isFalse();
            assertThat(properties.expiration()).isEqualTo(Expiration.of("3600"));
            assertThat(properties.secretUser()).isEqualTo("boss");
            assertThat(properties.secretPassword()).isEqualTo("${none}, \"so\"");
            assertThat(properties.jwtKey()).isEqualTo("c2VjcmV0");
            assertThat(properties.jwtKeyIsBase64()).isTrue();
            assertThat(properties.webhook()).hasToString("http://localhost:1/hook");
            assertThat(properties.access()).isEqualTo(Access.JWT);
            assertThat(server.getEnvironment().getProperty("server.port")).isEqualTo("4000");
            assertThat(server.getEnvironment().getProperty("server.address")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void emptyFileMeansTheDefaultsOfTheOriginal() throws IOException {
        try (ConfigurableApplicationContext server = start("ServerPort=\nJWTKey=\nWebhook=\nCertFile=\n")) {
            ZwibblerProperties properties = server.getBean(ZwibblerProperties.class);
            assertThat(properties.access()).isEqualTo(Access.OPEN);
            assertThat(properties.compression()).isTrue();
            assertThat(properties.expiration()).isEqualTo(Expiration.NEVER);
            assertThat(properties.jwtKeyIsBase64()).isFalse();
            assertThat(server.getEnvironment().getProperty("server.port")).isEqualTo("3000");
            assertThat(server.getEnvironment().getProperty("spring.datasource.url"))
                    .startsWith("jdbc:h2:");
            assertThat(server.getEnvironment().containsProperty("server.ssl.certificate"))
                    .isFalse();
        }
    }

    @Test
    void withoutAFileNothingChanges() {
        try (ConfigurableApplicationContext server = run()) {
            assertThat(server.getBean(ZwibblerProperties.class).access()).isEqualTo(Access.SIGNED_IN);
            assertThat(server.getEnvironment().getProperty("server.port")).isEqualTo("8000");
        }
    }

    @Test
    void whatIsConfiguredElsewhereWins() throws IOException {
        try (ConfigurableApplicationContext server = start(
                "ServerPort=4000\nCompression=0\nSecretUser=a\nSecretPassword=b\n",
                "server.port=5000",
                "coterie.zwibbler.compression=true",
                "coterie.zwibbler.secret-user=c",
                "coterie.zwibbler.access=signed-in")) {
            ZwibblerProperties properties = server.getBean(ZwibblerProperties.class);
            assertThat(server.getEnvironment().getProperty("server.port")).isEqualTo("5000");
            assertThat(properties.compression()).isTrue();
            assertThat(properties.secretUser()).isEqualTo("c");
            assertThat(properties.secretPassword()).isEqualTo("b");
            assertThat(properties.access()).isEqualTo(Access.SIGNED_IN);
        }
    }

    @Test
    void keyFromElsewhereMeansSignedTokensToo() throws IOException {
        try (ConfigurableApplicationContext server = start("ServerPort=4000", "coterie.zwibbler.jwt-key=k")) {
            assertThat(server.getBean(ZwibblerProperties.class).access()).isEqualTo(Access.JWT);
        }
    }

    @Test
    void keysMayBeConfiguredWithoutAFile() {
        try (ConfigurableApplicationContext server = run(
                "coterie.zwibbler.server-port=4000",
                "coterie.zwibbler.database=postgres",
                "coterie.zwibbler.db-server=db:1",
                "coterie.zwibbler.db-user=u",
                "coterie.zwibbler.db-password=p${q}")) {
            Environment environment = server.getEnvironment();
            assertThat(environment.getProperty("server.port")).isEqualTo("4000");
            assertThat(environment.getProperty("spring.datasource.url")).isEqualTo("jdbc:postgresql://db:1/zwibbler");
            assertThat(environment.getProperty("spring.datasource.username")).isEqualTo("u");
        }
    }

    @Test
    void postgresIsUsed() throws IOException {
        try (ConfigurableApplicationContext server =
                start("Database=postgres\nDbServer=a:1\nDbServer=b\nDbUser=u\nDbPassword=p${q}\n")) {
            Environment environment = server.getEnvironment();
            assertThat(environment.getProperty("spring.datasource.url")).isEqualTo("jdbc:postgresql://a:1,b/zwibbler");
            assertThat(environment.getProperty("spring.datasource.username")).isEqualTo("u");
            assertThat(environment.getProperty("spring.datasource.password")).isEqualTo("p${q}");
        }
    }

    @Test
    void emptyServerIsTheDefault() throws IOException {
        try (ConfigurableApplicationContext server = start("Database=postgres\nDbServer=\nDbUser=u")) {
            assertThat(server.getEnvironment().getProperty("spring.datasource.url"))
                    .isEqualTo("jdbc:postgresql://localhost:5432/zwibbler");
        }
    }

    @Test
    void credentialsOfOneDatabaseAreNotOfferedToAnother() throws IOException {
        try (ConfigurableApplicationContext server =
                start("Database=postgres\nDbUser=u\nDbPassword=p", "spring.datasource.url=jdbc:h2:mem:other")) {
            assertThat(server.getEnvironment().getProperty("spring.datasource.url"))
                    .isEqualTo("jdbc:h2:mem:other");
            assertThat(server.getEnvironment().getProperty("spring.datasource.username"))
                    .isEqualTo("sa");
        }
    }

    @ParameterizedTest
    @CsvSource({"0,false", "false,false", "False,false", "OFF,false", "1,true", "on,true", "no,true", "'',true"})
    void switchesAreOnUnlessTheySayOff(String text, boolean on) throws IOException {
        try (ConfigurableApplicationContext server = start("JWTKey=abcd\nJWTKeyIsBase64=" + text)) {
            assertThat(server.getBean(ZwibblerProperties.class).jwtKeyIsBase64())
                    .isEqualTo(on);
        }
    }

    @Test
    void keysWithoutAMeaningAreTold(CapturedOutput output) throws IOException {
        start("""
                Database=redis
                DbServer=hidden-server
                DbPassword=hidden-password
                RedisPassword=hidden-password
                SwarmURL=ws://hidden-swarm
                MaxFiles=1000
                """).close();

        assertThat(output)
                .contains("Database=redis is not supported: Coterie keeps using the embedded database.")
                .contains("DbServer has no meaning here")
                .contains("DbPassword has no meaning here")
                .contains("RedisPassword has no meaning here")
                .contains("SwarmURL has no meaning here")
                .contains("MaxFiles has no meaning here")
                .doesNotContain("RedisServer", "DbUser", "hidden");
    }

    @Test
    void fileOfSqliteIsToBeImported(CapturedOutput output) throws IOException {
        start("Database=sqlite\nMaxFiles=\n").close();

        assertThat(output)
                .contains("java -jar coterie.jar import-zwibbler zwibbler.db")
                .doesNotContain("MaxFiles");
    }

    @Test
    void missingFileIsTold(CapturedOutput output) {
        assertThatThrownBy(() -> run("coterie.zwibbler.config-file=" + directory + "/none"))
                .isInstanceOf(ZwibblerConfException.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("There is no file " + directory + "/none (coterie.zwibbler.config-file).")
                .doesNotContain("\tat ");
    }

    private ConfigurableApplicationContext start(String conf, String... properties) throws IOException {
        Path file = Files.writeString(directory.resolve("zwibbler.conf"), conf);
        return run(Stream.concat(Stream.of("coterie.zwibbler.config-file=" + file), Stream.of(properties))
                .toArray(String[]::new));
    }

    private static ConfigurableApplicationContext run(String... properties) {
        List<String> arguments =
                Stream.of(properties).map(property -> "--" + property).toList();
        return new SpringApplicationBuilder(Server.class)
                .web(WebApplicationType.NONE)
                .run(arguments.toArray(String[]::new));
    }

    @EnableConfigurationProperties(ZwibblerProperties.class)
    private static final class Server {}
}

package dev.coterie.admin.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.StandardEnvironment;

import dev.coterie.admin.settings.Setting.Origin;

import static org.assertj.core.api.Assertions.assertThat;

/** A start as any other, with nothing but the settings in it. */
class SettingsTests {

    private static final String SECRET = "hunter2";
    private static final String PROPERTY = "coterie.login.lock";

    @TempDir
    private static Path directory;

    private ConfigurableApplicationContext started;
    private List<Setting> settings;

    @BeforeEach
    void start() throws IOException {
        Path file = Files.writeString(directory.resolve("some.properties"), """
                        # a comment
                        coterie.editor.theme=chrome
                        coterie.jwt.key-id=hidden behind a variable
                        coterie.allowed-origins[0]=https://a.example
                        coterie.allowed-origins[1]=https://b.example
                        spring.mail.host=mail.example
                        spring.mail.password=hunter2
                        spring.mail.properties.mail.smtp.auth=true
                        spring.datasource.password=hunter2
                        spring.datasource.url=jdbc:postgresql://me:hunter2@db/x?password=hunter2
                        server.servlet.context-parameters.Some.Name=1
                        """);
        System.setProperty(PROPERTY, "2m");
        started = new SpringApplicationBuilder(Nothing.class)
                .web(WebApplicationType.NONE)
                .environment(new Environment())
                .run(
                        "--coterie.omnibus.password=" + SECRET,
                        "--coterie.data-dir=" + directory,
                        "--spring.config.additional-location=" + file,
                        "--coterie.public-url=https://me:hunter2@pad.example.org/");
        settings = started.getBean(Settings.class).all();
    }

    @AfterEach
    void stop() {
        System.clearProperty(PROPERTY);
        started.close();
    }

    @Test
    void tellsWhereAValueComesFrom() {
        assertThat(setting("coterie.editor.mode")).satisfies(setting -> {
            assertThat(setting.origin()).isEqualTo(Origin.DEFAULT);
            assertThat(setting.value()).isEqualTo("javascript").isEqualTo(setting.defaultValue());
            assertThat(setting.description()).contains("ACE mode");
            assertThat(setting.configured()).isFalse();
            assertThat(setting.group()).isEqualTo("coterie.editor");
        });
        assertThat(setting("coterie.editor.theme")).satisfies(setting -> {
            assertThat(setting.origin()).isEqualTo(Origin.FILE);
            assertThat(setting.place()).endsWith("some.properties:2");
            assertThat(setting.value()).isEqualTo("chrome");
            assertThat(setting.defaultValue()).isEqualTo("tomorrow_night");
            assertThat(setting.configured()).isTrue();
        });
        assertThat(setting("coterie.jwt.key-id")).satisfies(setting -> {
            assertThat(setting.origin()).isEqualTo(Origin.ENVIRONMENT);
            assertThat(setting.place()).isEqualTo("COTERIE_JWT_KEY_ID");
            assertThat(setting.value()).isEqualTo("theirs");
        });
        assertThat(setting("server.max-http-request-header-size")).satisfies(setting -> {
            assertThat(setting.origin()).isEqualTo(Origin.ENVIRONMENT);
            assertThat(setting.value()).isEqualTo("16KB");
        });
        assertThat(setting(PROPERTY).origin()).isEqualTo(Origin.SYSTEM_PROPERTY);
        assertThat(setting("coterie.data-dir").origin()).isEqualTo(Origin.COMMAND_LINE);
        assertThat(setting("server.port")).satisfies(setting -> {
            assertThat(setting.origin()).isEqualTo(Origin.PROGRAM);
            assertThat(setting.defaultValue()).isEqualTo("8000");
        });
        assertThat(setting("spring.datasource.url").defaultValue()).startsWith("jdbc:h2:file:");
        assertThat(setting("coterie.data-path").origin()).isEqualTo(Origin.PROGRAM);
        assertThat(setting("coterie.realtime").group()).isEqualTo("coterie");
    }

    @Test
    void showsEntriesOfListsAndMaps() {
        assertThat(setting("coterie.allowed-origins[1]")).satisfies(setting -> {
            assertThat(setting.value()).isEqualTo("https://b.example");
            assertThat(setting.description()).contains("https://host:port").doesNotContain("{@code");
        });
        assertThat(settings).extracting(Setting::name).doesNotContain("coterie.allowed-origins");
        assertThat(settings)
                .extracting(Setting::name)
                .anyMatch(name -> name.startsWith("server.servlet.context-parameters."));
        assertThat(setting("spring.mail.properties.mail.smtp.auth").value()).isEqualTo("true");
    }

    @Test
    void showsOursWhetherSetOrNotAndOfOthersWhatIsSet() {
        assertThat(settings)
                .extracting(Setting::name)
                .doesNotHaveDuplicates()
                .isSorted()
                .contains("coterie.omnibus.url", "spring.mail.host")
                .doesNotContain("server.address", "spring.mail.port", "coterie.jwt.key.id")
                .allMatch(name -> name.startsWith("coterie.")
                        || name.startsWith("server.")
                        || name.startsWith("spring.mail.")
                        || name.startsWith("spring.datasource.u"));
    }

    @Test
    void showsNoSecret() {
        assertThat(settings)
                .isNotEmpty()
                .allSatisfy(setting -> assertThat(setting.toString()).doesNotContain(SECRET));
        assertThat(setting("coterie.omnibus.password").value()).isEqualTo(Masking.HIDDEN);
        assertThat(setting("coterie.admin.password")).satisfies(setting -> {
            assertThat(setting.secret()).isTrue();
            assertThat(setting.value()).isEmpty();
        });
        assertThat(setting("spring.datasource.url").value()).isEqualTo("jdbc:postgresql://••••••@db/x?password=••••••");
        assertThat(setting("coterie.public-url").value()).isEqualTo("https://••••••@pad.example.org/");
    }

    private Setting setting(String name) {
        return settings.stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + settings));
    }

    /** The variables of the environment cannot be set, but lent. */
    private static final class Environment extends StandardEnvironment {

        @Override
        public Map<String, Object> getSystemEnvironment() {
            return Map.of(
                    "COTERIE_JWT_KEY_ID", "theirs",
                    "SERVER_MAXHTTPREQUESTHEADERSIZE", "16KB",
                    "COTERIE_ZWIBBLER_JWT_KEY", SECRET);
        }
    }

    @Import(Settings.class)
    static class Nothing {}
}

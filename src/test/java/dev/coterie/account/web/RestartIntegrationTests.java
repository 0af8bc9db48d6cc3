package dev.coterie.account.web;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import dev.coterie.CoterieApplication;
import dev.coterie.account.LocalAccounts;
import dev.coterie.account.ProfileChange;

import static org.assertj.core.api.Assertions.assertThat;

class RestartIntegrationTests {

    private static final String PASSWORD = "blue horse 17";

    @TempDir
    private Path directory;

    @Test
    void loginsAndLocksOutliveTheServer() {
        String[] session = new String[1];
        serve(port -> {
            Browser browser = new Browser(port);
            browser.logIn("root", PASSWORD);
            assertThat(browser.get("/account").statusCode()).isEqualTo(200);
            session[0] = browser.session();
            Browser guesser = new Browser(port);
            IntStream.range(0, 6).forEach(ignored -> guesser.logIn("ada", "wrong"));
        });
        serve(port -> {
            Browser browser = new Browser(port);
            browser.session(session[0]);
            assertThat(browser.get("/account").statusCode()).isEqualTo(200);
            assertThat(browser.submit("/account", "/account/profile", Map.of("displayName", "Still here"))
                            .statusCode())
                    .isEqualTo(302);
            HttpResponse<String> locked = new Browser(port).logIn("ada", "violet teapot 9");
            assertThat(locked.headers().firstValue("Location").orElseThrow()).contains("wait=");
        });
    }

    private void serve(IntConsumer work) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(CoterieApplication.class)
                .run(
                        "--server.port=0",
                        "--coterie.data-dir=" + directory,
                        "--coterie.jwt.key-file=" + directory.resolve("jwt-key"),
                        "--coterie.admin.username=root",
                        "--coterie.admin.password=" + PASSWORD)) {
            LocalAccounts accounts = context.getBean(LocalAccounts.class);
            if (!accounts.exists("ada")) {
                accounts.createSuperuser("ada", "violet teapot 9", new ProfileChange("", "", "", ""));
            }
            work.accept(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        }
    }
}

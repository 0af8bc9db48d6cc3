package dev.coterie.account.web;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.coterie.account.AccountDirectory;
import dev.coterie.account.MovableClock;

import static dev.coterie.account.web.ServerTest.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

/** What a server does that is configured for neither mail nor sign-up. */
@ServerTest
class WithoutMailIntegrationTests {

    private static int serial;

    private final int port;
    private final MovableClock clock;
    private final AccountDirectory directory;

    private Browser root;
    private String name;

    WithoutMailIntegrationTests(
            @LocalServerPort int port, @Autowired MovableClock clock, @Autowired AccountDirectory directory) {
        this.port = port;
        this.clock = clock;
        this.directory = directory;
    }

    @BeforeEach
    void somebody() {
        clock.move(Duration.ofHours(2));
        root = new Browser(port);
        root.logIn("root", PASSWORD);
        name = "silent" + ++serial;
        root.submit(
                "/admin/users/add",
                "/admin/users/add",
                Map.of("username", name, "password", "violet teapot 9", "repeated", "violet teapot 9"));
    }

    @Test
    void saysWhomToAskForAPassword() {
        Browser stranger = new Browser(port);
        assertThat(stranger.get("/login").body())
                .contains("/password/forgotten")
                .doesNotContain("/sign-up");
        assertThat(stranger.get("/password/forgotten").body())
                .contains("This server sends no mail")
                .doesNotContain("name=\"who\"");
        HttpResponse<String> asked = stranger.submit("/login", "/password/forgotten", Map.of("who", name));
        assertThat(asked.body()).contains("This server sends no mail");
    }

    @Test
    void anAdministratorsLinkWorks() {
        String page = "/admin/users/" + directory.find(name).orElseThrow().id() + "/link";
        HttpResponse<String> made = root.submit(page, page, Map.of());
        assertThat(made.body()).contains("value=\"http://localhost:" + port + "/password/new?token=");
        String link = PageLink.in(made.body());

        new Browser(port)
                .submit(
                        link,
                        "/password/new",
                        Map.of(
                                "token", link.substring(link.indexOf('=') + 1),
                                "password", "orange kettle 12",
                                "repeated", "orange kettle 12"));
        assertThat(new Browser(port).logIn(name, "orange kettle 12").headers().firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/"));
    }

    @Test
    void thereIsNoLinkForWhoIsDeactivated() {
        String user = "/admin/users/" + directory.find(name).orElseThrow().id();
        root.submit(user, user + "/deactivate", Map.of());
        root.get(user);

        assertThat(root.submit(user + "/link", user + "/link", Map.of()).statusCode())
                .isEqualTo(302);
        assertThat(root.get(user).body()).contains("This account is not active");
    }

    @Test
    void nobodySignsUp() {
        Browser stranger = new Browser(port);
        assertThat(stranger.get("/sign-up").statusCode()).isEqualTo(404);
        assertThat(stranger.submit("/login", "/sign-up", Map.of("email", "a@example.org"))
                        .statusCode())
                .isEqualTo(404);
        HttpResponse<String> made = root.submit(
                "/admin/invitations", "/admin/invitations", Map.of("email", "", "uses", "1", "lifetime", "WEEK"));
        assertThat(made.body()).contains("sign-up is off");
        assertThat(stranger.get(PageLink.in(made.body())).statusCode()).isEqualTo(410);
    }

    @Test
    void speaksGerman() {
        Browser german = new Browser(port).with("Accept-Language", "de").with("Accept", "text/html");

        assertThat(german.get("/login").body()).contains("<html lang=\"de\"").contains("Passwort vergessen?");
        assertThat(german.get("/password/forgotten").body()).contains("Dieser Server verschickt keine E-Mails");
        assertThat(german.get("/sign-up").body()).contains("<html lang=\"de\"").contains("Hier ist nichts");
        assertThat(german.get("/password/new").body()).contains("Dieser Link funktioniert nicht");
    }

    @Test
    void whoMaySetUpTheServerIsToldWhatIsLeftToDoUntilThatIsPutAway() {
        assertThat(root.get("/admin").body()).contains("First steps").contains("Set up mail");
        String staff = name + "staff";
        root.submit(
                "/admin/users/add",
                "/admin/users/add",
                Map.of(
                        "username", staff,
                        "password", "violet teapot 9",
                        "repeated", "violet teapot 9",
                        "staff", "true",
                        "permissions", "USERS_VIEW"));
        Browser other = new Browser(port);
        other.logIn(staff, "violet teapot 9");
        assertThat(other.get("/admin").body()).contains("Administration").doesNotContain("First steps");

        root.submit("/admin", "/admin/first-steps/dismiss", Map.of());

        assertThat(root.get("/admin").body()).doesNotContain("First steps");
    }
}

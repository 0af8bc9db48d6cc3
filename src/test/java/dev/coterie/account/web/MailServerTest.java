package dev.coterie.account.web;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestConstructor;

import dev.coterie.account.Account;
import dev.coterie.account.AccountDirectory;
import dev.coterie.account.MovableClock;
import dev.coterie.account.mail.MailCatcher;

import static dev.coterie.account.web.ServerTest.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

/** A test against a server that has mail and open sign-up; all such tests share one. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:mail;DB_CLOSE_DELAY=-1",
            "coterie.data-dir=target/test-data",
            "coterie.jwt.key-file=target/test-data/jwt-key",
            "coterie.admin.username=root",
            "coterie.admin.password=" + PASSWORD,
            "coterie.public-url=" + MailServerTest.URL,
            "coterie.mail.from=Coterie <coterie@example.org>",
            "coterie.sign-up=open"
        })
@Import(ServerTest.Clocks.class)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
abstract class MailServerTest {

    static final String URL = "https://pad.example.org/pad";
    static final String OLD = "violet teapot 9";
    static final String NEW = "orange kettle 12";

    static final MailCatcher MAIL = new MailCatcher();

    private static int serial;

    private final int port;
    final MovableClock clock;
    final AccountDirectory directory;
    final JdbcTemplate jdbc;

    Browser root;
    String name;

    MailServerTest(int port, MovableClock clock, AccountDirectory directory, JdbcTemplate jdbc) {
        this.port = port;
        this.clock = clock;
        this.directory = directory;
        this.jdbc = jdbc;
    }

    @DynamicPropertySource
    static void mail(DynamicPropertyRegistry properties) {
        properties.add("spring.mail.host", MAIL::host);
        properties.add("spring.mail.port", MAIL::port);
    }

    @BeforeEach
    void somebody() {
        clock.move(Duration.ofHours(2));
        root = new Browser(port);
        root.logIn("root", PASSWORD);
        name = "mail" + ++serial;
        add(name, Map.of("email", address(name)));
    }

    /** A browser in which nobody is logged in. */
    Browser stranger() {
        return new Browser(port);
    }

    Browser loggedIn(String username, String password) {
        Browser browser = stranger();
        browser.logIn(username, password);
        return browser;
    }

    boolean canLogIn(String username, String password) {
        return stranger()
                .logIn(username, password)
                .headers()
                .firstValue("Location")
                .orElse("")
                .endsWith("/");
    }

    long add(String username, Map<String, String> more) {
        Map<String, String> fields = new HashMap<>(more);
        fields.putAll(Map.of("username", username, "password", OLD, "repeated", OLD));
        assertThat(root.submit("/admin/users/add", "/admin/users/add", fields).statusCode())
                .isEqualTo(302);
        return id(username);
    }

    long id(String username) {
        return directory.find(username).map(Account::id).orElseThrow();
    }

    static String address(String username) {
        return username + "@example.org";
    }

    /** What the log says was done last, by whom and to what. */
    String lastEntry() {
        return jdbc.queryForList(
                        "select actor || ' ' || action || ' ' || kind || ' ' || object_name from admin_entry order by id desc "
                                + "fetch first 1 row only",
                        String.class)
                .get(0);
    }

    static Function<HttpResponse<String>, String> location() {
        return response -> response.headers()
                .firstValue("Location")
                .map(url -> url.replaceFirst("^https?://[^/]+", ""))
                .orElse("none, but " + response.statusCode());
    }
}

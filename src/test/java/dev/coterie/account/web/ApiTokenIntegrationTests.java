package dev.coterie.account.web;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.coterie.account.AccountDirectory;
import dev.coterie.account.AccountDirectory.ExternalUser;
import dev.coterie.account.LocalAccounts;
import dev.coterie.account.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

@ServerTest
class ApiTokenIntegrationTests {

    private static final String OWN_PASSWORD = "violet teapot 9";
    private static final Pattern SECRET = Pattern.compile("cot_[A-Za-z0-9_-]{43}");
    private static final Pattern REVOKE = Pattern.compile("/account/tokens/([0-9]+)/revoke");

    private static int serial;

    private final int port;
    private final MovableClock clock;
    private final AccountDirectory directory;
    private final LocalAccounts local;
    private final JdbcClient jdbc;

    private String name;
    private Browser browser;

    ApiTokenIntegrationTests(
            @LocalServerPort int port,
            @Autowired MovableClock clock,
            @Autowired AccountDirectory directory,
            @Autowired LocalAccounts local,
            @Autowired JdbcClient jdbc) {
        this.port = port;
        this.clock = clock;
        this.directory = directory;
        this.local = local;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void somebody() {
        clock.move(Duration.ofHours(2));
        name = "tokens" + ++serial;
        make(name);
        browser = new Browser(port);
        browser.logIn(name, OWN_PASSWORD);
    }

    @Test
    void opensTheApiForAProgram() {
        HttpResponse<String> response = with(make("ci", "token")).get("/api/token");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"username\":\"" + name + "\"");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void isShownOnceAndStoredAsAHash() {
        String secret = make("ci", "token");

        assertThat(browser.get("/account/tokens").body()).contains("ci").doesNotContain(secret);
        assertThat(jdbc.sql("select count(*) from api_token where hash like '%' || ? || '%'")
                        .param(secret.substring(4))
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select attribute_bytes from web_session_attributes")
                        .query((row, number) -> row.getBytes(1))
                        .list())
                .noneMatch(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).contains(secret));
    }

    @Test
    void doesOnlyWhatItIsFor() {
        Browser reader = with(make("reader", "read"));
        assertThat(reader.get("/api/token").statusCode()).isEqualTo(403);
        assertThat(reader.get("/api/token").body()).contains("insufficient_scope");
        assertThat(reader.post("/api/boards/a/token", Map.of()).statusCode()).isEqualTo(403);
        assertThat(reader.post("/api/boards/a/sharing", Map.of()).statusCode()).isEqualTo(403);
        assertThat(reader.get("/api/nothing").statusCode()).isEqualTo(404);

        Browser joiner = with(make("joiner", "token"));
        assertThat(joiner.post("/api/boards/a/token", Map.of()).statusCode()).isEqualTo(200);
        assertThat(joiner.post("/api/boards/a/sharing", Map.of()).statusCode()).isEqualTo(403);
        assertThat(joiner.get("/api/nothing").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/account", "/account/tokens", "/admin"})
    void opensNoPages(String path) {
        assertThat(location(with(make("ci", "token")).get(path))).isEqualTo("/login");
    }

    @Test
    void isOfNoUseForMeasuresOrAfterChanges() {
        assertThat(with(make("ci", "token")).get("/actuator/prometheus").statusCode())
                .isEqualTo(401);
        for (String wrong : List.of("cot_", "cot_" + "a".repeat(43), "cot_" + "a".repeat(5000), "cot_ä")) {
            HttpResponse<String> response = with(wrong).get("/api/token");
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .startsWith("Bearer");
        }
    }

    @Test
    void expires() {
        String secret = make("ci", "token");
        clock.move(Duration.ofDays(90).minusSeconds(1));
        assertThat(with(secret).get("/api/token").statusCode()).isEqualTo(200);
        clock.move(Duration.ofSeconds(1));
        assertThat(with(secret).get("/api/token").statusCode()).isEqualTo(401);

        browser.logIn(name, OWN_PASSWORD);
        assertThat(browser.get("/account/tokens").body()).contains("expired");
    }

    @Test
    void isWorthNothingOnceRevoked() {
        String secret = make("ci", "token");
        String id = idOnPage();
        Browser stranger = new Browser(port);
        make(name + "x");
        stranger.logIn(name + "x", OWN_PASSWORD);
        assertThat(stranger.submit("/account/tokens", "/account/tokens/" + id + "/revoke", Map.of())
                        .statusCode())
                .isEqualTo(404);
        assertThat(browser.post("/account/tokens/" + id + "/revoke", Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(with(secret).get("/api/token").statusCode()).isEqualTo(200);

        browser.submit("/account/tokens", "/account/tokens/" + id + "/revoke", Map.of());
        assertThat(with(secret).get("/api/token").statusCode()).isEqualTo(401);
        assertThat(browser.get("/account/tokens").body()).contains("The token is revoked.");
    }

    @Test
    void administratorsSeeAndRevokeIt() {
        String secret = make("of a program", "token");
        long owner = directory.find(name).orElseThrow().id();
        Browser root = new Browser(port);
        root.logIn("root", ServerTest.PASSWORD);
        String page = "/admin/users/" + owner + "/tokens";
        assertThat(root.get(page).body()).contains("of a program").doesNotContain(secret);
        long others = directory.find("root").orElseThrow().id();
        String revoke = "/tokens/" + idOnPage() + "/revoke";
        assertThat(root.submit(page, "/admin/users/" + others + revoke, Map.of())
                        .statusCode())
                .isEqualTo(404);

        assertThat(location(root.submit(page, "/admin/users/" + owner + revoke, Map.of())))
                .isEqualTo(page);
        assertThat(root.get(page).body()).contains("is revoked").contains("has no tokens");
        assertThat(with(secret).get("/api/token").statusCode()).isEqualTo(401);
    }

    @Test
    void restsWhileItsOwnerIsInactive() {
        String secret = make("ci", "token");
        jdbc.sql("update account set active = false where username = ?")
                .param(name)
                .update();
        assertThat(with(secret).get("/api/token").statusCode()).isEqualTo(401);
        jdbc.sql("update account set active = true where username = ?")
                .param(name)
                .update();
        assertThat(with(secret).get("/api/token").statusCode()).isEqualTo(200);
    }

    @Test
    void outlivesAPasswordButNotLoggingOutEverywhere() {
        String secret = make("ci", "token");
        clock.move(Duration.ofSeconds(1));
        local.changePassword(name, "green kettle 8");
        assertThat(with(secret).get("/api/token").statusCode()).isEqualTo(200);

        browser.logIn(name, "green kettle 8");
        browser.submit("/account", "/account/logout-everywhere", Map.of());
        assertThat(with(secret).get("/api/token").statusCode()).isEqualTo(401);
    }

    @Test
    void notesWhenItWasUsed() {
        String secret = make("ci", "token");
        assertThat(browser.get("/account/tokens").body()).contains("never");
        with(secret).get("/api/token");
        assertThat(browser.get("/account/tokens").body()).doesNotContain("never");
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(browser.submit(
                                "/account/tokens",
                                "/account/tokens",
                                Map.of("name", " ", "scopes", "read", "days", "7"))
                        .body())
                .contains("A token needs a name.");
        assertThat(browser.submit("/account/tokens", "/account/tokens", Map.of("name", "a", "days", "7"))
                        .body())
                .contains("Choose what the token is for.");
        assertThat(browser.submit(
                                "/account/tokens", "/account/tokens", Map.of("name", "a", "scopes", "all", "days", "7"))
                        .body())
                .contains("Choose what the token is for.");
        assertThat(browser.submit(
                                "/account/tokens",
                                "/account/tokens",
                                Map.of("name", "a", "scopes", "read", "days", "9999"))
                        .body())
                .contains("Choose how long the token is valid.");
        make("<b>twice</b>", "read");
        HttpResponse<String> twice = browser.submit(
                "/account/tokens", "/account/tokens", Map.of("name", "<b>twice</b>", "scopes", "read", "days", "7"));
        assertThat(twice.body())
                .contains("You have a token of this name already.")
                .contains("&lt;b&gt;twice")
                .doesNotContain("<b>twice");
    }

    @Test
    void wantsAFreshLogin() {
        clock.move(Duration.ofMinutes(16));
        HttpResponse<String> asked = browser.submit(
                "/account/tokens", "/account/tokens", Map.of("name", "too late now", "scopes", "read", "days", "7"));

        assertThat(asked.statusCode()).isEqualTo(403);
        assertThat(asked.body()).contains("Is it you?");
        assertThat(browser.get("/account/tokens").body()).doesNotContain("too late now");
    }

    @Test
    void takesPasswordsOnlyWhereNobodyCanReadThem() {
        String basic = "Basic "
                + Base64.getEncoder().encodeToString((name + ":" + OWN_PASSWORD).getBytes(StandardCharsets.UTF_8));
        Browser plain = new Browser(port).with("X-Forwarded-For", "203.0.113.9").with("Authorization", basic);
        for (int attempt = 0; attempt < 7; attempt++) {
            HttpResponse<String> refused = plain.get("/api/token");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("HTTP Basic is taken by TLS");
        }
        assertThat(new Browser(port)
                        .with("X-Forwarded-For", "203.0.113.9")
                        .get("/api/token")
                        .headers()
                        .firstValue("WWW-Authenticate"))
                .isEmpty();
        assertThat(new Browser(port)
                        .with("X-Forwarded-For", "203.0.113.9")
                        .with("X-Forwarded-Proto", "https")
                        .with("Authorization", basic)
                        .get("/api/token")
                        .statusCode())
                .isEqualTo(200);
    }

    private void make(String username) {
        directory.admit(new ExternalUser(username, null, null, null, null, null), clock.instant());
        local.changePassword(username, OWN_PASSWORD);
    }

    private String make(String tokenName, String scope) {
        HttpResponse<String> made = browser.submit(
                "/account/tokens", "/account/tokens", Map.of("name", tokenName, "scopes", scope, "days", "90"));
        assertThat(made.statusCode()).isEqualTo(200);
        Matcher secret = SECRET.matcher(made.body());
        assertThat(secret.find()).isTrue();
        return secret.group();
    }

    private String idOnPage() {
        Matcher id = REVOKE.matcher(browser.get("/account/tokens").body());
        assertThat(id.find()).isTrue();
        return id.group(1);
    }

    private Browser with(String secret) {
        return new Browser(port).with("Authorization", "Bearer " + secret);
    }

    private static String location(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(302);
        return response.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]+", "");
    }
}

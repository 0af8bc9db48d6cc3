package dev.coterie.account.web;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
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
class LoginSessionsIntegrationTests {

    private static final String OWN_PASSWORD = "violet teapot 9";
    private static final Pattern END = Pattern.compile("/account/logins/([0-9a-f]{32})/end");

    private static int serial;

    private final int port;
    private final MovableClock clock;
    private final AccountDirectory directory;
    private final LocalAccounts local;
    private final JdbcClient jdbc;

    private String name;
    private Browser here;
    private Browser there;

    LoginSessionsIntegrationTests(
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
    void somebodyInTwoBrowsers() {
        clock.move(Duration.ofHours(2));
        name = somebody();
        here = new Browser(port);
        here.with("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        here.logIn(name, OWN_PASSWORD);
        there = new Browser(port).with("X-Forwarded-For", "203.0.113.5");
        there.logIn(name, OWN_PASSWORD);
    }

    @Test
    void listsWhereSomebodyIsLoggedIn() {
        String page = here.get("/account").body();

        assertThat(page)
                .contains("Firefox on Linux")
                .contains("this one")
                .contains("from 203.0.113.5")
                .doesNotContain(sessionId(there));
        assertThat(keys(page)).hasSize(1);
    }

    @Test
    void endsOneAndOnlyThatOne() {
        HttpResponse<String> ended = here.submit("/account", "/account/logins/" + keyOf(there) + "/end", Map.of());

        assertThat(location(ended)).isEqualTo("/account#logins");
        assertThat(here.get("/account").body()).contains("That login has ended.");
        assertThat(location(there.get("/account"))).isEqualTo("/login");
    }

    @Test
    void endsAllOthers() {
        Browser third = new Browser(port);
        third.logIn(name, OWN_PASSWORD);

        here.submit("/account", "/account/logins/end-others", Map.of());

        assertThat(here.get("/account").statusCode()).isEqualTo(200);
        assertThat(location(there.get("/account"))).isEqualTo("/login");
        assertThat(location(third.get("/account"))).isEqualTo("/login");
    }

    @Test
    void endsNobodyElsesLogin() {
        String key = keyOf(there);
        Browser stranger = new Browser(port);
        stranger.logIn(somebody(), OWN_PASSWORD);

        assertThat(stranger.submit("/account", "/account/logins/" + key + "/end", Map.of())
                        .statusCode())
                .isEqualTo(404);
        assertThat(stranger.submit("/account", "/account/logins/" + sessionId(there) + "/end", Map.of())
                        .statusCode())
                .isEqualTo(404);
        stranger.submit("/account", "/account/logins/end-others", Map.of());
        assertThat(there.get("/account").statusCode()).isEqualTo(200);
    }

    @Test
    void takesNoForgedForms() {
        assertThat(here.post("/account/logins/" + keyOf(there) + "/end", Map.of())
                        .statusCode())
                .isEqualTo(403);
        assertThat(here.post("/account/logins/end-others", Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(there.get("/account").statusCode()).isEqualTo(200);
    }

    @Test
    void asksForALoginWhereASessionCannotBeRead() {
        jdbc.sql("update web_session_attributes set attribute_bytes = ? where session_primary_id = "
                        + "(select primary_id from web_session where session_id = ?)")
                .params(new byte[] {1, 2, 3}, sessionId(here))
                .update();

        assertThat(location(here.get("/account"))).isEqualTo("/login");
        here.logIn(name, OWN_PASSWORD);
        assertThat(here.get("/account").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "!!!", "AAAAAAAA", "%00"})
    void takesAnyCookieForNoSession(String cookie) {
        Browser browser = new Browser(port);
        browser.session(cookie);

        assertThat(location(browser.get("/account"))).isEqualTo("/login");
        assertThat(browser.get("/login").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "!!!", "//evil.example/", "http://evil.example//evil.example/"})
    void aForgedPlaceToGoToLeadsNowhere(String address) {
        String encoded = Base64.getEncoder().encodeToString(address.getBytes(StandardCharsets.UTF_8));
        for (String value : List.of(encoded, address.replace("/", "x"))) {
            Browser browser = new Browser(port).cookie("REDIRECT_URI", value);

            assertThat(browser.get("/login").statusCode()).isEqualTo(200);
            assertThat(location(browser.logIn(name, OWN_PASSWORD))).isEqualTo("/");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/css/coterie.css", "/favicon.svg", "/socket", "/api/realtime/convergence/default"})
    void doesNotTouchTheSessionWhereNoneIsNeeded(String path) {
        age(here);
        here.get(path);
        assertThat(lastAccess(here)).isEqualTo(1000);

        here.get("/account");
        assertThat(lastAccess(here)).isGreaterThan(1000);
    }

    @Test
    void notesAtMostOnceAMinuteThatASessionIsUsed() {
        long before = lastAccess(here);
        here.get("/account");
        here.get("/account");

        assertThat(lastAccess(here)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/login", "/account", "/admin", "/d/notes", "/api/token", "/nothing"})
    void keepsNothingOfVisitors(String path) {
        long before = rows();
        new Browser(port).get(path);
        new Browser(port).logIn(name, "wrong");

        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void keepsOnlyWhoItIsAndLastsForTwoWeeks() {
        assertThat(jdbc.sql("select principal_name from web_session where session_id = ?")
                        .param(sessionId(here))
                        .query(String.class)
                        .single())
                .isEqualTo(Long.toString(directory.find(name).orElseThrow().id()));
        assertThat(jdbc.sql("select max_inactive_interval from web_session where session_id = ?")
                        .param(sessionId(here))
                        .query(Long.class)
                        .single())
                .isEqualTo(Duration.ofDays(14).toSeconds());
    }

    @Test
    void leavesOutWhatWasRevoked() {
        clock.move(Duration.ofSeconds(1));
        local.changePassword(name, "green kettle 8");
        Browser again = new Browser(port);
        again.logIn(name, "green kettle 8");

        assertThat(keys(again.get("/account").body())).isEmpty();
    }

    private String somebody() {
        String username = "sessions" + ++serial;
        directory.admit(new ExternalUser(username, null, null, null, null, null), clock.instant());
        local.changePassword(username, OWN_PASSWORD);
        return username;
    }

    /** The key under which the other browser's page lists a browser's login. */
    private String keyOf(Browser browser) {
        assertThat(browser).isSameAs(there);
        return keys(here.get("/account").body()).get(0);
    }

    private static List<String> keys(String page) {
        List<String> keys = new ArrayList<>();
        Matcher matcher = END.matcher(page);
        while (matcher.find()) {
            keys.add(matcher.group(1));
        }
        return keys;
    }

    private void age(Browser browser) {
        jdbc.sql("update web_session set last_access_time = 1000 where session_id = ?")
                .param(sessionId(browser))
                .update();
        jdbc.sql("update web_session set max_inactive_interval = 2000000000 where session_id = ?")
                .param(sessionId(browser))
                .update();
    }

    private long lastAccess(Browser browser) {
        return jdbc.sql("select last_access_time from web_session where session_id = ?")
                .param(sessionId(browser))
                .query(Long.class)
                .single();
    }

    private long rows() {
        return jdbc.sql("select count(*) from web_session").query(Long.class).single();
    }

    private static String sessionId(Browser browser) {
        return new String(Base64.getDecoder().decode(browser.session()), StandardCharsets.UTF_8);
    }

    private static String location(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(302);
        return response.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]+", "");
    }
}

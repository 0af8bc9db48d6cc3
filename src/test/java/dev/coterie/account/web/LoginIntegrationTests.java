package dev.coterie.account.web;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

import dev.coterie.account.Account;
import dev.coterie.account.AccountAdministration;
import dev.coterie.account.AccountChange;
import dev.coterie.account.AccountDirectory;
import dev.coterie.account.AdminLog;
import dev.coterie.account.GroupAdministration;
import dev.coterie.account.LocalAccounts;
import dev.coterie.account.MovableClock;
import dev.coterie.account.ProfileChange;

import static dev.coterie.account.web.ServerTest.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ServerTest
class LoginIntegrationTests {

    private final int port;
    private final MovableClock clock;
    private final AccountDirectory directory;
    private final AccountAdministration administration;
    private final GroupAdministration groups;
    private final AdminLog log;
    private final LocalAccounts local;

    private Browser browser;
    private String name;
    private static int serial;

    LoginIntegrationTests(
            @LocalServerPort int port,
            @Autowired MovableClock clock,
            @Autowired AccountDirectory directory,
            @Autowired AccountAdministration administration,
            @Autowired GroupAdministration groups,
            @Autowired AdminLog log,
            @Autowired LocalAccounts local) {
        this.port = port;
        this.clock = clock;
        this.directory = directory;
        this.administration = administration;
        this.groups = groups;
        this.log = log;
        this.local = local;
    }

    @BeforeEach
    void somebody() {
        browser = new Browser(port);
        name = "login" + ++serial;
        clock.move(Duration.ofHours(2));
        asRoot(() -> administration.add(directory.find("root").orElseThrow(), name, "violet teapot 9", plain()));
    }

    @Test
    void logsInAndOut() {
        assertThat(location(browser.logIn(name, "violet teapot 9"))).isEqualTo("/");
        HttpResponse<String> account = browser.get("/account");
        assertThat(account.statusCode()).isEqualTo(200);
        assertThat(account.body()).contains(name);

        assertThat(location(browser.submit("/account", "/logout", Map.of()))).isEqualTo("/login?logout");
        assertThat(browser.get("/login?logout").body()).contains("You are signed out.");
        assertThat(location(browser.get("/account"))).isEqualTo("/login");
    }

    @Test
    void refusesAWrongPasswordAsItRefusesAnUnknownAccount() {
        assertThat(location(browser.logIn(name, "wrong"))).isEqualTo("/login?error");
        assertThat(location(browser.logIn("nobody", "wrong"))).isEqualTo("/login?error");
        assertThat(location(browser.logIn("", ""))).isEqualTo("/login?error");
        assertThat(location(browser.logIn("a\u0000b", "x"))).isEqualTo("/login?error");
        assertThat(browser.get("/login?error").body()).contains("is not right");
    }

    @Test
    void setsACookieThatScriptsAndOtherSitesDoNotGet() {
        List<String> cookies = new ArrayList<>(browser.get("/login").headers().allValues("Set-Cookie"));
        cookies.addAll(browser.logIn(name, "violet teapot 9").headers().allValues("Set-Cookie"));

        assertThat(cookies)
                .anyMatch(cookie -> cookie.startsWith("COTERIE_SESSION="))
                .anyMatch(cookie -> cookie.startsWith("COTERIE_FORM="))
                .allSatisfy(cookie -> assertThat(cookie)
                        .contains("HttpOnly")
                        .contains("SameSite=Lax")
                        .doesNotContain("Secure"));
    }

    @Test
    void marksTheCookieAndAsksForTlsBehindAProxyThatSpeaksIt() {
        browser.with("X-Forwarded-Proto", "https").with("X-Forwarded-For", "203.0.113.9");
        HttpResponse<String> login = browser.get("/login");

        assertThat(login.headers().firstValue("Set-Cookie").orElseThrow()).contains("Secure");
        assertThat(login.headers().firstValue("Strict-Transport-Security").orElseThrow())
                .contains("max-age=31536000")
                .doesNotContain("includeSubDomains");
    }

    @Test
    void changesTheSessionIdAtLogin() {
        browser.logIn(name, "violet teapot 9");
        String before = browser.session();
        browser.submit("/account", "/login", Map.of("username", name, "password", "violet teapot 9"));

        assertThat(before).isNotNull();
        assertThat(browser.session()).isNotNull().isNotEqualTo(before);
        Browser attacker = new Browser(port);
        attacker.session(before);
        assertThat(location(attacker.get("/account"))).isEqualTo("/login");
    }

    @Test
    void refusesFormsOfOthers() {
        assertThat(location(browser.post("/login", Map.of("username", name, "password", "violet teapot 9"))))
                .isEqualTo("/login?expired");
        assertThat(browser.get("/login?expired").body()).contains("open for too long");

        browser.logIn(name, "violet teapot 9");
        assertThat(browser.post("/account/profile", Map.of("displayName", "Hacked"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.post("/account/logout-everywhere", Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(browser.post("/logout", Map.of()).statusCode()).isEqualTo(403);
        assertThat(browser.get("/account").statusCode()).isEqualTo(200);
    }

    @Test
    void goesWhereOneWasGoing() {
        assertThat(location(browser.get("/account?a=b"))).isEqualTo("/login");
        assertThat(location(browser.logIn(name, "violet teapot 9"))).isEqualTo("/account?a=b");
    }

    @Test
    void goesWhereTheFormSays() {
        assertThat(browser.get("/login?next=/d/notes").body()).contains("value=\"/d/notes\"");
        HttpResponse<String> wrong = browser.submit(
                "/login", "/login", Map.of("username", name, "password", "x", "next", "/d/notes?a=b&c=d"));
        assertThat(location(wrong)).isEqualTo("/login?error&next=%2Fd%2Fnotes%3Fa%3Db%26c%3Dd");
        HttpResponse<String> right = browser.submit(
                "/login", "/login", Map.of("username", name, "password", "violet teapot 9", "next", "/d/notes?a=b"));
        assertThat(location(right)).isEqualTo("/d/notes?a=b");
        assertThat(location(browser.get("/login?next=/d/notes"))).isEqualTo("/d/notes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "//evil.example/", "/\\evil.example", "/\t/evil.example"})
    void goesToNoOtherSite(String next) {
        HttpResponse<String> response = browser.submit(
                "/login", "/login", Map.of("username", name, "password", "violet teapot 9", "next", next));

        assertThat(location(response)).isEqualTo("/");
    }

    @Test
    void remembersNoOtherHost() {
        browser.with("X-Forwarded-Host", "evil.example").with("X-Forwarded-For", "203.0.113.9");
        browser.get("/account");

        assertThat(browser.logIn(name, "violet teapot 9").headers().firstValue("Location"))
                .get()
                .satisfies(location -> assertThat(location).endsWith("/account"));
    }

    @Test
    void throttlesGuessing() {
        IntStream.range(0, 5)
                .forEach(ignored ->
                        assertThat(location(browser.logIn(name, "wrong"))).isEqualTo("/login?error"));

        assertThat(location(browser.logIn(name, "violet teapot 9"))).isEqualTo("/login?wait=60");
        assertThat(browser.get("/login?wait=60").body()).contains("Wait a minute, then try again.");
        assertThat(browser.get("/login?wait=61").body()).contains("Wait 2 minutes, then try again.");
        assertThat(browser.get("/login?wait=%3Cscript%3E").body()).contains("Wait a minute");
        assertThat(location(browser.get("/account"))).isEqualTo("/login");
        assertThat(directory.authenticate(name, "violet teapot 9", "127.0.0.1")).isEmpty();

        clock.move(Duration.ofSeconds(61));
        assertThat(location(browser.logIn(name, "violet teapot 9"))).isEqualTo("/account");
    }

    @Test
    void throttlesAnAddressAndTakesItFromTheProxy() {
        browser.with("X-Forwarded-For", "203.0.113.77");
        IntStream.range(0, 30).forEach(number -> browser.logIn("guess" + number, "wrong"));

        assertThat(location(browser.logIn(name, "violet teapot 9"))).startsWith("/login?wait=");
        assertThat(location(new Browser(port).logIn(name, "violet teapot 9"))).isEqualTo("/");
    }

    @Test
    void throttlesHttpBasicToo() {
        Browser script = new Browser(port).with("Authorization", basic(name, "wrong"));
        IntStream.range(0, 5)
                .forEach(
                        ignored -> assertThat(script.get("/actuator/prometheus").statusCode())
                                .isEqualTo(401));
        HttpResponse<String> sixth = script.get("/actuator/prometheus");

        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.headers().firstValue("Retry-After")).contains("60");
    }

    @Test
    void asksProgramsForAPasswordButOpensNoWindowInBrowsers() {
        HttpResponse<String> script = browser.get("/api/token");
        assertThat(script.statusCode()).isEqualTo(401);
        assertThat(script.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Basic realm=");
        assertThat(script.headers().firstValue("Set-Cookie")).isEmpty();

        for (List<String> header : List.of(
                List.of("User-Agent", "Mozilla/5.0"),
                List.of("Sec-Fetch-Mode", "cors"),
                List.of("X-Requested-With", "XMLHttpRequest"))) {
            HttpResponse<String> page =
                    new Browser(port).with(header.get(0), header.get(1)).get("/api/token");
            assertThat(page.statusCode()).isEqualTo(401);
            assertThat(page.headers().firstValue("WWW-Authenticate")).isEmpty();
        }
        HttpResponse<String> wrong =
                new Browser(port).with("Authorization", basic(name, "wrong")).get("/api/token");
        assertThat(wrong.statusCode()).isEqualTo(401);
    }

    @Test
    void takesHttpBasicWithoutASession() {
        HttpResponse<String> response = new Browser(port)
                .with("Authorization", basic(name, "violet teapot 9"))
                .get("/api/token");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"token\"").contains(name);
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        browser.logIn(name, "violet teapot 9");
        assertThat(browser.get("/api/token").statusCode()).isEqualTo(200);
    }

    @Test
    void takesHttpBasicNowhereElse() {
        Browser script = new Browser(port).with("Authorization", basic(name, "violet teapot 9"));

        assertThat(location(script.get("/account"))).isEqualTo("/login");
    }

    @Test
    void showsMeasuresToSuperusersOnly() {
        assertThat(browser.get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(browser.get("/actuator/prometheus").statusCode()).isEqualTo(401);
        assertThat(browser.get("/actuator").statusCode()).isEqualTo(401);
        assertThat(new Browser(port)
                        .with("Authorization", basic(name, "violet teapot 9"))
                        .get("/actuator/prometheus")
                        .statusCode())
                .isEqualTo(403);
        assertThat(new Browser(port)
                        .with("Authorization", basic("root", PASSWORD))
                        .get("/actuator/prometheus")
                        .statusCode())
                .isEqualTo(200);
        browser.logIn("root", PASSWORD);
        assertThat(browser.get("/actuator/prometheus").statusCode()).isEqualTo(200);
        assertThat(browser.post("/actuator/prometheus", Map.of()).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/login",
                "/account",
                "/admin",
                "/css/coterie.css",
                "/nothing",
                "/api/token",
                "/actuator/health"
            })
    void protectsEveryAnswer(String path) {
        Map<String, List<String>> headers = browser.get(path).headers().map();

        assertThat(headers.get("Content-Security-Policy"))
                .hasSize(1)
                .first()
                .satisfies(policy -> assertThat(policy)
                        .contains("object-src 'none'")
                        .contains("frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
        assertThat(headers.get("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.get("Referrer-Policy")).hasSize(1);
        assertThat(headers.get("Permissions-Policy")).hasSize(1);
        assertThat(headers).doesNotContainKey("Strict-Transport-Security");
    }

    @Test
    void lettingSocketsThroughNeedsNoForm() {
        assertThat(browser.get("/socket").statusCode()).isNotIn(302, 401, 403);
        assertThat(browser.get("/api/realtime/convergence/default").statusCode())
                .isNotIn(302, 401, 403);
        assertThat(browser.post("/socket", Map.of("a", "b")).statusCode()).isNotIn(302, 401, 403);
    }

    @Test
    void refusesTheRestOfTheApiWithoutALoginPage() {
        assertThat(browser.get("/api/anything").statusCode()).isEqualTo(401);
    }

    @Test
    void changesOnesOwnProfile() {
        browser.logIn(name, "violet teapot 9");
        HttpResponse<String> saved = browser.submit(
                "/account",
                "/account/profile",
                Map.of(
                        "displayName",
                        "<script>alert(1)</script>",
                        "firstName",
                        "A",
                        "lastName",
                        "B",
                        "email",
                        "a@b.c"));

        assertThat(location(saved)).isEqualTo("/account");
        String page = browser.get("/account").body();
        assertThat(page)
                .contains("Your profile is saved.")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>");
        assertThat(browser.get("/account").body()).doesNotContain("Your profile is saved.");
    }

    @Test
    void takesNoFieldsButThoseOfTheForm() {
        Account before = directory.find(name).orElseThrow();
        browser.logIn(name, "violet teapot 9");
        Map<String, String> fields =
                new HashMap<>(Map.of("displayName", "D", "firstName", "", "lastName", "", "email", ""));
        for (String more : List.of("staff", "superuser", "account.superuser", "active", "permissions", "groups")) {
            fields.put(more, "true");
        }
        fields.put("id", "1");
        fields.put("username", "somebody-else");

        browser.submit("/account", "/account/profile", fields);

        Account after = directory.find(name).orElseThrow();
        assertThat(after.displayName()).isEqualTo("D");
        assertThat(List.of(after.id(), after.staff(), after.superuser(), after.active()))
                .isEqualTo(List.of(before.id(), false, false, true));
    }

    @Test
    void saysWhatIsWrongWithAProfile() {
        browser.logIn(name, "violet teapot 9");
        HttpResponse<String> response = browser.submit(
                "/account", "/account/profile", Map.of("displayName", "x".repeat(151), "email", "nonsense"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains("At most 150 characters.")
                .contains("This does not look like an e-mail address.")
                .contains("aria-invalid=\"true\"");
        assertThat(directory.find(name).orElseThrow().email()).isEmpty();
    }

    @Test
    void changesOnesOwnPasswordAndEndsTheOtherSessions() {
        Browser other = new Browser(port);
        other.logIn(name, "violet teapot 9");
        browser.logIn(name, "violet teapot 9");
        String before = browser.session();
        clock.move(Duration.ofSeconds(1));

        assertThat(location(changePassword("violet teapot 9", "green kettle 8")))
                .isEqualTo("/account");
        assertThat(browser.get("/account").statusCode()).isEqualTo(200);
        assertThat(browser.session()).isNotEqualTo(before);
        assertThat(location(other.get("/account"))).isEqualTo("/login");
        assertThat(location(new Browser(port).logIn(name, "violet teapot 9"))).isEqualTo("/login?error");
        assertThat(location(new Browser(port).logIn(name, "green kettle 8"))).isEqualTo("/");
    }

    @Test
    void changesNoPasswordWithoutTheCurrentOne() {
        browser.logIn(name, "violet teapot 9");

        assertThat(changePassword("wrong", "green kettle 8").body()).contains("This is not your current password.");
        assertThat(changePassword("violet teapot 9", "short").body()).contains("A password has 8 characters or more.");
        assertThat(changePassword("", "").body()).contains("This cannot be empty.");
        IntStream.range(0, 5).forEach(ignored -> changePassword("wrong", "green kettle 8"));
        assertThat(changePassword("violet teapot 9", "green kettle 8").body()).contains("Too many wrong passwords.");
    }

    @Test
    void logsOutEverywhere() {
        Browser other = new Browser(port);
        other.logIn(name, "violet teapot 9");
        browser.logIn(name, "violet teapot 9");
        clock.move(Duration.ofSeconds(1));

        assertThat(location(browser.submit("/account", "/account/logout-everywhere", Map.of())))
                .isEqualTo("/login?everywhere");
        assertThat(location(browser.get("/account"))).isEqualTo("/login");
        assertThat(location(other.get("/account"))).isEqualTo("/login");
    }

    @Test
    void losesTheSessionAtOnceWhenDeactivatedOrDeleted() {
        browser.logIn(name, "violet teapot 9");
        long id = directory.find(name).orElseThrow().id();
        clock.move(Duration.ofSeconds(1));
        asRoot(() -> administration.deactivate(directory.find("root").orElseThrow(), id));
        assertThat(location(browser.get("/account"))).isEqualTo("/login");
        assertThat(location(browser.logIn(name, "violet teapot 9"))).isEqualTo("/login?error");

        asRoot(() -> administration.activate(directory.find("root").orElseThrow(), id));
        browser.logIn(name, "violet teapot 9");
        assertThat(browser.get("/account").statusCode()).isEqualTo(200);
        asRoot(() -> administration.delete(directory.find("root").orElseThrow(), id));
        assertThat(location(browser.get("/account"))).isEqualTo("/login");
    }

    @Test
    void rightsThatAreGivenOrTakenCountAtOnce() {
        browser.logIn(name, "violet teapot 9");
        long id = directory.find(name).orElseThrow().id();
        assertThat(browser.get("/admin").statusCode()).isEqualTo(403);

        asRoot(() -> administration.change(
                directory.find("root").orElseThrow(),
                id,
                new AccountChange(new ProfileChange("", "", "", ""), true, true, false, Set.of(), Set.of())));
        assertThat(browser.get("/admin").statusCode()).isEqualTo(200);

        asRoot(() -> administration.change(directory.find("root").orElseThrow(), id, plain()));
        assertThat(browser.get("/admin").statusCode()).isEqualTo(403);
    }

    @Test
    void guardsAdministrationBehindTheAddressesToo() {
        assertThatThrownBy(administration::count).isInstanceOf(AuthenticationCredentialsNotFoundException.class);
        as("USER", () -> {
            assertThatThrownBy(administration::count).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(
                            () -> administration.delete(directory.find("root").orElseThrow(), 1))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(groups::list).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> log.newest(1)).isInstanceOf(AccessDeniedException.class);
        });
    }

    @Test
    void theFirstSuperuserIsThere() {
        assertThat(local.exists("root")).isTrue();
        assertThat(location(browser.logIn("root", PASSWORD))).isEqualTo("/");
    }

    private HttpResponse<String> changePassword(String current, String wanted) {
        return browser.submit(
                "/account",
                "/account/password",
                Map.of("currentPassword", current, "newPassword", wanted, "repeated", wanted));
    }

    /** Where an answer leads, on this server. */
    private String location(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(302);
        return response.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]+", "");
    }

    private static AccountChange plain() {
        return new AccountChange(new ProfileChange("", "", "", ""), true, false, false, Set.of(), Set.of());
    }

    private static void asRoot(Runnable action) {
        as("STAFF", action);
    }

    private static void as(String role, Runnable action) {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        "test", null, AuthorityUtils.createAuthorityList("ROLE_" + role)));
        try {
            action.run();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private static String basic(String username, String password) {
        return "Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}

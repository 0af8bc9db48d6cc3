package dev.coterie.account.web;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

import dev.coterie.account.AccountAdministration;
import dev.coterie.account.AccountChange;
import dev.coterie.account.AccountDirectory;
import dev.coterie.account.AccountDirectory.ExternalUser;
import dev.coterie.account.LocalAccounts;
import dev.coterie.account.MovableClock;
import dev.coterie.account.Permission;
import dev.coterie.account.ProfileChange;

import static org.assertj.core.api.Assertions.assertThat;

@ServerTest
class FreshLoginIntegrationTests {

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final String OWN_PASSWORD = "violet teapot 9";

    private static int serial;

    private final int port;
    private final MovableClock clock;
    private final AccountDirectory directory;
    private final LocalAccounts local;
    private final AccountAdministration administration;

    private Browser browser;
    private String name;
    private long victim;

    FreshLoginIntegrationTests(
            @LocalServerPort int port,
            @Autowired MovableClock clock,
            @Autowired AccountDirectory directory,
            @Autowired LocalAccounts local,
            @Autowired AccountAdministration administration) {
        this.port = port;
        this.clock = clock;
        this.directory = directory;
        this.local = local;
        this.administration = administration;
    }

    @BeforeEach
    void somebodyWhoMayDeleteUsers() {
        name = "fresh" + ++serial;
        clock.move(Duration.ofHours(2));
        directory.admit(new ExternalUser(name, null, null, null, null, null), clock.instant());
        local.changePassword(name, OWN_PASSWORD);
        mayDeleteUsers(directory.find(name).orElseThrow().id());
        directory.admit(new ExternalUser("victim" + serial, null, null, null, null, null), clock.instant());
        victim = directory.find("victim" + serial).orElseThrow().id();
        browser = new Browser(port);
        browser.logIn(name, OWN_PASSWORD);
    }

    @Test
    void asksNothingSoonAfterTheLogin() {
        assertThat(browser.get("/admin/users/" + victim + "/delete").statusCode())
                .isEqualTo(200);
    }

    @Test
    void asksBeforeAPageAndOpensItThen() {
        clock.move(Duration.ofMinutes(16));
        HttpResponse<String> asked = browser.get("/admin/users/" + victim + "/delete?a=b");
        assertThat(location(asked))
                .isEqualTo("/account/confirm?next=%2Fadmin%2Fusers%2F" + victim + "%2Fdelete%3Fa%3Db");
        HttpResponse<String> page = browser.get(location(asked));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Is it you?").contains(name);

        assertThat(location(browser.post("/account/confirm", answer(page, OWN_PASSWORD))))
                .isEqualTo("/admin/users/" + victim + "/delete?a=b");
        assertThat(browser.get("/admin/users/" + victim + "/delete").statusCode())
                .isEqualTo(200);
    }

    @Test
    void asksBeforeAFormIsTakenAndTakesItThen() {
        String path = "/admin/users/" + victim + "/delete";
        String before = browser.session();
        HttpResponse<String> form = browser.get(path);
        clock.move(Duration.ofMinutes(16));
        Map<String, String> fields = answer(form, "");
        fields.remove("confirmPassword");
        fields.put("note", "\"kept\" & <safe>");

        HttpResponse<String> asked = browser.post(path, fields);
        assertThat(asked.statusCode()).isEqualTo(403);
        assertThat(asked.body()).contains("Is it you?").contains("&quot;kept&quot; &amp; &lt;safe&gt;");
        assertThat(asked.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(directory.find("victim" + serial)).isPresent();

        HttpResponse<String> wrong = browser.post(path, answer(asked, "wrong"));
        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(wrong.body()).contains("This is not your current password.").contains("name=\"note\"");
        assertThat(directory.find("victim" + serial)).isPresent();

        assertThat(location(browser.post(path, answer(wrong, OWN_PASSWORD)))).isEqualTo("/admin/users");
        assertThat(directory.find("victim" + serial)).isEmpty();
        assertThat(browser.session()).isNotEqualTo(before);
    }

    @Test
    void aPasswordHelpsNoForgedForm() {
        clock.move(Duration.ofMinutes(16));

        HttpResponse<String> forged =
                browser.post("/admin/users/" + victim + "/delete", Map.of("confirmPassword", OWN_PASSWORD));

        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(forged.body()).doesNotContain("Is it you?");
        assertThat(directory.find("victim" + serial)).isPresent();
    }

    @Test
    void nobodyGuessesHere() {
        clock.move(Duration.ofMinutes(16));
        IntStream.range(0, 5).forEach(ignored -> browser.post("/account/confirm", confirmation("wrong", "/account")));

        assertThat(browser.post("/account/confirm", confirmation(OWN_PASSWORD, "/account"))
                        .body())
                .contains("Too many wrong passwords.");
        assertThat(location(new Browser(port).logIn("root", ServerTest.PASSWORD)))
                .isEqualTo("/");
    }

    @Test
    void leadsToNoOtherSite() {
        clock.move(Duration.ofMinutes(16));

        assertThat(location(browser.post("/account/confirm", confirmation(OWN_PASSWORD, "//evil.example/"))))
                .isEqualTo("/account");
    }

    @Test
    void lettingSomebodySignInAgainKeepsWhereTheyWere() {
        HttpResponse<String> left =
                browser.submit("/account", "/account/confirm/again", Map.of("next", "/admin/users/" + victim));

        assertThat(location(left)).isEqualTo("/login?next=%2Fadmin%2Fusers%2F" + victim);
        assertThat(location(browser.get("/account"))).isEqualTo("/login");
    }

    private void mayDeleteUsers(long id) {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        "test", null, AuthorityUtils.createAuthorityList("ROLE_STAFF")));
        try {
            administration.change(
                    directory.find("root").orElseThrow(),
                    id,
                    new AccountChange(
                            new ProfileChange("", "", "", ""),
                            true,
                            true,
                            false,
                            Set.of(),
                            Set.of(Permission.USERS_VIEW, Permission.USERS_DELETE)));
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private Map<String, String> confirmation(String password, String next) {
        Map<String, String> fields = answer(browser.get("/account/confirm"), password);
        fields.put("next", next);
        return fields;
    }

    /** The hidden fields of the last form of a page, which is not the one in the menu, and a password. */
    private static Map<String, String> answer(HttpResponse<String> page, String password) {
        Map<String, String> fields = new HashMap<>();
        Matcher hidden = HIDDEN.matcher(page.body());
        while (hidden.find()) {
            fields.put(hidden.group(1), hidden.group(2).replace("&amp;", "&"));
        }
        fields.put("confirmPassword", password);
        return fields;
    }

    private static String location(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(302);
        return response.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]+", "");
    }
}

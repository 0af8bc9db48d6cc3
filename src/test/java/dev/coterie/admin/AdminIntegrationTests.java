package dev.coterie.admin;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.coterie.account.Account;
import dev.coterie.account.AccountDirectory;
import dev.coterie.account.MovableClock;
import dev.coterie.account.web.Browser;
import dev.coterie.account.web.ServerTest;

import static dev.coterie.account.web.ServerTest.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

@ServerTest
class AdminIntegrationTests {

    private static final String SOME_PASSWORD = "violet teapot 9";

    /** What staff need for all the pages that are looked at here. */
    private static final String EVERYTHING =
            "USERS_VIEW,USERS_ADD,USERS_CHANGE,USERS_DELETE,GROUPS_VIEW,GROUPS_ADD,GROUPS_CHANGE,GROUPS_DELETE";

    private static int serial;

    private final int port;
    private final MovableClock clock;
    private final AccountDirectory directory;

    private Browser root;
    private String name;
    private long id;

    AdminIntegrationTests(
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
        name = "admin" + ++serial;
        id = add(name, Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin",
                "/admin/users",
                "/admin/users?q=a&active=yes&staff=no&superuser=no&sort=-last-login&page=1",
                "/admin/users?active=%00&sort=nonsense&page=x&q=%00",
                "/admin/users?page=-5",
                "/admin/users?page=2147483647",
                "/admin/users/add",
                "/admin/users/ID",
                "/admin/users/ID/password",
                "/admin/users/ID/delete",
                "/admin/users/ID/history",
                "/admin/users/ID/history?page=x",
                "/admin/users?login=week&group=1&sort=-first-name",
                "/admin/users?login=x&group=x",
                "/admin/users/batch?action=delete&id=ID",
                "/admin/groups",
                "/admin/groups/add",
                "/admin/groups/GROUP",
                "/admin/groups/GROUP/history",
                "/admin/groups?q=%00",
                "/admin/groups/GROUP/delete"
            })
    void showsPagesToStaffOnly(String path) {
        String page = fill(path);

        HttpResponse<String> anonymous = new Browser(port).get(page);
        assertThat(anonymous.statusCode()).isEqualTo(302);
        assertThat(anonymous.headers().firstValue("Location").orElseThrow()).endsWith("/login");
        HttpResponse<String> refused = logIn(name).get(page);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(logIn(staff()).get(page).statusCode()).isEqualTo(200);
        assertThat(root.get(page).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/admin/users/add, 200",
        "/admin/users/ID, 302",
        "/admin/users/ID/password, 200",
        "/admin/users/ID/deactivate, 302",
        "/admin/users/ID/activate, 302",
        "/admin/users/ID/password/remove, 302",
        "/admin/users/batch/delete, 302",
        "/admin/users/ID/logout, 302",
        "/admin/users/ID/delete, 302",
        "/admin/groups/add, 200",
        "/admin/groups/GROUP, 200",
        "/admin/groups/GROUP/members, 200",
        "/admin/groups/GROUP/members/ID/remove, 302",
        "/admin/groups/GROUP/delete, 302"
    })
    void takesFormsFromStaffOnly(String path, int done) {
        String target = fill(path);
        String plainUser = "plain" + ++serial;
        add(plainUser, Map.of());

        HttpResponse<String> anonymous = submit(new Browser(port), "/login", target, Map.of());
        assertThat(anonymous.statusCode()).isEqualTo(302);
        assertThat(anonymous.headers().firstValue("Location").orElseThrow()).endsWith("/login");
        assertThat(submit(logIn(plainUser), "/account", target, Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(root.post(target, Map.of()).statusCode()).isEqualTo(403);
        assertThat(directory.find(name)).get().extracting(Account::active).isEqualTo(true);

        assertThat(submit(logIn(staff()), "/admin/users/add", target, Map.of()).statusCode())
                .isEqualTo(done);
    }

    @Test
    void addsAUser() {
        HttpResponse<String> added = submit(
                root,
                "/admin/users/add",
                "/admin/users/add",
                Map.of(
                        "username",
                        "ada" + serial,
                        "password",
                        SOME_PASSWORD,
                        "repeated",
                        SOME_PASSWORD,
                        "firstName",
                        "Ada",
                        "email",
                        "ada@example.org",
                        "staff",
                        "true"));

        assertThat(added.statusCode()).isEqualTo(302);
        assertThat(root.get(location(added)).body()).contains("The user ada" + serial + " was added.");
        assertThat(directory.find("ada" + serial)).get().satisfies(ada -> {
            assertThat(ada.staff()).isTrue();
            assertThat(ada.superuser()).isFalse();
            assertThat(ada.email()).isEqualTo("ada@example.org");
        });
    }

    @Test
    void saysWhatIsWrongNextToTheField() {
        HttpResponse<String> refused = submit(
                root,
                "/admin/users/add",
                "/admin/users/add",
                Map.of("username", "no spaces", "password", "short", "repeated", "short"));

        assertThat(refused.statusCode()).isEqualTo(200);
        assertThat(refused.body())
                .contains("id=\"username-error\"")
                .contains("A username has 1 to 150 letters")
                .contains("A password has 8 characters or more.")
                .contains("value=\"no spaces\"")
                .doesNotContain("value=\"short\"");
        assertThat(submit(
                                root,
                                "/admin/users/add",
                                "/admin/users/add",
                                Map.of(
                                        "username",
                                        name.toUpperCase(Locale.ROOT),
                                        "password",
                                        SOME_PASSWORD,
                                        "repeated",
                                        "other"))
                        .body())
                .contains("The two passwords are not the same.");
        assertThat(submit(
                                root,
                                "/admin/users/add",
                                "/admin/users/add",
                                Map.of(
                                        "username",
                                        name.toUpperCase(Locale.ROOT),
                                        "password",
                                        SOME_PASSWORD,
                                        "repeated",
                                        SOME_PASSWORD))
                        .body())
                .contains("one that differs in capital letters only");
    }

    @Test
    void showsNamesAsText() {
        String evil = "<script>alert(1)</script>";
        submit(root, "/admin/groups/add", "/admin/groups/add", Map.of("name", evil + serial));
        submit(
                root,
                "/admin/users/" + id,
                "/admin/users/" + id,
                Map.of("displayName", evil, "firstName", evil, "lastName", "\"'>", "active", "true"));
        directory.admit(
                new AccountDirectory.ExternalUser("<img src=x>" + serial, null, null, null, null, null),
                clock.instant());
        long odd = directory.find("<img src=x>" + serial).orElseThrow().id();

        for (String page : List.of(
                "/admin",
                "/admin/users?q=" + name,
                "/admin/users?q=%3Cscript%3E",
                "/admin/users?sort=%22%3E%3Cscript%3E",
                "/admin/users/" + id,
                "/admin/users/" + id + "/delete",
                "/admin/users/" + odd,
                "/admin/users/" + odd + "/password",
                "/admin/groups")) {
            assertThat(root.get(page).body())
                    .as(page)
                    .doesNotContain("<script>")
                    .doesNotContain("<img src=x");
        }
        assertThat(root.get("/admin/users/" + id).body()).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    @Test
    void changesAUserAndKeepsWhatIsNotInTheForm() {
        HttpResponse<String> changed = submit(
                root,
                "/admin/users/" + id,
                "/admin/users/" + id,
                Map.of("firstName", "New", "active", "true", "username", "other", "id", "1", "passwordHash", "x"));

        assertThat(changed.statusCode()).isEqualTo(302);
        assertThat(directory.find(name)).get().satisfies(account -> {
            assertThat(account.firstName()).isEqualTo("New");
            assertThat(account.id()).isEqualTo(id);
        });
        assertThat(logIn(name).get("/account").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsYouFromLockingYourselfOut() {
        long own = directory.find("root").orElseThrow().id();

        assertThat(submit(root, "/admin/users/" + own, "/admin/users/" + own, Map.of("superuser", "true"))
                        .body())
                .contains("This is the last active superuser.");
        submit(root, "/admin/users/" + own, "/admin/users/" + own + "/delete", Map.of());
        assertThat(root.get("/admin/users/" + own).body()).contains("You cannot delete yourself.");
        submit(root, "/admin/users/" + own, "/admin/users/" + own + "/deactivate", Map.of());
        assertThat(root.get("/admin/users/" + own).body()).contains("You cannot deactivate yourself");
        assertThat(root.get("/admin/users/" + own + "/delete").statusCode()).isEqualTo(302);
        assertThat(directory.find("root")).get().extracting(Account::active).isEqualTo(true);
    }

    @Test
    void staffTouchNoSuperuser() {
        long own = directory.find("root").orElseThrow().id();
        Browser staff = logIn(staff());

        assertThat(staff.get("/admin/users/" + own).body()).contains("Only superusers may change");
        assertThat(submit(
                                staff,
                                "/admin/users/add",
                                "/admin/users/" + own + "/password",
                                Map.of("password", "hacked it 1", "repeated", "hacked it 1"))
                        .body())
                .contains("Only superusers may change");
        submit(staff, "/admin/users/add", "/admin/users/" + own + "/delete", Map.of());
        assertThat(directory.find("root")).isPresent();
        assertThat(submit(
                                staff,
                                "/admin/users/" + id,
                                "/admin/users/" + id,
                                Map.of("active", "true", "superuser", "true"))
                        .body())
                .contains("Only superusers may give or take");
        assertThat(submit(staff, "/admin/users/" + id, "/admin/users/" + id, Map.of("active", "true", "firstName", "F"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(directory.find(name).orElseThrow().firstName()).isEqualTo("F");
    }

    @Test
    void staffKeepTheirRightsWhenOtherStaffEditThem() {
        String other = staff();
        long otherId = directory.find(other).orElseThrow().id();

        assertThat(submit(
                                logIn(staff()),
                                "/admin/users/" + otherId,
                                "/admin/users/" + otherId,
                                Map.of("active", "true", "_staff", "on"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(directory.find(other).orElseThrow().staff()).isTrue();
    }

    @Test
    void setsAPassword() {
        Browser victim = logIn(name);
        clock.move(Duration.ofSeconds(1));
        HttpResponse<String> set = submit(
                root,
                "/admin/users/" + id + "/password",
                "/admin/users/" + id + "/password",
                Map.of("password", "green kettle 8", "repeated", "green kettle 8"));

        assertThat(set.statusCode()).isEqualTo(302);
        assertThat(root.get("/admin/users/" + id).body())
                .contains("The password of " + name + " was set.")
                .contains("set the password of");
        assertThat(victim.get("/account").statusCode()).isEqualTo(302);
        assertThat(new Browser(port).logIn(name, "green kettle 8").headers().firstValue("Location"))
                .get()
                .satisfies(location -> assertThat(location).endsWith("/"));
    }

    @Test
    void deletesAfterSayingWhatGoes() {
        assertThat(root.get("/admin/users/" + id + "/delete").body())
                .contains("Delete " + name + "?")
                .contains("the names, the e-mail address and the password")
                .doesNotContain("membership")
                .contains("Documents and their history stay");
        assertThat(submit(root, "/admin/users/" + id + "/delete", "/admin/users/" + id + "/delete", Map.of())
                        .statusCode())
                .isEqualTo(302);
        assertThat(root.get("/admin/users").body()).contains("The user " + name + " was deleted.");
        assertThat(root.get("/admin/users/" + id).statusCode()).isEqualTo(404);
        assertThat(directory.find(name)).isEmpty();
    }

    @Test
    void managesGroups() {
        String group = "group" + serial;
        String page = location(submit(root, "/admin/groups/add", "/admin/groups/add", Map.of("name", group)));
        assertThat(root.get(page).body()).contains("The group " + group + " was added.");
        assertThat(submit(root, page, "/admin/groups/add", Map.of("name", group))
                        .body())
                .contains("There is a group of this name already.");

        submit(root, page, page + "/members", Map.of("username", name));
        assertThat(root.get(page).body()).contains(name + " is in the group now.");
        assertThat(submit(root, page, page + "/members", Map.of("username", "nobody"))
                        .body())
                .contains("There is no account of this name.");
        assertThat(root.get(page + "/delete").body()).contains("One person leaves the group");
        submit(root, page, page + "/members/" + id + "/remove", Map.of());
        assertThat(directory.membersOf(group)).contains(List.of());
        submit(root, page, page + "/delete", Map.of());
        assertThat(directory.membersOf(group)).isEmpty();
    }

    @Test
    void addsAUserWithoutAPasswordAndGoesOnToTheNext() {
        HttpResponse<String> added = submit(
                root,
                "/admin/users/add",
                "/admin/users/add",
                Map.of("username", "bare" + serial, "withoutPassword", "true", "then", "another"));

        assertThat(location(added)).isEqualTo("/admin/users/add");
        assertThat(root.get("/admin/users/add").body()).contains("The user bare" + serial + " was added.");
        long bare = directory.find("bare" + serial).orElseThrow().id();
        assertThat(root.get("/admin/users/" + bare).body()).contains("No password opens this account.");
        assertThat(logIn("bare" + serial).get("/account").statusCode()).isEqualTo(302);
    }

    @Test
    void savesAndStaysOrGoesOn() {
        String page = "/admin/users/" + id;
        assertThat(location(submit(root, page, page, Map.of("active", "true", "then", "stay"))))
                .isEqualTo(page);
        assertThat(location(submit(root, page, page, Map.of("active", "true", "then", "another"))))
                .isEqualTo("/admin/users/add");
        assertThat(location(submit(root, page, page, Map.of("active", "true", "then", "//elsewhere"))))
                .isEqualTo("/admin/users");
    }

    @Test
    void doesToManyAfterSayingToWhom() {
        long own = directory.find("root").orElseThrow().id();
        String other = "other" + ++serial;
        long otherId = add(other, Map.of());
        String chosen = "id=" + id + "&id=" + otherId + "&id=" + own;

        String asked =
                root.get("/admin/users/batch?action=deactivate&" + chosen).body();
        assertThat(asked)
                .contains("Deactivate 2 users?", name, other, "You cannot deactivate yourself")
                .doesNotContain("name=\"id\" value=\"" + own + "\"");
        submit(root, "/admin/users/add", "/admin/users/batch/deactivate?" + chosen, Map.of());
        assertThat(root.get("/admin/users").body())
                .contains("2 users were deactivated", "Not done to root: You cannot deactivate yourself");
        assertThat(directory.find(other)).get().extracting(Account::active).isEqualTo(false);
        assertThat(directory.find("root")).get().extracting(Account::active).isEqualTo(true);
        assertThat(location(root.get("/admin/users/batch?action=delete"))).isEqualTo("/admin/users");
        assertThat(root.get("/admin/users").body()).contains("Choose one user at least.");
        assertThat(root.get("/admin/users/batch?action=nonsense&id=1").statusCode())
                .isEqualTo(400);
        assertThat(root.get("/admin/users/batch?action=delete&id=x").statusCode())
                .isEqualTo(400);
    }

    @Test
    void deletesGroupsTogether() {
        String one = location(submit(root, "/admin/groups/add", "/admin/groups/add", Map.of("name", "g" + ++serial)));
        String two = location(submit(root, "/admin/groups/add", "/admin/groups/add", Map.of("name", "g" + ++serial)));
        String chosen = "id=" + one.replaceAll("\\D", "") + "&id=" + two.replaceAll("\\D", "");

        assertThat(root.get("/admin/groups/batch?action=delete&" + chosen).body())
                .contains("Delete 2 groups?");
        submit(root, "/admin/groups/add", "/admin/groups/batch/delete?" + chosen, Map.of());
        assertThat(root.get(one).statusCode()).isEqualTo(404);
        assertThat(root.get(two).statusCode()).isEqualTo(404);
    }

    @Test
    void showsWhatBecameOfAUserAndFromWhere() {
        submit(
                root,
                "/admin/users/" + id,
                "/admin/users/" + id,
                Map.of("firstName", "Grace", "active", "true", "staff", "true", "permissions", "LOG_VIEW"));

        assertThat(root.get("/admin/users/" + id + "/history").body())
                .contains("first name", "Grace", "127.0.0.1", "Log: view", "<del>No</del>", "<ins>Yes</ins>");
    }

    @Test
    void showsWhichRightsComeByGroups() {
        String group = location(submit(
                root,
                "/admin/groups/add",
                "/admin/groups/add",
                Map.of("name", "editors" + serial, "permissions", "BOARDS_CHANGE")));
        submit(root, group, group + "/members", Map.of("username", name));

        assertThat(root.get("/admin/users/" + id).body()).contains("also by the group", "editors" + serial);
    }

    @Test
    void hidesWhatAVisitorMayNotDoAndSaysWhy() {
        String viewer = "viewer" + ++serial;
        add(viewer, Map.of("staff", "true", "permissions", "USERS_VIEW,GROUPS_VIEW"));
        Browser browser = logIn(viewer);

        assertThat(browser.get("/admin/users").body())
                .contains(name)
                .doesNotContain("/admin/users/add", "name=\"action\"", "name=\"id\"");
        assertThat(browser.get("/admin/users/" + id).body())
                .doesNotContain("value=\"stay\"", "/deactivate", "/delete", "/password");
        assertThat(browser.get("/admin/groups").body()).doesNotContain("/admin/groups/add", "name=\"action\"");
        assertThat(error(browser, "/admin/users/add")).contains("You may not add users.", "Ask a superuser");
        assertThat(error(browser, "/admin/users/batch?action=delete&id=" + id)).contains("You may not delete users.");
        assertThat(error(logIn(name), "/admin")).contains("for staff only");
    }

    @Test
    void speaksTheLanguageThatWasChosenOrElseThatOfTheBrowser() {
        Browser german = new Browser(port).with("Accept-Language", "fr, de-AT;q=0.8, en;q=0.5");
        german.logIn("root", PASSWORD);
        assertThat(german.get("/admin/users").body())
                .contains("<html lang=\"de\"", "Benutzer")
                .doesNotContain("??");
        HttpResponse<String> chosen = german.with("Referer", "http://elsewhere.example//evil.example/x")
                .submit("/admin/users", "/language", Map.of("language", "en"));
        assertThat(chosen.statusCode()).isEqualTo(303);
        assertThat(location(chosen)).isEqualTo("/");
        assertThat(chosen.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie)
                        .startsWith("COTERIE_LANGUAGE=en;")
                        .contains("HttpOnly", "SameSite=Lax", "Path=/")
                        .doesNotContain("Secure"));
        assertThat(german.submit("/admin/users", "/language", Map.of("language", "xx"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(new Browser(port).get("/login").body()).contains("<html lang=\"en\"");
    }

    private static String error(Browser browser, String path) {
        HttpResponse<String> refused = browser.with("Accept", "text/html").get(path);
        assertThat(refused.statusCode()).isEqualTo(403);
        return refused.body();
    }

    private long add(String username, Map<String, String> more) {
        Map<String, String> fields = new HashMap<>(more);
        fields.putAll(Map.of("username", username, "password", SOME_PASSWORD, "repeated", SOME_PASSWORD));
        // As a browser does: otherwise its message would wait for a later page.
        root.get(location(submit(root, "/admin/users/add", "/admin/users/add", fields)));
        return directory.find(username).orElseThrow().id();
    }

    /** As a browser does: each switch has a hidden field that says that it was there. */
    private static HttpResponse<String> submit(Browser browser, String page, String path, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.putAll(Map.of("_active", "on", "_staff", "on", "_superuser", "on"));
        return browser.submit(page, path, all);
    }

    private String staff() {
        String username = "staff" + ++serial;
        add(username, Map.of("staff", "true", "permissions", EVERYTHING));
        return username;
    }

    private Browser logIn(String username) {
        Browser browser = new Browser(port);
        browser.logIn(username, SOME_PASSWORD);
        return browser;
    }

    private String fill(String path) {
        if (!path.contains("GROUP")) {
            return path.replace("ID", Long.toString(id));
        }
        String page = location(submit(root, "/admin/groups/add", "/admin/groups/add", Map.of("name", "g" + ++serial)));
        return path.replace("/admin/groups/GROUP", page).replace("ID", Long.toString(id));
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]+", "");
    }
}

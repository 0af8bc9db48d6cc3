package dev.coterie.account.web;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.coterie.account.AccountDirectory;
import dev.coterie.account.AccountDirectory.ExternalUser;
import dev.coterie.account.MovableClock;
import dev.coterie.account.mail.MailCatcher.Caught;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ForgottenPasswordIntegrationTests extends MailServerTest {

    private static final String PAGE = "/password/forgotten";

    ForgottenPasswordIntegrationTests(
            @LocalServerPort int port, MovableClock clock, AccountDirectory directory, JdbcTemplate jdbc) {
        super(port, clock, directory, jdbc);
    }

    private static int lasts;

    @Test
    void setsANewPasswordByAMailedLink(CapturedOutput output) {
        Browser before = loggedIn(name, OLD);
        clock.move(Duration.ofMinutes(1));
        assertThat(location().apply(ask(name))).isEqualTo("/password/forgotten?sent");
        Caught mail = MAIL.next();
        assertThat(mail.to()).isEqualTo(address(name));
        String link = mail.path(URL);
        assertThat(link).matches("/password/new\\?token=[A-Za-z0-9_-]{43}");

        HttpResponse<String> page = stranger().get(link);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains(name);
        assertThat(page.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        // Whatever looks at links before people do uses none up.
        assertThat(stranger().get(link).statusCode()).isEqualTo(200);

        assertThat(location().apply(set(link, NEW))).isEqualTo("/login?renewed");
        assertThat(canLogIn(name, NEW)).isTrue();
        assertThat(canLogIn(name, OLD)).isFalse();
        assertThat(before.get("/account").statusCode()).isEqualTo(302);
        assertThat(lastEntry()).isEqualTo(name + " PASSWORD_RESET USER " + name);

        assertWorthless(link);
        assertThat(output).doesNotContain(token(link)).doesNotContain(address(name));
    }

    @Test
    void keepsAHashOfTheLinkOnly() {
        ask(name);
        String token = token(MAIL.next().path(URL));

        assertThat(jdbc.queryForList("select token_hash from account_password_link", String.class))
                .isNotEmpty()
                .allSatisfy(hash -> assertThat(hash).matches("[0-9a-f]{64}").doesNotContain(token));
        assertThat(stranger()
                        .get("/password/new?token="
                                + jdbc.queryForObject(
                                        "select max(token_hash) from account_password_link", String.class))
                        .statusCode())
                .isEqualTo(410);
    }

    @Test
    void answersTheSameWhoeverIsAskedFor() {
        add(name + "off", Map.of("email", address(name + "off")));
        root.submit("/admin/users", "/admin/users/" + id(name + "off") + "/deactivate", Map.of());
        add(name + "silent", Map.of());

        HttpResponse<String> known = ask(name);
        for (String other : new String[] {name + "off", name + "silent", "nobody", "nobody@example.org", "a\u0000b"}) {
            HttpResponse<String> answer = ask(other);
            assertThat(answer.statusCode()).as(other).isEqualTo(known.statusCode());
            assertThat(answer.body()).as(other).isEqualTo(known.body());
            assertThat(answer.headers().firstValue("Location"))
                    .as(other)
                    .isEqualTo(known.headers().firstValue("Location"));
        }
        assertThat(MAIL.next().to()).isEqualTo(address(name));
        assertNoMail();
    }

    @Test
    void findsByAddressAndWritesToTheOneThatIsKept() {
        ask(address(name).toUpperCase(Locale.ROOT));

        assertThat(MAIL.next().to()).isEqualTo(address(name));
    }

    @Test
    void findsTheOwnerOfAnAddressThatSomebodyElseIsCalledBy() {
        add(address(name), Map.of("email", "attacker@example.org"));
        ask(address(name));

        assertThat(MAIL.next().to()).isEqualTo("attacker@example.org");
        assertThat(MAIL.next().to()).isEqualTo(address(name));
    }

    @Test
    void endsAfterAnHour() {
        String link = mailedLink();
        clock.move(Duration.ofMinutes(61));

        assertWorthless(link);
    }

    @Test
    void endsWhenThePasswordIsChanged() {
        String link = mailedLink();
        clock.move(Duration.ofMinutes(1));
        loggedIn(name, OLD)
                .submit(
                        "/account",
                        "/account/password",
                        Map.of("currentPassword", OLD, "newPassword", NEW, "repeated", NEW));

        assertWorthless(link);
    }

    @Test
    void endsWhenTheAccountIsDeactivatedEvenIfItIsActivatedAgain() {
        String link = mailedLink();
        clock.move(Duration.ofMinutes(1));
        root.submit("/admin/users", "/admin/users/" + id(name) + "/deactivate", Map.of());
        assertWorthless(link);
        root.submit("/admin/users", "/admin/users/" + id(name) + "/activate", Map.of());

        assertWorthless(link);
    }

    @Test
    void endsWhenTheAddressIsAnother() {
        String link = mailedLink();
        loggedIn(name, OLD).submit("/account", "/account/profile", Map.of("email", "other@example.org"));

        assertWorthless(link);
    }

    @Test
    void oneLinkUsedEndsTheOthers() {
        String first = mailedLink();
        String second = mailedLink();
        set(second, NEW);

        assertWorthless(first);
    }

    @Test
    void aWeakPasswordIsRefusedAndTheLinkGoesOnWorking() {
        String link = mailedLink();

        assertThat(set(link, "password").statusCode()).isEqualTo(200);
        HttpResponse<String> differs = stranger()
                .submit(link, "/password/new", Map.of("token", token(link), "password", NEW, "repeated", "x"));
        assertThat(differs.body()).contains("not the same").doesNotContain(NEW);
        assertThat(location().apply(set(link, NEW))).isEqualTo("/login?renewed");
    }

    @Test
    void liftsTheLockOfTheLogin() {
        for (int i = 0; i < 7; i++) {
            stranger().logIn(name, "wrong");
        }
        assertThat(canLogIn(name, OLD)).isFalse();
        set(mailedLink(), NEW);

        assertThat(canLogIn(name, NEW)).isTrue();
    }

    @Test
    void linksToTheConfiguredServerWhateverTheRequestSays() {
        stranger()
                .with("X-Forwarded-Host", "evil.example")
                .with("X-Forwarded-Proto", "https")
                .with("Forwarded", "host=evil.example")
                .submit(PAGE, PAGE, Map.of("who", name));

        assertThat(MAIL.next().text()).contains(URL).doesNotContain("evil");
    }

    @Test
    void writesNoMoreThanAFewMailsAnHour() {
        for (int i = 0; i < 5; i++) {
            assertThat(location().apply(ask(name))).isEqualTo("/password/forgotten?sent");
        }
        for (int i = 0; i < 3; i++) {
            assertThat(MAIL.next().to()).isEqualTo(address(name));
        }
        assertNoMail();
        clock.move(Duration.ofMinutes(61));

        assertThat(mailedLink()).isNotEmpty();
    }

    @Test
    void takesNoMoreThanSomeRequestsAnHourFromOneAddress() {
        Browser browser = stranger().with("X-Forwarded-For", "203.0.113.77");
        for (int i = 0; i < 20; i++) {
            assertThat(browser.submit(PAGE, PAGE, Map.of("who", "nobody")).statusCode())
                    .isEqualTo(302);
        }

        HttpResponse<String> refused = browser.submit(PAGE, PAGE, Map.of("who", name));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("Too many requests");
        assertThat(location().apply(ask(name))).isEqualTo("/password/forgotten?sent");
        assertThat(MAIL.next().to()).isEqualTo(address(name));
    }

    @Test
    void saysToWhoHasNoPasswordThatThereIsNone() {
        directory.admit(new ExternalUser(name + "sso", null, null, null, address(name + "sso"), null), clock.instant());
        ask(name + "sso");

        Caught mail = MAIL.next();
        assertThat(mail.to()).isEqualTo(address(name + "sso"));
        assertThat(mail.text()).contains("It has none").doesNotContain("token=");
    }

    @Test
    void writesInTheLanguageOfWhoeverAsks() {
        stranger().with("Accept-Language", "de-AT,de;q=0.9").submit(PAGE, PAGE, Map.of("who", name));

        Caught mail = MAIL.next();
        assertThat(mail.subject()).isEqualTo("Coterie: neues Passwort setzen");
        assertThat(mail.text()).contains("Guten Tag " + name).contains("gilt eine Stunde");
    }

    @Test
    void refusesNonsense() {
        assertThat(ask("").body()).contains("This cannot be empty.");
        assertThat(ask("x".repeat(300)).body()).contains("At most 254 characters.");
        assertThat(stranger().get("/password/new").statusCode()).isEqualTo(410);
        assertThat(stranger().get("/password/new?token=%00").statusCode()).isEqualTo(410);
        assertThat(stranger().post("/password/new", Map.of("token", "x")).statusCode())
                .isEqualTo(403);
        assertThat(stranger().post(PAGE, Map.of("who", name)).statusCode()).isEqualTo(403);
    }

    @Test
    void anAdministratorMakesALinkThatIsShownOnce() {
        String page = "/admin/users/" + id(name) + "/link";
        assertThat(root.get(page).body()).contains("Make a link").doesNotContain("token=");
        String link = madeLink(root, page);
        assertThat(lastEntry()).isEqualTo("root LINK_MADE USER " + name);
        assertThat(root.get(page).body()).doesNotContain("token=");
        clock.move(Duration.ofHours(23));

        assertThat(location().apply(set(link, NEW))).isEqualTo("/login?renewed");
        assertThat(canLogIn(name, NEW)).isTrue();
        assertWorthless(link);
        assertNoMail();
    }

    @Test
    void nobodyMakesALinkForWhoeverMayDoMore() {
        String staff = name + "staff";
        add(staff, Map.of("staff", "true", "permissions", "USERS_CHANGE"));
        Browser helper = loggedIn(staff, OLD);

        assertThat(helper.submit("/account", "/admin/users/" + id("root") + "/link", Map.of())
                        .body())
                .doesNotContain("token=");
        // Whoever rises later is not opened by a link from before.
        String link = madeLink(helper, "/admin/users/" + id(name) + "/link");
        root.submit(
                "/admin/users",
                "/admin/users/" + id(name),
                Map.of("active", "true", "staff", "true", "superuser", "true"));
        assertWorthless(link);
    }

    @Test
    void aLinkEndsWithTheRightsOfWhoeverMadeIt() {
        String staff = name + "staff";
        add(staff, Map.of("staff", "true", "permissions", "USERS_CHANGE"));
        String link = madeLink(loggedIn(staff, OLD), "/admin/users/" + id(name) + "/link");
        root.submit("/admin/users", "/admin/users/" + id(staff) + "/deactivate", Map.of());

        assertWorthless(link);
    }

    private HttpResponse<String> ask(String who) {
        return stranger().submit(PAGE, PAGE, Map.of("who", who));
    }

    private String mailedLink() {
        ask(name);
        return MAIL.next().path(URL);
    }

    private HttpResponse<String> set(String link, String password) {
        return stranger()
                .submit(
                        link,
                        "/password/new",
                        Map.of("token", token(link), "password", password, "repeated", password));
    }

    private void assertWorthless(String link) {
        assertThat(stranger().get(link).statusCode()).isEqualTo(410);
        HttpResponse<String> answer = stranger()
                .submit(
                        PAGE,
                        "/password/new",
                        Map.of("token", token(link), "password", "some other 77", "repeated", "some other 77"));
        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(canLogIn(name, "some other 77")).isFalse();
    }

    /** Letters go out one after the other: if this one is the next, there was no other. */
    private void assertNoMail() {
        String last = "last" + ++lasts;
        directory.admit(new ExternalUser(last, null, null, null, address(last), null), clock.instant());
        ask(last);
        assertThat(MAIL.next().to()).isEqualTo(address(last));
    }

    private static String madeLink(Browser browser, String page) {
        return PageLink.in(browser.submit(page, page, Map.of()).body());
    }

    private static String token(String link) {
        return link.substring(link.indexOf('=') + 1);
    }
}

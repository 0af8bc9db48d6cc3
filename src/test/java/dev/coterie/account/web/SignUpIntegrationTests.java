package dev.coterie.account.web;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.coterie.account.Account;
import dev.coterie.account.AccountDirectory;
import dev.coterie.account.MovableClock;
import dev.coterie.account.mail.MailCatcher.Caught;

import static org.assertj.core.api.Assertions.assertThat;

class SignUpIntegrationTests extends MailServerTest {

    private static final String INVITATIONS = "/admin/invitations";

    SignUpIntegrationTests(
            @LocalServerPort int port, MovableClock clock, AccountDirectory directory, JdbcTemplate jdbc) {
        super(port, clock, directory, jdbc);
    }

    @Test
    void makesAnAccountForWhoeverReadsTheMail() {
        String link = mailedLink("new-" + address(name));
        HttpResponse<String> page = stranger().get(link);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");

        // What the form does not have is not bound: the address is known, and nobody makes himself anything.
        HttpResponse<String> joined = join(
                link,
                Map.of(
                        "username", "new-" + name,
                        "firstName", "Ada",
                        "email", "other@example.org",
                        "staff", "true",
                        "superuser", "true",
                        "permissions", "USERS_ADD"));
        assertThat(location().apply(joined)).isEqualTo("/login?joined");

        Account account = directory.find("new-" + name).orElseThrow();
        assertThat(account.email()).isEqualTo("new-" + address(name));
        assertThat(account.firstName()).isEqualTo("Ada");
        assertThat(account.staff() || account.superuser()).isFalse();
        assertThat(canLogIn("new-" + name, NEW)).isTrue();
        assertThat(lastEntry()).isEqualTo("new-" + name + " SIGNED_UP USER new-" + name);
        assertThat(stranger().get(link).statusCode()).isEqualTo(410);
    }

    @Test
    void answersTheSameToWhoeverHasAnAccount() {
        HttpResponse<String> unknown = ask("new-" + address(name));
        assertThat(MAIL.next().to()).isEqualTo("new-" + address(name));
        HttpResponse<String> known = ask(address(name));

        assertThat(known.statusCode()).isEqualTo(unknown.statusCode());
        assertThat(known.body()).isEqualTo(unknown.body());
        assertThat(location().apply(known)).isEqualTo(location().apply(unknown));
        Caught mail = MAIL.next();
        assertThat(mail.to()).isEqualTo(address(name));
        assertThat(mail.text())
                .contains("There is one already, called " + name)
                .contains(URL + "/password/forgotten")
                .doesNotContain("token=");
    }

    @Test
    void saysThatANameIsTakenToWhoeverHasALinkButNotForEver() {
        String link = mailedLink("new-" + address(name));
        for (int i = 0; i < 20; i++) {
            HttpResponse<String> taken = join(link, Map.of("username", i % 2 == 0 ? name : "ROOT"));
            assertThat(taken.statusCode()).isEqualTo(200);
            assertThat(taken.body()).contains("There is an account of this name already");
        }
        assertThat(join(link, Map.of("username", "root")).body())
                .contains("Too many usernames were tried")
                .doesNotContain("of this name already");
        clock.move(Duration.ofMinutes(61));

        assertThat(location().apply(join(link, Map.of("username", "new-" + name))))
                .isEqualTo("/login?joined");
    }

    @Test
    void givesNobodyTheNameOfADeletedAccount() {
        root.submit("/admin/users", "/admin/users/" + id(name) + "/delete", Map.of());

        assertThat(join(mailedLink("new-" + address(name)), Map.of("username", name))
                        .body())
                .contains("There is an account of this name already");
    }

    @Test
    void namesThatLookTheSameAreTheSame() {
        assertThat(join(mailedLink("new-" + address(name)), Map.of("username", name.replace('m', '\uff4d')))
                        .body())
                .contains("There is an account of this name already");
    }

    @Test
    void wantsAGoodPassword() {
        String link = mailedLink("new-" + address(name));

        assertThat(join(link, Map.of("username", "new-" + name, "password", "password", "repeated", "password"))
                        .body())
                .contains("on every list");
        assertThat(join(link, Map.of("username", "new-" + name, "repeated", "other"))
                        .body())
                .contains("not the same");
        assertThat(join(link, Map.of("username", "a b")).body()).contains("A username has 1 to 150");
        assertThat(directory.find("new-" + name)).isEmpty();
    }

    @Test
    void endsAfterADay() {
        String link = mailedLink("new-" + address(name));
        clock.move(Duration.ofHours(25));

        assertThat(stranger().get(link).statusCode()).isEqualTo(410);
        assertThat(join(link, Map.of("username", "new-" + name)).statusCode()).isIn(403, 410);
        assertThat(directory.find("new-" + name)).isEmpty();
    }

    @Test
    void writesNothingIntoTheHeaders() {
        assertThat(ask("a@example.org\r\nBcc: b@example.org").body()).contains("does not look like");
    }

    @Test
    void takesNoMoreThanSomeRequestsAnHourFromOneAddress() {
        Browser browser = stranger().with("X-Forwarded-For", "203.0.113.78");
        // One address: three mails, however often.
        for (int i = 0; i < 20; i++) {
            assertThat(browser.submit("/sign-up", "/sign-up", Map.of("email", "many-" + address(name)))
                            .statusCode())
                    .isEqualTo(302);
        }
        assertThat(browser.submit("/sign-up", "/sign-up", Map.of("email", address(name)))
                        .statusCode())
                .isEqualTo(429);
        for (int i = 0; i < 3; i++) {
            assertThat(MAIL.next().to()).isEqualTo("many-" + address(name));
        }
        assertThat(mailedLink("last-" + address(name))).isNotEmpty();
    }

    @Test
    void keepsHashesOfLinksOnly() {
        mailedLink("new-" + address(name));
        invite(root, Map.of());

        for (String table : new String[] {"account_sign_up", "account_invitation"}) {
            assertThat(jdbc.queryForList("select token_hash from " + table, String.class))
                    .isNotEmpty()
                    .allSatisfy(hash -> assertThat(hash).matches("[0-9a-f]{64}"));
        }
    }

    @Test
    void anInvitationMakesAsManyAccountsAsItSays() {
        long group = group("", name + " group");
        String link = invite(root, Map.of("uses", "2", "groups", Long.toString(group)));
        assertThat(lastEntry()).startsWith("root ADDED INVITATION ");
        assertThat(root.get(INVITATIONS).body()).contains("0 of 2").doesNotContain("token=");

        assertThat(location().apply(join(link, Map.of("username", name + "a", "email", "a@example.org"))))
                .isEqualTo("/login?joined");
        assertThat(directory.find(name + "a").orElseThrow().email()).isEqualTo("a@example.org");
        assertThat(directory.groupsOf(name + "a")).containsExactly(name + " group");
        assertThat(location().apply(join(link, Map.of("username", name + "b")))).isEqualTo("/login?joined");
        assertThat(join(link, Map.of("username", name + "c")).statusCode()).isIn(403, 410);
        assertThat(directory.find(name + "c")).isEmpty();
        assertThat(root.get(INVITATIONS).body()).contains("used up");
    }

    @Test
    void anInvitationEnds() {
        String link = invite(root, Map.of("lifetime", "DAY"));
        clock.move(Duration.ofHours(25));

        assertThat(stranger().get(link).statusCode()).isEqualTo(410);
    }

    @Test
    void anInvitationIsRevoked() {
        String link = invite(root, Map.of());
        long id = jdbc.queryForList("select max(id) from account_invitation", Long.class)
                .get(0);
        root.submit(INVITATIONS, INVITATIONS + "/" + id + "/revoke", Map.of());

        assertThat(stranger().get(link).statusCode()).isEqualTo(410);
        assertThat(lastEntry()).startsWith("root DELETED INVITATION ");
    }

    @Test
    void anInvitationForAnAddressIsMailedThere() {
        invite(root, Map.of("email", "guest-" + address(name)));

        Caught mail = MAIL.next();
        assertThat(mail.to()).isEqualTo("guest-" + address(name));
        assertThat(mail.text()).contains("root invites you").contains("It works for 7 days.");
        assertThat(stranger().get(mail.path(URL)).body()).contains("guest-" + address(name));
    }

    @Test
    void nobodyInvitesIntoAGroupThatMayDoMore() {
        String staff = name + "staff";
        add(staff, Map.of("staff", "true", "permissions", "USERS_ADD"));
        long mighty = group("GROUPS_CHANGE", name + " mighty");
        long plain = group("", name + " plain");
        Browser inviter = loggedIn(staff, OLD);

        assertThat(inviter.get(INVITATIONS).body()).contains(name + " plain").doesNotContain(name + " mighty");
        HttpResponse<String> refused =
                inviter.submit(INVITATIONS, INVITATIONS, form(Map.of("groups", Long.toString(mighty))));
        assertThat(refused.body()).contains("You can only give rights").doesNotContain("token=");

        // A group that gets more rights than the inviter has takes nobody in by an invitation from before.
        String link = invite(inviter, Map.of("groups", Long.toString(plain)));
        assertThat(stranger().get(link).statusCode()).isEqualTo(200);
        root.submit(
                "/admin/groups",
                "/admin/groups/" + plain,
                Map.of("name", name + " plain", "permissions", "GROUPS_CHANGE"));
        assertThat(stranger().get(link).statusCode()).isEqualTo(410);
    }

    @Test
    void anInvitationEndsWithTheRightsOfWhoeverMadeIt() {
        String staff = name + "staff";
        add(staff, Map.of("staff", "true", "permissions", "USERS_ADD"));
        String link = invite(loggedIn(staff, OLD), Map.of());
        root.submit("/admin/users", "/admin/users/" + id(staff) + "/deactivate", Map.of());

        assertThat(stranger().get(link).statusCode()).isEqualTo(410);
    }

    @Test
    void refusesInvitationsThatAreNone() {
        for (Map<String, String> fields : List.<Map<String, String>>of(
                Map.of("uses", "0"),
                Map.of("uses", "1001"),
                Map.of("uses", "x"),
                Map.of("lifetime", "YEAR"),
                Map.of("email", "nobody"))) {
            HttpResponse<String> refused = root.submit(INVITATIONS, INVITATIONS, form(fields));
            assertThat(refused.statusCode()).isEqualTo(200);
            assertThat(refused.body()).contains("field__error").doesNotContain("token=");
        }
    }

    private HttpResponse<String> ask(String email) {
        return stranger().submit("/sign-up", "/sign-up", Map.of("email", email));
    }

    private String mailedLink(String email) {
        assertThat(location().apply(ask(email))).isEqualTo("/sign-up?sent");
        Caught mail = MAIL.next();
        assertThat(mail.to()).isEqualTo(email);
        return mail.path(URL);
    }

    private HttpResponse<String> join(String link, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>();
        all.put("token", link.substring(link.indexOf('=') + 1));
        all.put("password", NEW);
        all.put("repeated", NEW);
        all.putAll(fields);
        return stranger().submit(link, "/sign-up/new", all);
    }

    private static String invite(Browser inviter, Map<String, String> fields) {
        return PageLink.in(
                inviter.submit(INVITATIONS, INVITATIONS, form(fields)).body());
    }

    private static Map<String, String> form(Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(Map.of("email", "", "uses", "1", "lifetime", "WEEK"));
        all.putAll(fields);
        return all;
    }

    private long group(String permissions, String groupName) {
        String added = location()
                .apply(root.submit(
                        "/admin/groups/add",
                        "/admin/groups/add",
                        permissions.isEmpty()
                                ? Map.of("name", groupName)
                                : Map.of("name", groupName, "permissions", permissions)));
        return Long.parseLong(added.substring(added.lastIndexOf('/') + 1));
    }
}

package dev.coterie.account.web.oidc;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.nimbusds.jwt.JWTClaimsSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import dev.coterie.account.Account;
import dev.coterie.account.AccountDirectory;
import dev.coterie.account.web.Browser;

import static dev.coterie.account.web.oidc.ProviderVisit.START;
import static dev.coterie.account.web.oidc.ProviderVisit.location;
import static dev.coterie.account.web.oidc.ProviderVisit.signIn;
import static dev.coterie.account.web.oidc.ProviderVisit.wayBack;
import static org.assertj.core.api.Assertions.assertThat;

/** A server beside a provider, both over real HTTP. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:oidc;DB_CLOSE_DELAY=-1",
            "coterie.data-dir=target/test-data",
            "coterie.jwt.key-file=target/test-data/jwt-key",
            "coterie.admin.username=root",
            "coterie.admin.password=blue horse 17",
            "coterie.oidc.client-id=coterie",
            "coterie.oidc.client-secret=" + TestProvider.SECRET,
            "coterie.oidc.name=The Guild",
            "coterie.oidc.groups=/writers=Writers",
            "coterie.oidc.match-groups=true",
            "coterie.oidc.staff-group=keepers",
            "coterie.oidc.superuser-group=/masters",
            "coterie.oidc.link-by-email=true",
            "coterie.oidc.logout=true"
        })
class OidcLoginIntegrationTests {

    private static final String PASSWORD = "violet teapot 9";
    private static final TestProvider PROVIDER = new TestProvider();
    private static int serial;

    private final int port;
    private final AccountDirectory directory;
    private Browser browser;
    private String name;

    OidcLoginIntegrationTests(@LocalServerPort int port, @Autowired AccountDirectory directory) {
        this.port = port;
        this.directory = directory;
    }

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry properties) {
        properties.add("coterie.oidc.issuer", PROVIDER::issuer);
    }

    @AfterAll
    static void stop() {
        PROVIDER.stop();
    }

    @BeforeEach
    void somebody() {
        name = "ada" + ++serial;
        PROVIDER.knows(claims(name, Map.of()));
        browser = new Browser(port);
    }

    @Test
    void offersTheWayAsALinkBesideTheForm() {
        String page = browser.get("/login?next=/d/a").body();

        assertThat(page).contains("Sign in with The Guild").contains("href=\"/oauth2/authorization/oidc?next=/d/a\"");
        assertThat(page).contains("name=\"password\"");
        assertThat(browser.get("/login?oidc=unknown").body()).contains("The Guild knows you, but you have no account");
        assertThat(browser.get("/login?oidc=%3Cscript%3E").body()).doesNotContain("script&gt;");
    }

    @Test
    void makesAnAccountAndLogsIn() {
        PROVIDER.knows(
                claims(name, Map.of("given_name", "Ada", "family_name", "King", "email", name + "@example.org")));
        browser.get("/login");
        String before = browser.session();

        assertThat(location(signIn(browser))).isEqualTo("/");

        assertThat(browser.session()).isNotEqualTo(before);
        assertThat(browser.get("/account").body()).contains("Ada King").contains("Connected with The Guild as " + name);
        assertThat(account(name))
                .extracting(Account::firstName, Account::lastName, Account::email, Account::staff)
                .containsExactly("Ada", "King", name + "@example.org", false);
        assertThat(browser.get("/api/token").statusCode()).isEqualTo(200);
        String history = root().get("/admin/users/" + account(name).id()).body();
        assertThat(history).contains("signed up").doesNotContain(">never<");
    }

    @Test
    void asksWithStateNonceAndProofKey() {
        Map<String, String> asked =
                TestProvider.fields(location(browser.get(START)).split("\\?", 2)[1]);

        assertThat(asked).containsEntry("response_type", "code").containsEntry("code_challenge_method", "S256");
        assertThat(asked).containsEntry("redirect_uri", "http://localhost:" + port + "/login/oauth2/code/oidc");
        assertThat(asked.getOrDefault("scope", "").split(" ")).containsExactlyInAnyOrder("openid", "profile", "email");
        assertThat(List.of(
                        asked.getOrDefault("state", ""),
                        asked.getOrDefault("nonce", ""),
                        asked.getOrDefault("code_challenge", "")))
                .allSatisfy(value -> assertThat(value).hasSizeGreaterThan(40));
    }

    @Test
    void goesWhereOneWasGoing() {
        assertThat(location(browser.get("/account?a=b"))).isEqualTo("/login");
        assertThat(location(signIn(browser))).isEqualTo("/account?a=b");
        assertThat(location(signIn(new Browser(port), "?next=/d/notes?a=b"))).isEqualTo("/d/notes?a=b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "//evil.example/", "/%5Cevil.example", "/%09/evil.example"})
    void goesToNoOtherSite(String next) {
        assertThat(location(signIn(browser, "?next=" + next))).isEqualTo("/");
    }

    @ParameterizedTest
    @MethodSource("lies")
    void refusesTokensThatAreNotOursOfNow(Function<JWTClaimsSet.Builder, JWTClaimsSet.Builder> lie) {
        PROVIDER.twists(lie::apply);

        assertRefused("failed");
    }

    static Stream<UnaryOperator<JWTClaimsSet.Builder>> lies() {
        return Stream.of(
                claims -> claims.claim("nonce", "another"),
                claims -> claims.claim("nonce", null),
                claims -> claims.issuer("https://evil.example"),
                claims -> claims.issuer(null),
                claims -> claims.audience("another"),
                claims -> claims.audience(List.of("coterie", "another")),
                claims -> claims.claim("azp", "another"),
                claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(120))),
                claims -> claims.expirationTime(null),
                claims -> claims.issueTime(Date.from(Instant.now().plusSeconds(600))),
                claims -> claims.subject(null));
    }

    @ParameterizedTest
    @EnumSource(names = "RIGHT", mode = EnumSource.Mode.EXCLUDE)
    void refusesTokensThatTheProviderDidNotSign(TestProvider.Signature signature) {
        PROVIDER.signs(signature);

        assertRefused("failed");
    }

    @Test
    void refusesUserInformationOfSomebodyElse() {
        PROVIDER.alsoSays(Map.of("sub", "somebody else", "groups", List.of("/masters")));

        assertRefused("failed");
    }

    @Test
    void tellsWhoDidNotWantTo() {
        PROVIDER.refuses("access_denied");

        assertRefused("denied");
        assertThat(browser.get("/login?oidc=denied").body()).contains("You did not sign in at The Guild.");
    }

    @Test
    void takesAnAnswerOnceAndOnlyFromWhoAsked() {
        String back = wayBack(location(browser.get(START)));

        assertThat(location(new Browser(port).get(back))).isEqualTo("/login?oidc=failed");
        assertThat(location(browser.get(back.replace("state=", "state=x")))).isEqualTo("/login?oidc=failed");
        assertThat(location(browser.get(back))).isEqualTo("/");
        assertThat(location(browser.get(back))).isEqualTo("/login?oidc=failed");
        assertThat(location(browser.get("/login/oauth2/code/oidc"))).isEqualTo("/login?oidc=failed");
        assertThat(location(browser.get("/oauth2/authorization/another"))).startsWith("/login");
    }

    @Test
    void givesNobodyAnAccountForItsName() {
        PROVIDER.knows(claims("root", Map.of("sub", name, "email", "root@example.org")));
        signIn(browser);

        Account made = account("root-2");
        assertThat(made.superuser() || made.staff()).isFalse();
        assertThat(browser.get("/admin").statusCode()).isEqualTo(403);

        PROVIDER.knows(claims("ROOT", Map.of("sub", name + "b")));
        signIn(new Browser(port));
        assertThat(directory.find("ROOT")).isEmpty();
    }

    @Test
    void makesUsernamesOfWhateverTheProviderSays() {
        PROVIDER.knows(claims("  Ada <b>\t" + name, Map.of()));
        signIn(browser);

        assertThat(directory.find("Ada-b-" + name)).isPresent();
    }

    @Test
    void handsAnAccountOverByItsVerifiedAddressAndEndsWhatItsOwnerHad() {
        Browser owner = local(name, name + "@example.org", false);
        PROVIDER.knows(
                claims("x" + name, Map.of("email", name.toUpperCase() + "@EXAMPLE.org", "email_verified", true)));

        signIn(browser);

        assertThat(browser.get("/account").body()).contains("Signed in as " + name);
        assertThat(location(owner.get("/account"))).isEqualTo("/login");
        assertThat(location(new Browser(port).logIn(name, PASSWORD))).isEqualTo("/login?error");
    }

    @Test
    void handsOverNoAccountOfStaffNorByAnAddressThatAnybodyMayClaim() {
        local(name, name + "@example.org", true);
        PROVIDER.knows(claims("x" + name, Map.of("email", name + "@example.org", "email_verified", true)));
        signIn(browser);
        assertThat(directory.find("x" + name)).isPresent();

        local("y" + name, "y" + name + "@example.org", false);
        PROVIDER.knows(claims("z" + name, Map.of("email", "y" + name + "@example.org")));
        signIn(new Browser(port));
        assertThat(directory.find("z" + name)).isPresent();
    }

    @Test
    void knowsAPersonByTheirIdAndTakesNewNamesOver() {
        signIn(browser);
        browser.submit(
                "/account", "/account/profile", Map.of("displayName", "The Countess", "email", "old@example.org"));
        PROVIDER.knows(claims("other" + name, Map.of("sub", "id of " + name, "given_name", "Ada", "name", "Ada!")));
        PROVIDER.alsoSays(Map.of("email", name + "@example.org", "email_verified", true));

        signIn(new Browser(port));

        assertThat(directory.find("other" + name)).isEmpty();
        assertThat(account(name))
                .extracting(Account::firstName, Account::displayName, Account::email)
                .containsExactly("Ada", "The Countess", name + "@example.org");
    }

    @Test
    void givesAndTakesGroupsButNotThoseThatWereGivenByHand() {
        Browser root = root();
        List.of("Writers", "Readers", "By hand")
                .forEach(group -> root.submit("/admin/groups/add", "/admin/groups/add", Map.of("name", group)));
        PROVIDER.knows(claims(name, Map.of("groups", List.of("/writers", "Readers", "No such group"))));
        signIn(browser);
        assertThat(directory.groupsOf(name)).containsExactly("Readers", "Writers");

        String groups = root.get("/admin/groups").body();
        String byHand = groups.replaceAll("(?s).*/admin/groups/(\\d+)\"[^>]*>By hand<.*", "$1");
        root.submit("/admin/groups/" + byHand, "/admin/groups/" + byHand + "/members", Map.of("username", name));
        PROVIDER.knows(claims(name, Map.of("groups", "/writers")));
        signIn(browser);
        assertThat(directory.groupsOf(name)).containsExactly("By hand", "Writers");

        PROVIDER.knows(claims(name, Map.of()));
        signIn(browser);
        assertThat(directory.groupsOf(name)).containsExactly("By hand");
    }

    @Test
    void givesAndTakesRights() {
        PROVIDER.knows(claims(name, Map.of("groups", List.of("/masters"))));
        signIn(browser);
        assertThat(account(name).superuser()).isTrue();
        assertThat(browser.get("/admin").statusCode()).isEqualTo(200);

        PROVIDER.knows(claims(name, Map.of("groups", List.of("keepers"))));
        signIn(browser);
        assertThat(account(name).superuser()).isFalse();
        assertThat(account(name).staff()).isTrue();

        PROVIDER.knows(claims(name, Map.of("groups", List.of("masters", "Keepers"))));
        signIn(browser);
        assertThat(account(name).staff()).isFalse();
    }

    @Test
    void keepsOutWhoWasDeactivated() {
        signIn(browser);
        root().submit("/account", "/admin/users/" + account(name).id() + "/deactivate", Map.of());
        assertThat(location(browser.get("/account"))).isEqualTo("/login");
        assertRefused("inactive");

        String other = "other" + name;
        local(other, other + "@example.org", false);
        root().submit("/account", "/admin/users/" + account(other).id() + "/deactivate", Map.of());
        PROVIDER.knows(claims("new" + name, Map.of("email", other + "@example.org", "email_verified", true)));
        assertRefused("inactive");
    }

    @Test
    void connectsAnAccountForWhoKnowsItsPassword() {
        Browser owner = local(name, "", false);
        PROVIDER.knows(claims("elsewhere", Map.of("sub", name)));

        assertThat(location(signIn(owner, "?connect"))).isEqualTo("/account/identity");
        assertThat(owner.get("/account/identity").body()).contains("At The Guild you are elsewhere");
        assertThat(owner.get("/account").body()).contains("Connect with The Guild");
        assertThat(owner.post("/account/identity", Map.of("currentPassword", PASSWORD))
                        .statusCode())
                .isEqualTo(403);
        assertThat(owner.submit("/account/identity", "/account/identity", Map.of("currentPassword", "wrong"))
                        .body())
                .contains("This is not your current password.");
        assertThat(location(
                        owner.submit("/account/identity", "/account/identity", Map.of("currentPassword", PASSWORD))))
                .isEqualTo("/account#identity");
        assertThat(owner.get("/account").body()).contains("From now on you can sign in with The Guild.");

        signIn(browser);
        assertThat(browser.get("/account").body()).contains("Signed in as " + name);
        assertThat(directory.find("elsewhere")).isEmpty();

        assertThat(location(owner.submit("/account", "/account/identity/disconnect", Map.of())))
                .isEqualTo("/account#identity");
        signIn(new Browser(port));
        assertThat(directory.find("elsewhere")).isPresent();
    }

    @Test
    void connectsNobodyWhoHasAnAccountAndAsksBeforeItDoes() {
        signIn(browser);
        Browser owner = local("other" + name, "", false);
        signIn(owner, "?connect");

        assertThat(owner.submit("/account/identity", "/account/identity", Map.of("currentPassword", PASSWORD))
                        .body())
                .contains("connected with another account here already");
        assertThat(location(owner.submit("/account/identity", "/account/identity/cancel", Map.of())))
                .isEqualTo("/account#identity");
        assertThat(location(owner.get("/account/identity"))).isEqualTo("/account#identity");
        assertThat(location(new Browser(port).get("/account/identity"))).isEqualTo("/login");
    }

    @Test
    void leavesNobodyWithoutAWayIn() {
        signIn(browser);
        browser.submit("/account", "/account/identity/disconnect", Map.of());

        assertThat(browser.get("/account").body()).contains("the only way into");
        assertThat(location(signIn(new Browser(port)))).isEqualTo("/");
        assertThat(directory.find(name + "-2")).isEmpty();
    }

    @Test
    void administratorsConnectAndDisconnect() {
        Browser owner = local(name, "", false);
        String page = "/admin/users/" + account(name).id() + "/identity";
        assertThat(owner.get(page).statusCode()).isEqualTo(403);
        Browser root = root();
        assertThat(root.submit(page, page, Map.of("subject", " ")).body()).contains("cannot be connected");
        root.submit(page, page, Map.of("subject", "id of " + name));
        assertThat(root.get(page).body()).contains("id of " + name);

        signIn(browser);
        assertThat(browser.get("/account").body()).contains("Signed in as " + name);
        assertThat(directory.find(name + "-2")).isEmpty();

        root.submit(page, page + "/disconnect", Map.of());
        assertThat(location(browser.get("/account"))).isEqualTo("/login");
        signIn(new Browser(port));
        assertThat(directory.find(name + "-2")).isPresent();
    }

    @Test
    void signsOutAtTheProviderWhoSignedInThere() {
        signIn(browser);
        HttpResponse<String> out = browser.submit("/account", "/logout", Map.of());

        assertThat(out.statusCode()).isEqualTo(200);
        assertThat(out.body())
                .contains("http-equiv=\"refresh\" content=\"0; url=" + PROVIDER.issuer() + "/end?id_token_hint=ey")
                .contains("post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A" + port + "%2Flogin%3Flogout");
        assertThat(location(browser.get("/account"))).isEqualTo("/login");

        Browser owner = local("local" + name, "", false);
        assertThat(location(owner.submit("/account", "/logout", Map.of()))).isEqualTo("/login?logout");
        assertThat(location(owner.get("/login/oauth2/signing-out"))).startsWith("/login");
    }

    @Test
    void asksTheProviderOnceMoreBeforeWhatIsDangerous() {
        PROVIDER.knows(claims(
                name, Map.of("auth_time", Instant.now().minusSeconds(3600).getEpochSecond())));
        signIn(browser);
        String page = browser.get("/account/confirm?next=/account").body();
        assertThat(page).contains("href=\"/oauth2/authorization/oidc?again=1&amp;next=/account\"");
        assertThat(browser.submit("/account", "/account/confirm", Map.of()).statusCode())
                .isEqualTo(403);

        String asking = location(browser.get(START + "?again=1"));
        assertThat(asking).contains("prompt=login").contains("max_age=0");
        PROVIDER.knows(claims(name, Map.of()));
        assertThat(location(browser.get(wayBack(asking)))).isEqualTo("/login?oidc=failed");
        assertThat(browser.get("/login?oidc=failed").body()).contains("did not work");

        PROVIDER.knows(claims(name, Map.of("auth_time", Instant.now().getEpochSecond())));
        assertThat(location(signIn(browser, "?again=1&next=/account"))).isEqualTo("/account");
        assertThat(location(browser.submit("/account", "/account/confirm", Map.of())))
                .isEqualTo("/account");
    }

    @Test
    void endsEverywhere() {
        signIn(browser);
        Browser elsewhere = new Browser(port);
        signIn(elsewhere);

        browser.submit("/account", "/account/logout-everywhere", Map.of());

        assertThat(location(elsewhere.get("/account"))).isEqualTo("/login");
        assertThat(location(signIn(elsewhere))).isEqualTo("/account");
    }

    private void assertRefused(String problem) {
        Browser refused = new Browser(port);
        assertThat(location(signIn(refused))).isEqualTo("/login?oidc=" + problem);
        assertThat(location(refused.get("/account"))).isEqualTo("/login");
    }

    /** Somebody with a password, logged in. */
    private Browser local(String username, String email, boolean staff) {
        root().submit(
                        "/admin/users/add",
                        "/admin/users/add",
                        Map.of(
                                "username",
                                username,
                                "password",
                                PASSWORD,
                                "repeated",
                                PASSWORD,
                                "email",
                                email,
                                staff ? "staff" : "_staff",
                                "true"));
        Browser local = new Browser(port);
        assertThat(location(local.logIn(username, PASSWORD))).isEqualTo("/");
        return local;
    }

    private Browser root() {
        Browser root = new Browser(port);
        root.logIn("root", "blue horse 17");
        return root;
    }

    private Account account(String username) {
        return directory.find(username).orElseThrow();
    }

    private static Map<String, Object> claims(String username, Map<String, Object> more) {
        Map<String, Object> claims = new HashMap<>(Map.of("sub", "id of " + username, "preferred_username", username));
        claims.putAll(more);
        return claims;
    }
}

package dev.coterie.account.web.oidc;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import dev.coterie.account.Account;
import dev.coterie.account.AccountDirectory;
import dev.coterie.account.AccountPrincipal;
import dev.coterie.account.IdentityAdministration;
import dev.coterie.account.Permission;
import dev.coterie.account.web.Browser;

import static dev.coterie.account.web.oidc.ProviderVisit.location;
import static dev.coterie.account.web.oidc.ProviderVisit.signIn;
import static org.assertj.core.api.Assertions.assertThat;

/** A server that takes no passwords, started while the provider is away; nobody gets in whom it does not know. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:oidc-only;DB_CLOSE_DELAY=-1",
            "coterie.data-dir=target/test-data",
            "coterie.jwt.key-file=target/test-data/jwt-key",
            "coterie.admin.username=root",
            "coterie.admin.password=blue horse 17",
            "coterie.oidc.client-id=coterie",
            "coterie.oidc.client-secret=" + TestProvider.SECRET,
            "coterie.oidc.name=The Guild",
            "coterie.oidc.sign-up=false",
            "coterie.oidc.only=true"
        })
class OidcOnlyIntegrationTests {

    private static final TestProvider PROVIDER = away();

    private final int port;
    private final AccountDirectory directory;
    private final IdentityAdministration identities;

    OidcOnlyIntegrationTests(
            @LocalServerPort int port,
            @Autowired AccountDirectory directory,
            @Autowired IdentityAdministration identities) {
        this.port = port;
        this.directory = directory;
        this.identities = identities;
    }

    private static TestProvider away() {
        TestProvider provider = new TestProvider();
        provider.stop();
        return provider;
    }

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry properties) {
        properties.add("coterie.oidc.issuer", PROVIDER::issuer);
    }

    @BeforeAll
    void saysSoWhileTheProviderIsAwayAndGoesOnWhenItIsBack() {
        Browser browser = new Browser(port);
        assertThat(location(browser.get(ProviderVisit.START))).isEqualTo("/login?oidc=unavailable");
        assertThat(browser.get("/login?oidc=unavailable").body()).contains("The Guild cannot be reached");
        PROVIDER.start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> location(browser.get(ProviderVisit.START)).startsWith(PROVIDER.issuer()));
    }

    @AfterAll
    void stop() {
        PROVIDER.stop();
    }

    @Test
    void takesNoPasswords() {
        Browser browser = new Browser(port);
        String page = browser.get("/login").body();
        assertThat(page).contains("Sign in with The Guild").doesNotContain("type=\"password\"");

        HttpResponse<String> refused = browser.post("/login", Map.of("username", "root", "password", "blue horse 17"));
        assertThat(location(refused)).startsWith("/login?");
        assertThat(location(browser.get("/account"))).isEqualTo("/login");
        assertThat(browser.get("/login?error").body()).contains("Passwords open nothing here.");
        assertThat(directory.authenticate("root", "blue horse 17", "192.0.2.1")).isEmpty();
    }

    @Test
    void takesNoBasicAuthenticationNorAsksForIt() {
        String credentials = Base64.getEncoder().encodeToString("root:blue horse 17".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> response =
                new Browser(port).with("Authorization", "Basic " + credentials).get("/api/token");

        assertThat(response.statusCode()).isEqualTo(403);
        HttpResponse<String> nobody = new Browser(port).get("/api/token");
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @Test
    void letsInWhomAnAdministratorHasConnectedAndNobodyElse() {
        PROVIDER.knows(Map.of("sub", "stranger", "preferred_username", "root"));
        Browser browser = new Browser(port);
        assertThat(location(signIn(browser))).isEqualTo("/login?oidc=unknown");
        assertThat(location(browser.get("/account"))).isEqualTo("/login");

        connect("root", "keeper");
        PROVIDER.knows(Map.of("sub", "keeper", "preferred_username", "somebody"));
        assertThat(location(signIn(browser))).isEqualTo("/account");
        assertThat(browser.get("/admin").statusCode()).isEqualTo(200);
        assertThat(browser.get("/account").body())
                .contains("is the only way into this account")
                .doesNotContain("name=\"newPassword\"");
    }

    private void connect(String username, String subject) {
        Account account = directory.find(username).orElseThrow();
        AccountPrincipal principal = new AccountPrincipal(account, Instant.now(), Set.of(Permission.USERS_CHANGE));
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(principal, null, principal.getAuthorities()));
        try {
            identities.link(account, account.id(), subject);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }
}

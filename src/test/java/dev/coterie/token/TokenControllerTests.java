package dev.coterie.token;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import dev.coterie.account.Account;
import dev.coterie.account.AccountDirectory;

import static org.assertj.core.api.Assertions.assertThat;

class TokenControllerTests {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-04T03:02:01Z"), ZoneOffset.UTC);

    private final TokenVerifier verifier = new JjwtTokenVerifier(Keys.source(Keys.OURS), CLOCK);

    @Test
    void givesATokenToWhoeverIsLoggedIn() {
        MvcTestResult result = mvc(new EmbeddedDomainUrl(null, "convergence", "default"))
                .get()
                .uri("http://pad.example:8000/api/token")
                .principal(() -> "ada")
                .exchange();

        assertThat(result).hasStatusOk().hasHeader("Cache-Control", "no-store");
        assertThat(result).bodyJson().extractingPath("$").asMap().satisfies(body -> {
            assertThat(body)
                    .containsOnlyKeys("token", "expiresAt", "domainUrl", "username")
                    .containsEntry("expiresAt", "2026-05-05T03:02:01Z")
                    .containsEntry("domainUrl", "http://pad.example:8000/api/realtime/convergence/default")
                    .containsEntry("username", "ada");
            assertThat(verifier.verify(String.valueOf(body.get("token"))).username())
                    .isEqualTo("ada");
        });
    }

    @Test
    void leavesOutDefaultPorts() {
        assertThat(mvc(new EmbeddedDomainUrl(null, "convergence", "default"))
                        .get()
                        .uri("http://pad.example/api/token")
                        .principal(() -> "ada")
                        .exchange())
                .bodyJson()
                .extractingPath("$.domainUrl")
                .isEqualTo("http://pad.example/api/realtime/convergence/default");
    }

    @Test
    void givesThePublicAddressWhenOneIsSet() {
        URI publicUrl = URI.create("https://write.example/pad/");
        assertThat(mvc(new EmbeddedDomainUrl(publicUrl, "convergence", "default"))
                        .get()
                        .uri("http://10.0.0.7:8000/api/token")
                        .principal(() -> "ada")
                        .exchange())
                .bodyJson()
                .extractingPath("$.domainUrl")
                .isEqualTo("https://write.example/pad/api/realtime/convergence/default");
    }

    @Test
    void givesNothingWithoutALogin() {
        assertThat(mvc(new EmbeddedDomainUrl(null, "convergence", "default"))
                        .get()
                        .uri("/api/token")
                        .exchange())
                .hasStatus(401)
                .hasHeader("Cache-Control", "no-store")
                .body()
                .isEmpty();
    }

    @Test
    void givesNothingToAccountsThatAreClosedOrGone() {
        for (String name : List.of("closed", "unknown")) {
            assertThat(mvc(new EmbeddedDomainUrl(null, "convergence", "default"))
                            .get()
                            .uri("/api/token")
                            .principal(() -> name)
                            .exchange())
                    .hasStatus(401);
        }
    }

    private static MockMvcTester mvc(DomainUrl domainUrl) {
        return MockMvcTester.of(new TokenController(
                new TwoAccounts(), new JjwtTokenIssuer(Keys.source(Keys.OURS), Duration.ofDays(1), CLOCK), domainUrl));
    }

    /** "ada", and "closed" who is not active. */
    private static final class TwoAccounts implements AccountDirectory {

        @Override
        public Optional<Account> find(String username) {
            return List.of("ada", "closed").contains(username)
                    ? Optional.of(new Account(1, username, "", "", "", "", username.equals("ada"), false, false))
                    : Optional.empty();
        }

        @Override
        public Optional<Account> authenticate(String username, String password, String address) {
            return Optional.empty();
        }

        @Override
        public Optional<Account> admit(ExternalUser user, @Nullable Instant issuedAt) {
            return Optional.empty();
        }

        @Override
        public List<Account> search(
                String text, List<SearchField> fields, SearchField orderBy, boolean ascending, int offset, int limit) {
            return List.of();
        }

        @Override
        public List<String> groupsOf(String username) {
            return List.of();
        }

        @Override
        public Optional<List<String>> membersOf(String group) {
            return Optional.empty();
        }
    }
}

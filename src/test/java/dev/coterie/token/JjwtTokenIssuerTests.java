package dev.coterie.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import dev.coterie.account.Account;

import static org.assertj.core.api.Assertions.assertThat;

class JjwtTokenIssuerTests {

    private static final Instant NOW = Instant.parse("2026-05-04T03:02:01.987Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final TokenIssuer issuer = new JjwtTokenIssuer(Keys.source(Keys.OURS), Duration.ofDays(1), CLOCK);

    @Test
    void tellsWhoSomebodyIs() {
        IssuedToken issued =
                issuer.issue(new Account(7, "ada", "Ada", "Lovelace", "", "ada@example.org", true, false, false));

        assertThat(issued.expiresAt()).isEqualTo("2026-05-05T03:02:01Z");
        assertThat(part(issued, 0))
                .containsExactlyInAnyOrderEntriesOf(Map.of("alg", "RS256", "kid", "Django collab App"));
        assertThat(part(issued, 1))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "sub",
                        "ada",
                        "aud",
                        "Convergence",
                        "iat",
                        1777863721,
                        "exp",
                        1777950121,
                        "displayName",
                        "Ada Lovelace",
                        "firstName",
                        "Ada",
                        "lastName",
                        "Lovelace",
                        "email",
                        "ada@example.org"));
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        IssuedToken issued = issuer.issue(new Account(7, "ada", "", "", "", "", true, false, false));

        assertThat(part(issued, 1)).containsOnlyKeys("sub", "aud", "iat", "exp", "displayName");
        assertThat(part(issued, 1)).containsEntry("displayName", "ada");
    }

    @Test
    void signsSoThatTheJdkVerifiesIt() throws GeneralSecurityException {
        String token = issuer.issue(new Account(7, "ada", "", "", "", "", true, false, false))
                .token();
        int dot = token.lastIndexOf('.');
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(Keys.OURS.publicKey());
        signature.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));

        assertThat(signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1))))
                .isTrue();
    }

    @Test
    void isReadBackByTheVerifier() {
        IssuedToken issued =
                issuer.issue(new Account(7, "zoë <script>", "Zoë", "", "\uD83E\uDD89 Zoë", "", true, false, false));

        VerifiedToken verified = new JjwtTokenVerifier(Keys.source(Keys.OURS), CLOCK).verify(issued.token());

        assertThat(verified)
                .isEqualTo(new VerifiedToken(
                        "zoë <script>",
                        "\uD83E\uDD89 Zoë",
                        "Zoë",
                        null,
                        null,
                        null,
                        Instant.parse("2026-05-04T03:02:01Z"),
                        Instant.parse("2026-05-05T03:02:01Z")));
    }

    @Test
    void showsNoToken() {
        IssuedToken issued = issuer.issue(new Account(7, "ada", "", "", "", "", true, false, false));
        assertThat(issued.toString()).doesNotContain(issued.token());
    }

    private static Map<String, Object> part(IssuedToken issued, int index) {
        byte[] json = Base64.getUrlDecoder().decode(issued.token().split("\\.")[index]);
        return JsonMapper.shared().readValue(json, new TypeReference<>() {});
    }
}

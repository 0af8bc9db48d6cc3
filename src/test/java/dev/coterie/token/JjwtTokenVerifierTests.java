package dev.coterie.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The tokens here are put together by hand, so that every part of them can be wrong. */
class JjwtTokenVerifierTests {

    private static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");
    private static final long SECONDS = NOW.getEpochSecond();
    private static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"Django collab App\"}";
    private static final String GOOD = "{\"sub\":\"ada\",\"aud\":\"Convergence\",\"exp\":" + (SECONDS + 60) + "}";

    private final TokenVerifier verifier =
            new JjwtTokenVerifier(Keys.source(Keys.OURS), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void acceptsTheLeastThatATokenMustHave() {
        assertThat(verifier.verify(signed(HEADER, GOOD)))
                .isEqualTo(new VerifiedToken("ada", null, null, null, null, null, null, NOW.plusSeconds(60)));
    }

    @Test
    void takesOverEveryClaim() {
        String claims =
                claims("\"displayName\":\"A\",\"firstName\":\"B\",\"lastName\":\"C\",\"email\":\"d@example.org\","
                        + "\"groups\":[\"one\",\"two\"],\"iat\":" + SECONDS + ",\"iss\":\"anybody\",\"jti\":\"1\"");

        assertThat(verifier.verify(signed(HEADER, claims)))
                .isEqualTo(new VerifiedToken(
                        "ada", "A", "B", "C", "d@example.org", List.of("one", "two"), NOW, NOW.plusSeconds(60)));
    }

    @Test
    void acceptsAnAudienceAmongOthers() {
        String claims = "{\"sub\":\"ada\",\"aud\":[\"Other\",\"Convergence\"],\"exp\":" + (SECONDS + 60) + "}";
        assertThat(verifier.verify(signed(HEADER, claims)).username()).isEqualTo("ada");
    }

    @Test
    void ignoresClaimsOfAnotherType() {
        String claims = claims(
                "\"displayName\":1,\"firstName\":[\"B\"],\"lastName\":{},\"email\":null," + "\"groups\":\"one\"");
        assertThat(verifier.verify(signed(HEADER, claims)))
                .isEqualTo(new VerifiedToken("ada", null, null, null, null, null, null, NOW.plusSeconds(60)));

        assertThat(verifier.verify(signed(HEADER, claims("\"groups\":[\"one\",2]")))
                        .groups())
                .isNull();
    }

    @Test
    void tellsNoGroupsFromNoClaim() {
        assertThat(verifier.verify(signed(HEADER, claims("\"groups\":[]"))).groups())
                .isEmpty();
    }

    @Test
    void allowsClocksToDifferBy30Seconds() {
        assertThat(verifier.verify(signed(HEADER, times(SECONDS - 29, "nbf", SECONDS + 29)))
                        .username())
                .isEqualTo("ada");
        assertThat(verifier.verify(signed(HEADER, times(SECONDS + 60, "iat", SECONDS + 29)))
                        .username())
                .isEqualTo("ada");
    }

    @Test
    void refusesAnExpiredToken() {
        assertRefused(signed(HEADER, times(SECONDS - 31, "iat", SECONDS - 99)), "The token has expired");
    }

    @Test
    void refusesATokenOfTheFuture() {
        assertRefused(signed(HEADER, times(SECONDS + 600, "nbf", SECONDS + 31)), "The token is not valid yet");
        assertRefused(signed(HEADER, times(SECONDS + 600, "iat", SECONDS + 31)), "The token was issued in the future");
    }

    @Test
    void refusesATokenWithoutEnd() {
        assertRefused(signed(HEADER, "{\"sub\":\"ada\",\"aud\":\"Convergence\"}"), "The token has no end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"sub\":\"\",", "\"sub\":\" \",", "\"sub\":null,"})
    void refusesATokenOfNobody(String subject) {
        String claims = "{" + subject + "\"aud\":\"Convergence\",\"exp\":" + (SECONDS + 60) + "}";
        assertRefused(signed(HEADER, claims), "The token names no user");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"aud\":\"convergence\",",
                "\"aud\":[],",
                "\"aud\":[\"Other\"],",
                "\"aud\":null,",
                "\"aud\":\"\","
            })
    void refusesATokenForOthers(String audience) {
        String claims = "{\"sub\":\"ada\"," + audience + "\"exp\":" + (SECONDS + 60) + "}";
        assertRefused(signed(HEADER, claims), "The token is for another audience");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sub\":7,\"aud\":\"Convergence\",\"exp\":4000000000}",
                "{\"sub\":\"ada\",\"aud\":{},\"exp\":4000000000}",
                "{\"sub\":\"ada\",\"aud\":\"Convergence\",\"exp\":{}}",
                "{\"sub\":\"ada\",\"aud\":\"Convergence\",\"exp\":\"soon\"}",
                "[]",
                "null",
                "7",
                "plain text",
                "{\"sub\":",
                ""
            })
    void refusesClaimsThatMakeNoSense(String claims) {
        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(() -> verifier.verify(signed(HEADER, claims)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"alg\":\"none\"}", "{\"alg\":\"None\",\"kid\":\"Django collab App\"}", "{}"})
    void refusesAlgorithmNone(String header) {
        assertRejected(encoded(header) + "." + encoded(GOOD) + ".");
        assertRejected(encoded(header) + "." + encoded(GOOD));
        assertRejected(signed(header, GOOD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void refusesThePublicKeyAsAnHmacSecret(String algorithm) throws GeneralSecurityException {
        String header = HEADER.replace("RS256", algorithm);
        String text = Keys.publicPem(Keys.OURS);
        for (byte[] secret : List.of(
                text.getBytes(StandardCharsets.US_ASCII),
                text.strip().getBytes(StandardCharsets.US_ASCII),
                Keys.OURS.publicKey().getEncoded())) {
            Mac mac = Mac.getInstance(algorithm.replace("HS", "HmacSHA"));
            mac.init(new SecretKeySpec(secret, "Hmac"));
            String content = encoded(header) + "." + encoded(GOOD);
            assertRejected(content + "." + encoded(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "RS512", "PS256", "ES256", "rs256"})
    void refusesOtherAlgorithms(String algorithm) {
        String header = HEADER.replace("RS256", algorithm);
        assertRejected(signed(header, GOOD));
        assertRejected(signed("SHA512withRSA", Keys.OURS.privateKey(), header, GOOD));
        assertRejected(signed("SHA512withRSA", Keys.OURS.privateKey(), HEADER, GOOD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"RS256\"}",
                "{\"alg\":\"RS256\",\"kid\":\"\"}",
                "{\"alg\":\"RS256\",\"kid\":\"django collab app\"}",
                "{\"alg\":\"RS256\",\"kid\":\"Django collab App \"}",
                "{\"alg\":\"RS256\",\"kid\":\"../../dev/null\"}"
            })
    void refusesOtherKeyIds(String header) {
        assertRefused(signed(header, GOOD), "The key id is missing or unknown");
    }

    @Test
    void followsNoKeyThatTheHeaderBrings() {
        String jwk = "{\"kty\":\"RSA\",\"n\":\""
                + encoded(Keys.OTHERS.publicKey().getModulus().toByteArray()) + "\",\"e\":\"AQAB\"}";
        String header = "{\"alg\":\"RS256\",\"kid\":\"Django collab App\",\"jwk\":" + jwk + "}";
        assertRejected(signed("SHA256withRSA", Keys.OTHERS.privateKey(), header, GOOD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"RS256\",\"kid\":\"Django collab App\",\"zip\":\"DEF\"}",
                "{\"alg\":\"RS256\",\"kid\":\"Django collab App\",\"crit\":[\"x\"],\"x\":1}",
                "{\"alg\":\"RS256\",\"kid\":\"Django collab App\",\"crit\":[\"b64\"],\"b64\":false}"
            })
    void refusesExtensions(String header) {
        assertRejected(signed(header, GOOD));
    }

    @Test
    void refusesABrokenSignature() {
        String token = signed(HEADER, GOOD);
        String content = token.substring(0, token.lastIndexOf('.'));
        String otherClaims = encoded(GOOD.replace("ada", "eve"));

        assertRejected(signed("SHA256withRSA", Keys.OTHERS.privateKey(), HEADER, GOOD));
        assertRejected(content + ".");
        assertRejected(content + "." + encoded(new byte[256]));
        assertRejected(content + "." + encoded(new byte[3]));
        assertRejected(encoded(HEADER) + "." + otherClaims + token.substring(token.lastIndexOf('.')));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "...",
                "a.b.c",
                "a.b.c.d.e",
                "null",
                "\u0000\uD800",
                "eyJhbGciOiJSUzI1NiJ9.e30.%%%",
                "Bearer x.y.z"
            })
    void refusesGarbage(String token) {
        assertRejected(token);
    }

    @Test
    void refusesHugeInput() {
        assertRefused("x".repeat(16 * 1024 + 1), "The token is longer than 16384 characters");
        assertRejected("x".repeat(16 * 1024));
        assertRejected(".".repeat(16 * 1024));
    }

    @Test
    void survivesDeepNesting() {
        String deep = "[".repeat(5_000) + "]".repeat(5_000);
        assertRejected(signed("{\"alg\":\"RS256\",\"kid\":\"Django collab App\",\"x\":" + deep + "}", GOOD));
        assertRejected(signed("{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000), GOOD));
    }

    @Test
    void showsNothingOfTheToken() {
        String token = signed(HEADER, times(SECONDS - 99, "iat", SECONDS - 99));
        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(() -> verifier.verify(token))
                .withNoCause()
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("ada").doesNotContain(token.substring(0, 8)));
    }

    private void assertRejected(String token) {
        assertThatExceptionOfType(TokenRejectedException.class).isThrownBy(() -> verifier.verify(token));
    }

    private void assertRefused(String token, String message) {
        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(() -> verifier.verify(token))
                .withMessage(message);
    }

    private static String claims(String more) {
        return GOOD.replace("}", "," + more + "}");
    }

    private static String times(long expiration, String other, long seconds) {
        return "{\"sub\":\"ada\",\"aud\":\"Convergence\",\"exp\":" + expiration + ",\"" + other + "\":" + seconds + "}";
    }

    private static String signed(String header, String claims) {
        return signed("SHA256withRSA", Keys.OURS.privateKey(), header, claims);
    }

    private static String signed(String algorithm, RSAPrivateKey key, String header, String claims) {
        String content = encoded(header) + "." + encoded(claims);
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

package dev.coterie.zwibbler.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.google.gson.Gson;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import dev.coterie.document.InMemoryRecordStore;
import dev.coterie.document.MovableClock;
import dev.coterie.document.RecordExistsException;
import dev.coterie.zwibbler.Permissions;
import dev.coterie.zwibbler.ZwibblerProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Section 7 of the protocol. */
class StoredBoardAccessTests {

    private static final String KEY = "short";

    private final MovableClock clock = new MovableClock();
    private final BoardTokens tokens = new BoardTokens(new InMemoryRecordStore(clock), clock);

    @ParameterizedTest
    @ValueSource(strings = {"signed-in", "jwt", "open"})
    void storedTokenCountsInEveryMode(String mode) {
        await(tokens.add(token("t", "rwa", clock.instant().plusSeconds(60))));

        assertThat(resolve(Map.of("access", mode, "jwt-key", KEY), "t"))
                .isEqualTo(new Grant("board", "ann", new Permissions(true, true, true)));
    }

    @Test
    void expiredTokenIsNotFound() {
        await(tokens.add(token("t", "rw", clock.instant().plusSeconds(60))));
        clock.forward(Duration.ofSeconds(61));

        assertDenied(() -> resolve(Map.of(), "t"));
        assertDenied(() -> resolve(Map.of("jwt-key", KEY), "t"));
        assertThat(resolve(Map.of("access", "open"), "t")).isEqualTo(new Grant("t", "", Permissions.READ_WRITE));
    }

    @Test
    void plainNameNeedsOpenAccess() {
        assertDenied(() -> resolve(Map.of(), "plain"));
        assertDenied(() -> resolve(Map.of("jwt-key", KEY), "plain"));
        assertThat(resolve(Map.of("access", "open"), "plain"))
                .isEqualTo(new Grant("plain", "", Permissions.READ_WRITE));
        assertThat(resolve(Map.of("access", "open", "jwt-key", KEY), "plain").board())
                .isEqualTo("plain");
    }

    @ParameterizedTest
    @CsvSource({"HS256,HmacSHA256", "HS384,HmacSHA384", "HS512,HmacSHA512"})
    void hmacSignaturesCountWithKeysOfAnyLength(String algorithm, String mac) {
        for (int length : List.of(1, 5, 31, 32, 48, 63, 64, 65, 100, 127, 128, 129, 300)) {
            String key = "k".repeat(length);
            String jwt = sign(algorithm, mac, key.getBytes(StandardCharsets.UTF_8), claims());
            assertThat(resolve(Map.of("jwt-key", key), jwt))
                    .as("key of %d bytes", length)
                    .isEqualTo(new Grant("drawing", "bob", new Permissions(true, true, false)));
        }
    }

    @Test
    void keyMayBeBase64() {
        byte[] key = {0, -1, 7, 127, -128};
        String jwt = sign("HS256", "HmacSHA256", key, claims());

        assertThat(resolve(Map.of("jwt-key", Base64.getEncoder().encodeToString(key), "jwt-key-is-base64", "true"), jwt)
                        .board())
                .isEqualTo("drawing");
    }

    @Test
    void signedTokenMayNameNobodyAndPermitNothing() {
        Map<String, Object> claims = claims();
        claims.remove("u");
        claims.remove("p");

        assertThat(resolve(Map.of("jwt-key", KEY), signed(claims)))
                .isEqualTo(new Grant("drawing", "", Permissions.NONE));
    }

    @Test
    void signedTokenIsNothingWhereOnlyStoredOnesCount() {
        assertDenied(() -> resolve(Map.of("jwt-key", KEY, "access", "signed-in"), signed(claims())));
    }

    @Test
    void signedTokenCountsBesidePlainNames() {
        Map<String, String> open = Map.of("jwt-key", KEY, "access", "open");
        Map<String, Object> expired = claims();
        expired.put("exp", clock.instant().minusSeconds(1).getEpochSecond());

        assertThat(resolve(open, signed(claims())).board()).isEqualTo("drawing");
        assertDenied(() -> resolve(open, signed(expired)));
    }

    @Test
    void timesAreChecked() {
        long now = clock.instant().getEpochSecond();
        assertDenied(() -> resolve(changed("exp", now - 1)));
        assertDenied(() -> resolve(changed("exp", null)));
        assertDenied(() -> resolve(changed("exp", "soon")));
        assertDenied(() -> resolve(changed("nbf", now + 60)));
        assertDenied(() -> resolve(changed("iat", now + 60)));
        assertThat(resolve(changed("exp", now + 1)).board()).isEqualTo("drawing");
        assertThat(resolve(changed("nbf", now)).board()).isEqualTo("drawing");
        assertThat(resolve(changed("iat", now)).board()).isEqualTo("drawing");
    }

    @Test
    void claimsOfOtherTypesAreRefused() {
        assertDenied(() -> resolve(changed("sub", null)));
        assertDenied(() -> resolve(changed("sub", "")));
        assertDenied(() -> resolve(changed("u", 7)));
        assertDenied(() -> resolve(changed("p", List.of("r"))));
    }

    @Test
    void otherClaimsAreIgnored() {
        assertThat(resolve(changed("aud", "somebody")).board()).isEqualTo("drawing");
    }

    @Test
    void wrongKeyIsRefused() {
        assertDenied(() -> resolve(Map.of("jwt-key", KEY), sign("HS256", "HmacSHA256", "other".getBytes(), claims())));
    }

    @Test
    void tokenDoesNotChooseItsAlgorithm() {
        String body = encode(json(claims()));
        String unsecured = encode("{\"alg\":\"none\"}") + "." + body + ".";
        assertDenied(() -> resolve(Map.of("jwt-key", KEY), unsecured));
        for (String algorithm : List.of("none", "NONE", "hs256", "RS256", "ES256", "HS1", "HS224", "dir")) {
            assertDenied(
                    () -> resolve(Map.of("jwt-key", KEY), sign(algorithm, "HmacSHA256", KEY.getBytes(), claims())));
        }
        assertDenied(() -> resolve(Map.of("jwt-key", KEY), sign("HS512", "HmacSHA256", KEY.getBytes(), claims())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", "a.b.c", "eyJhbGciOiJIUzI1NiJ9.e30.", "eyJ.eyJ.eyJ", "\u0000", "a b"})
    void anythingElseIsRefused(String name) {
        assertDenied(() -> resolve(Map.of("jwt-key", KEY), name));
        assertDenied(() -> resolve(Map.of("jwt-key", KEY), name + "x".repeat(100_000)));
    }

    @Test
    void refusalsDoNotRepeatWhatTheClientSaid() {
        assertThatThrownBy(() -> resolve(Map.of("jwt-key", KEY), "eyJzZWNyZXQ.c2VjcmV0.c2VjcmV0"))
                .hasMessageNotContaining("c2VjcmV0")
                .hasMessageNotContaining("eyJ");
    }

    @Test
    void pageTokensAreRandomAndEnd() {
        BoardToken first = await(tokens.issue("board", "ann", Permissions.READ_WRITE, Duration.ofMinutes(1)));
        BoardToken second = await(tokens.issue("board", "ann", Permissions.READ_WRITE, Duration.ofMinutes(2)));

        assertThat(first.token()).hasSize(43).isNotEqualTo(second.token());
        assertThat(first).asString().doesNotContain(first.token());
        assertThat(await(tokens.about("board"))).containsExactlyInAnyOrder(first, second);
        assertThat(resolve(Map.of(), first.token())).isEqualTo(first.grant());
        clock.forward(Duration.ofSeconds(61));
        assertThat(await(tokens.about("board"))).containsExactly(second);
        await(tokens.remove(second.token()));
        assertDenied(() -> resolve(Map.of(), second.token()));
    }

    @Test
    void tokenIsUnique() {
        await(tokens.add(token("t", "r", null)));

        assertThatThrownBy(() -> await(tokens.add(token("t", "rw", null)))).isInstanceOf(RecordExistsException.class);
    }

    @Test
    void permissionsOfAllTokensOfAUserChange() {
        await(tokens.add(token("t", "rw", null)));
        await(tokens.add(token("u", "rw", null)));

        assertThat(await(tokens.changeUser("ann", new Permissions(true, false, true))))
                .isEqualTo(2);
        assertThat(resolve(Map.of(), "t").permissions()).isEqualTo(new Permissions(true, false, true));
    }

    private static BoardToken token(String name, String permissions, @Nullable Instant end) {
        return new BoardToken(name, "board", "ann", Permissions.of(permissions), end);
    }

    private Grant resolve(String jwt) {
        return resolve(Map.of("jwt-key", KEY), jwt);
    }

    private Grant resolve(Map<String, String> properties, String name) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        properties.forEach((key, value) -> source.put("coterie.zwibbler." + key, value));
        ZwibblerProperties bound = new Binder(source).bindOrCreate("coterie.zwibbler", ZwibblerProperties.class);
        return await(AccessConfiguration.access(bound, tokens, clock).resolve(name));
    }

    private Map<String, Object> claims() {
        return new HashMap<>(Map.of(
                "sub", "drawing", "u", "bob", "p", "rwx", "exp", clock.instant().getEpochSecond() + 60));
    }

    private String changed(String claim, @Nullable Object value) {
        Map<String, Object> claims = claims();
        claims.put(claim, value);
        return signed(claims);
    }

    private static String signed(Map<String, Object> claims) {
        return sign("HS256", "HmacSHA256", KEY.getBytes(StandardCharsets.UTF_8), claims);
    }

    /** By hand: what others do, with keys that the library would refuse. */
    private static String sign(String algorithm, String macName, byte[] key, Map<String, Object> claims) {
        try {
            String content = encode("{\"typ\":\"JWT\",\"alg\":\"" + algorithm + "\"}") + "." + encode(json(claims));
            Mac mac = Mac.getInstance(macName);
            mac.init(new SecretKeySpec(key, macName));
            byte[] signature = mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String json(Map<String, Object> claims) {
        return new Gson().toJson(claims);
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertDenied(ThrowingCallable attempt) {
        assertThatThrownBy(attempt).isInstanceOf(AccessDeniedException.class);
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}

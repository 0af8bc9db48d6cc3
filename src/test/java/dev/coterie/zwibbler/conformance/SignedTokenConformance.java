package dev.coterie.zwibbler.conformance;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Names that are signed tokens: section 7.2. */
abstract class SignedTokenConformance extends BoardServer {

    private static final String DENIED = "access denied";

    /** The key as bytes. */
    abstract byte[] key();

    private static long inSeconds(long seconds) {
        return Instant.now().getEpochSecond() + seconds;
    }

    private static String claims(String board, String permissions) {
        return "{\"sub\":\"" + board + "\",\"u\":\"ada\",\"p\":\"" + permissions + "\",\"exp\":" + inSeconds(600) + "}";
    }

    private BoardClient open(String token) {
        return connect(Wire.Init.of(3, token));
    }

    private void assertDenied(String token) {
        open(token).expectErrorAndEnd(4, DENIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void aTokenSignedWithTheKeyOpensItsBoard(String algorithm) {
        String board = boardWith("abc");

        BoardClient client = open(SignedToken.of(algorithm, key(), claims(board, "rw")));

        client.expectAppend(0, "abc");
        client.store(3, "d");
        assertThat(management().dump(board).text()).isEqualTo("abcd");
    }

    @Test
    void aShortTokenFitsIntoVersion2() {
        String board = boardWith("abc");
        String claims = "{\"sub\":\"" + board + "\",\"p\":\"r\",\"exp\":" + inSeconds(600) + "}";

        connect(Wire.Init.of(2, SignedToken.of("HS256", key(), claims))).expectAppend(0, "abc");
    }

    @Test
    void itsPermissionsCount() {
        String board = boardWith("abc");
        BoardClient reader = open(SignedToken.of("HS256", key(), claims(board, "r")));
        reader.expectAppend(0, "abc");
        reader.append(3, "x");
        reader.expectNotAllowed(3);
        BoardClient admin = open(SignedToken.of("HS256", key(), claims(board, "ra")));
        admin.expectAppend(0, "abc");
        admin.storeKey(0, 1, "admin:k", "v");
        assertDenied(SignedToken.of("HS256", key(), claims(board, "wa")));
        assertDenied(SignedToken.of("HS256", key(), claims(board, "")));
        assertDenied(SignedToken.of("HS256", key(), claims(fresh(), "r")));
    }

    @Test
    void aBoardIsCreatedByATokenThatMayWrite() {
        String board = fresh();

        connect(Wire.Init.of(3, SignedToken.of("HS256", key(), claims(board, "rw")))
                        .data("new"))
                .expectAppend(3, "");

        assertThat(management().dump(board).text()).isEqualTo("new");
    }

    @Test
    void timesAreChecked() {
        String board = boardWith("abc");
        String start = "{\"sub\":\"" + board + "\",\"u\":\"ada\",\"p\":\"rw\"";

        assertDenied(SignedToken.of("HS256", key(), start + "}"));
        assertDenied(SignedToken.of("HS256", key(), start + ",\"exp\":" + inSeconds(-60) + "}"));
        assertDenied(SignedToken.of("HS256", key(), start + ",\"exp\":0}"));
        assertDenied(SignedToken.of("HS256", key(), start + ",\"exp\":\"tomorrow\"}"));
        String valid = start + ",\"exp\":" + inSeconds(600);
        assertDenied(SignedToken.of("HS256", key(), valid + ",\"nbf\":" + inSeconds(300) + "}"));
        assertDenied(SignedToken.of("HS256", key(), valid + ",\"iat\":" + inSeconds(300) + "}"));
        open(SignedToken.of("HS256", key(), valid + ",\"nbf\":" + inSeconds(-5) + ",\"iat\":" + inSeconds(-5) + "}"))
                .expectAppend(0, "abc");
    }

    @Test
    void otherClaimsAreIgnored() {
        String board = boardWith("abc");
        String claims = "{\"sub\":\"" + board + "\",\"p\":\"r\",\"exp\":" + inSeconds(600)
                + ",\"aud\":\"x\",\"iss\":\"y\",\"zzz\":[1,{}]}";

        open(SignedToken.of("HS256", key(), claims)).expectAppend(0, "abc");
    }

    @Test
    void noOtherKeyAndNoOtherAlgorithmOpensAnything() {
        String board = boardWith("abc");
        String claims = claims(board, "rw");
        String good = SignedToken.of("HS256", key(), claims);
        String signature = good.substring(good.lastIndexOf('.') + 1);
        byte[] otherKey = key().clone();
        otherKey[0] ^= 1;

        assertDenied(SignedToken.of("HS256", otherKey, claims));
        assertDenied(SignedToken.content("none", claims) + ".");
        assertDenied(SignedToken.content("none", claims) + "." + signature);
        assertDenied(SignedToken.content("None", claims) + ".");
        assertDenied(SignedToken.content("HS256", claims) + ".");
        assertDenied(SignedToken.content("HS256", claims));
        assertDenied(SignedToken.content("RS256", claims) + "." + signature);
        assertDenied(SignedToken.content("ES256", claims) + "." + signature);
        assertDenied(SignedToken.content("HS512", claims) + "." + signature);
        String content = SignedToken.content("RS256", claims);
        assertDenied(content + "."
                + java.util.Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(SignedToken.sign("HS256", key(), content)));
        String other = SignedToken.encoded(claims(fresh(), "rw"));
        assertDenied(good.substring(0, good.indexOf('.') + 1) + other + "." + signature);
    }

    @Test
    void whatIsNoTokenIsDenied() {
        String board = boardWith("abc");

        for (String name : List.of(
                board,
                "a.b.c",
                "...",
                ".",
                "eyJhbGciOiJIUzI1NiJ9.e30.",
                "!!!.???.###",
                SignedToken.encoded("not json") + "." + SignedToken.encoded("{}") + ".AAAA",
                SignedToken.of("HS256", key(), "no json"),
                SignedToken.of("HS256", key(), "[]"),
                SignedToken.of("HS256", key(), "{\"p\":\"rw\",\"exp\":" + inSeconds(600) + "}"),
                "x".repeat(5_000))) {
            assertDenied(name);
        }
    }

    @Test
    void tokensOfTheManagementApiComeFirst() {
        String board = boardWith("abc");
        String token = "token-" + fresh();
        assertThat(management().addToken(board, token, "ada", "rw").status()).isEqualTo(200);

        connect(Wire.Init.of(2, token)).expectAppend(0, "abc");
    }

    @Test
    void anExpiredTokenOfTheManagementApiIsDenied() {
        String token = "token-" + fresh();
        management().addToken(boardWith("abc"), token, "ada", "rw", "Wed, 01 Jan 2020 00:00:00 GMT");

        assertDenied(token);
    }

    @Test
    void updateUserActsOnConnectedClientsAndNotOnLaterOnes() {
        String board = boardWith("abc");
        String user = fresh();
        String token = SignedToken.of("HS256", key(), claims(board, "rw").replace("\"ada\"", '"' + user + '"'));
        BoardClient client = open(token);
        client.expectAppend(0, "abc");

        management().updateUser(user, "r");
        client.append(3, "x");
        client.expectNotAllowed(3);

        BoardClient later = open(token);
        later.expectAppend(0, "abc");
        later.store(3, "d");
        client.expectAppend(3, "d");
        management().updateUser(user, "");
        client.expectErrorAndEnd(4, DENIED);
        later.expectErrorAndEnd(4, DENIED);
    }
}

package dev.coterie.zwibbler.conformance;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.coterie.zwibbler.conformance.Wire.noise;
import static dev.coterie.zwibbler.conformance.Wire.utf8;
import static org.assertj.core.api.Assertions.assertThat;

/** The HTTP side: section 8. */
abstract class ManagementConformance extends BoardServer {

    private static final String GREETING = "Zwibbler collaboration Server is running.";
    private static final String LATE = "Fri, 01 Jan 2038 00:00:00 GMT";
    private static final String ORIGIN = "https://board.example";

    private Management anonymous() {
        return management().as(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void plainRequestsAreGreeted(String method) {
        Management.Answer answer = anonymous().request(method, "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text().strip()).isEqualTo(GREETING);
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text"));
    }

    @Test
    void aHeadRequestIsAnswered() {
        assertThat(anonymous().request("HEAD", "").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?ping", "?ping=1", "?a=b&ping="})
    void aPingLooksAtTheStorage(String query) {
        Management.Answer answer = anonymous().request("GET", query);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text().strip()).isEqualTo("OK");
    }

    @Test
    void optionsAreAnswered() {
        assertThat(anonymous().request("OPTIONS", "").status()).isEqualTo(200);
        Management.Answer answer = anonymous().request("OPTIONS", "", "Origin", ORIGIN);
        assertThat(answer.status()).isEqualTo(200);
        assertCors(answer);
        assertCors(anonymous().request("OPTIONS", "", "Origin", ORIGIN, "Access-Control-Request-Method", "POST"));
    }

    @Test
    void everyAnswerToAnOriginHasTheHeaders() {
        assertCors(anonymous().request("GET", "", "Origin", ORIGIN));
        assertCors(anonymous().request("GET", "?ping", "Origin", ORIGIN));
        assertCors(anonymous().request("POST", "", "Origin", ORIGIN));
        assertCors(anonymous().request("POST", "?method=checkDocument&documentID=x", "Origin", ORIGIN));
        assertCors(management().request("POST", "?method=checkDocument", "Origin", ORIGIN));
        Management.Answer missing =
                management().request("POST", "?method=checkDocument&documentID=" + fresh(), "Origin", ORIGIN);
        assertThat(missing.status()).isEqualTo(404);
        assertCors(missing);
    }

    private static void assertCors(Management.Answer answer) {
        assertThat(answer.header("Access-Control-Allow-Origin")).hasValue(ORIGIN);
        assertThat(answer.header("Access-Control-Allow-Methods")).hasValue("POST, GET, OPTIONS, PUT, DELETE");
        assertThat(answer.header("Access-Control-Allow-Credentials")).hasValue("true");
        assertThat(answer.header("Access-Control-Allow-Headers"))
                .hasValue("Accept, Content-Type, Content-Length, Accept-Encoding, X-CSRF-Token, Authorization");
        assertThat(answer.header("Access-Control-Expose-Headers")).hasValue("Status, Content-Type, Content-Length");
        assertThat(answer.response().headers().allValues("Access-Control-Allow-Origin"))
                .hasSize(1);
    }

    @Test
    void withoutAnOriginThereAreNone() {
        for (Management.Answer answer : List.of(
                anonymous().request("GET", ""),
                anonymous().request("OPTIONS", ""),
                management().request("POST", "?method=checkDocument&documentID=x"))) {
            assertThat(answer.response().headers().map().keySet())
                    .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-"));
        }
    }

    @Test
    void anUnknownMethodComesBeforeCredentials() {
        for (Management client : List.of(anonymous(), management())) {
            assertRefused(client.form("method", "explode"), 400, "Unknown 'method' parameter");
            assertRefused(client.form("documentID", "x"), 400, "Unknown 'method' parameter");
            assertRefused(client.form("method", ""), 400, "Unknown 'method' parameter");
            assertRefused(client.form("method", "createdocument"), 400, "Unknown 'method' parameter");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"createDocument", "deleteDocument", "dumpDocument", "checkDocument", "addToken", "updateUser"})
    void credentialsComeBeforeParameters(String method) {
        for (String header : List.of(
                Management.basic(Management.USER, "wrong"),
                Management.basic("wrong", Management.PASSWORD),
                Management.basic("", ""),
                "Basic !!!",
                "Bearer x")) {
            assertRefused(management().as(header).form("method", method), 401, "Unauthorized");
        }
        Management.Answer answer = anonymous().form("method", method);
        assertRefused(answer, 401, "Unauthorized");
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"createDocument", "deleteDocument", "dumpDocument", "checkDocument"})
    void theDocumentIsRequired(String method) {
        assertRefused(management().form("method", method), 400, "Missing documentID");
        assertRefused(management().form("method", method, "documentID", ""), 400, "Missing documentID");
    }

    private static void assertRefused(Management.Answer answer, int status, String reason) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.reason()).isEqualTo(reason);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aDocumentIsCreatedOnce() {
        String board = fresh();

        assertThat(management().create(board, utf8("abc")).status()).isEqualTo(200);
        assertThat(management().create(board, utf8("def")).status()).isEqualTo(409);

        assertThat(management().dump(board).text()).isEqualTo("abc");
    }

    @Test
    void contentsAreRequired() {
        String board = fresh();

        assertRefused(management().form("method", "createDocument", "documentID", board), 400, "Missing contents");
        assertRefused(
                management().form("method", "createDocument", "documentID", board, "contents", ""),
                400,
                "Missing contents");
        assertThat(management().check(board).status()).isEqualTo(404);
    }

    @Test
    void contentsOfAFormAreBytes() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        String board = boardWith(all);

        assertThat(management().dump(board).body()).isEqualTo(all);
        connectAndCompare(board, all);
    }

    @Test
    void plusIsASpaceInAForm() {
        String board = fresh();

        management().form("method", "createDocument", "documentID", board, "contents", "\0a+b%2Bc");

        assertThat(management().dump(board).text()).isEqualTo("a b+c");
    }

    @Test
    void contentsMayBeAFile() {
        String board = fresh();
        byte[] contents = noise(100_000);

        Management.Answer answer = management().multipart(contents, "method", "createDocument", "documentID", board);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(management().dump(board).body()).isEqualTo(contents);
        connectAndCompare(board, contents);
    }

    @Test
    void anEmptyFileIsAnEmptyDocument() {
        String board = fresh();

        assertThat(management()
                        .multipart(new byte[0], "method", "createDocument", "documentID", board)
                        .status())
                .isEqualTo(200);

        Management.Answer dump = management().dump(board);
        assertThat(dump.status()).isEqualTo(200);
        assertThat(dump.body()).isEmpty();
    }

    @Test
    void contentsMayBeAFieldOfAMultipartForm() {
        String board = fresh();
        byte[] contents = noise(3_000);

        assertThat(management()
                        .multipartValue(contents, "method", "createDocument", "documentID", board)
                        .status())
                .isEqualTo(200);

        assertThat(management().dump(board).body()).isEqualTo(contents);
    }

    @Test
    void everythingMayBeInTheQuery() {
        String board = fresh();
        byte[] contents = noise(300);

        assertThat(management()
                        .query(
                                "method",
                                "createDocument",
                                "documentID",
                                board,
                                "contents",
                                Management.percent(contents))
                        .status())
                .isEqualTo(200);

        assertThat(management()
                        .query("method", "dumpDocument", "documentID", board)
                        .body())
                .isEqualTo(contents);
    }

    @Test
    void largeContentsAreAccepted() {
        byte[] contents = noise(12 << 20);
        String form = boardWith(contents);
        assertThat(management().dump(form).body()).isEqualTo(contents);

        String file = fresh();
        byte[] larger = noise(25 << 20);
        assertThat(management()
                        .multipart(larger, "method", "createDocument", "documentID", file)
                        .status())
                .isEqualTo(200);
        assertThat(management().dump(file).body()).isEqualTo(larger);
    }

    @Test
    void aDocumentMadeHereIsThatOfTheSocket() {
        String board = boardWith("abc");

        BoardClient client = connect(Wire.Init.of(2, board));

        client.expectAppend(0, "abc");
        client.store(3, "d");
        assertThat(management().dump(board).text()).isEqualTo("abcd");
    }

    @Test
    void aDumpIsText() {
        Management.Answer answer = management().dump(boardWith("abc"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text"));
        assertThat(management().dump(fresh()).status()).isEqualTo(404);
    }

    @Test
    void aCheckHasNoBody() {
        Management.Answer there = management().check(boardWith("abc"));

        assertThat(there.status()).isEqualTo(200);
        assertThat(there.body()).isEmpty();
        Management.Answer missing = management().check(fresh());
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.body()).isEmpty();
    }

    @Test
    void deletingIsDoneEvenTwice() {
        String board = boardWith("abc");

        assertThat(management().delete(board).status()).isEqualTo(200);
        assertThat(management().check(board).status()).isEqualTo(404);
        assertThat(management().delete(board).status()).isEqualTo(200);
        assertThat(management().create(board, utf8("again")).status()).isEqualTo(200);
        connect(Wire.Init.of(2, board)).expectAppend(0, "again");
    }

    @Test
    void theNameOfADeletedBoardMayBeUsedAgainAtOnce() {
        String board = boardWith("abc");
        for (int round = 0; round < 10; round++) {
            BoardClient client = join(board);
            assertThat(management().delete(board).status()).isEqualTo(200);
            client.expectErrorAndEnd(1, "does not exist");
            connect(Wire.Init.of(2, board).mode(Wire.ALWAYS_CREATE).data("r" + round))
                    .expectAppend(2, "");
        }
    }

    @Test
    void namesThatCannotBeStoredAreBadRequests() {
        assertThat(management().create("x".repeat(513), utf8("abc")).status()).isEqualTo(400);
        assertThat(management().create("a\0b", utf8("abc")).status()).isEqualTo(400);
    }

    @Test
    void theParametersOfATokenAreRequired() {
        String board = fresh();
        assertRefused(
                management().form("method", "addToken", "token", "t", "userID", "u", "expiration", LATE),
                400,
                "Missing documentID");
        for (String missing : List.of("token", "userID", "expiration")) {
            Management.Answer answer = management()
                    .form(
                            "method",
                            "addToken",
                            "documentID",
                            board,
                            missing.equals("token") ? "x" : "token",
                            fresh(),
                            missing.equals("userID") ? "y" : "userID",
                            "u",
                            missing.equals("expiration") ? "z" : "expiration",
                            LATE);
            assertThat(answer.status()).as("without " + missing).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Fri, 01 Jan 2038 00:00:00 GMT|200",
                "Fri, 01 Jan 2038 00:00:00 UTC|200",
                "Mon, 01 Jan 2038 00:00:00 GMT|200",
                "Wed, 01 Jan 2020 00:00:00 GMT|200",
                "Fri, 1 Jan 2038 00:00:00 GMT|400",
                "01 Jan 2038 00:00:00 GMT|400",
                "2038-01-01T00:00:00Z|400",
                "2145916800|400",
                "Fri, 01 Jan 2038 00:00:00|400",
                "Fri, 31 Feb 2038 00:00:00 GMT|400",
                "tomorrow|400"
            })
    void expirationIsRfc1123(String expiration, int status) {
        Management.Answer answer = management().addToken(fresh(), "token-" + fresh(), "u", "rw", expiration);

        assertThat(answer.status()).isEqualTo(status);
        if (status == 400) {
            assertThat(answer.reason()).isEqualTo("Incorrect expires format");
        }
    }

    @Test
    void aTokenIsUnique() {
        String token = "token-" + fresh();

        assertThat(management().addToken(fresh(), token, "u", "rw").status()).isEqualTo(200);
        assertThat(management().addToken(fresh(), token, "u", "rw").status()).isEqualTo(409);
    }

    @Test
    void aTokenWithoutContentsLeavesTheDocumentAlone() {
        String missing = fresh();
        String there = boardWith("abc");

        management().addToken(missing, "token-" + fresh(), "u", "rw");
        management().addToken(there, "token-" + fresh(), "u", "rw");

        assertThat(management().check(missing).status()).isEqualTo(404);
        assertThat(management().dump(there).text()).isEqualTo("abc");
    }

    @Test
    void aTokenWithContentsIsMadeWithItsDocumentOrNotAtAll() {
        String board = fresh();
        String token = "token-" + fresh();

        assertThat(tokenWithContents(board, token, "hello").status()).isEqualTo(200);
        connect(Wire.Init.of(2, token).mode(Wire.NEVER_CREATE)).expectAppend(0, "hello");

        String second = "token-" + fresh();
        assertThat(tokenWithContents(board, second, "again").status()).isEqualTo(409);
        assertThat(management().dump(board).text()).isEqualTo("hello");
        assertThat(management().addToken(board, second, "u", "r").status()).isEqualTo(200);

        String other = fresh();
        assertThat(tokenWithContents(other, token, "taken").status()).isEqualTo(409);
        assertThat(management().check(other).status()).isEqualTo(404);
    }

    private Management.Answer tokenWithContents(String board, String token, String contents) {
        return management()
                .form(
                        "method",
                        "addToken",
                        "documentID",
                        board,
                        "token",
                        token,
                        "userID",
                        "u",
                        "permissions",
                        "rw",
                        "expiration",
                        LATE,
                        "contents",
                        contents);
    }

    @Test
    void theUserIsRequired() {
        assertThat(management()
                        .form("method", "updateUser", "permissions", "rw")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anAppendAfterADeletionFindsNothing() {
        String board = boardWith("abc");
        BoardClient client = join(board);

        management().delete(board);
        client.append(3, "d");

        client.expectError(1, "does not exist");
        assertThat(management().check(board).status()).isEqualTo(404);
    }

    private void connectAndCompare(String board, byte[] contents) {
        assertThat(connect(Wire.Init.of(2, board)).expectAppend().data()).isEqualTo(contents);
    }
}

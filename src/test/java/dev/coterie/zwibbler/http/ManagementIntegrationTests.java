package dev.coterie.zwibbler.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.coterie.zwibbler.Permissions;
import dev.coterie.zwibbler.access.BoardAccess;
import dev.coterie.zwibbler.access.BoardTokens;
import dev.coterie.zwibbler.access.Grant;

import static org.assertj.core.api.Assertions.assertThat;

/** Sections 8.2 and 8.3 of the protocol, asked over HTTP. */
class ManagementIntegrationTests {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String USER = "boss";
    private static final String PASSWORD = "p:a ß";
    private static final String LATER = "Fri%2C+01+Jan+2038+00%3A00%3A00+GMT";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static SocketTestServer server;

    private String board = "";

    @BeforeAll
    static void start() {
        server = SocketTestServer.start(
                "coterie.zwibbler.secret-user=" + USER,
                "coterie.zwibbler.secret-password=" + PASSWORD,
                "coterie.zwibbler.max-upload-size=40MB");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void name(TestInfo test) {
        board = test.getDisplayName().replaceAll("[^A-Za-z]", "");
    }

    @Test
    void documentIsCreatedOnceAndRead() throws Exception {
        assertAnswer(post("method=createDocument&documentID=" + board + "&contents=abc"), 200, null);
        assertAnswer(post("method=createDocument&documentID=" + board + "&contents=x"), 409, "Document already exists");

        HttpResponse<byte[]> dump = post("method=dumpDocument&documentID=" + board);

        assertThat(dump.statusCode()).isEqualTo(200);
        assertThat(dump.body()).asString().isEqualTo("abc");
        assertThat(dump.headers().firstValue("Content-Type")).contains("text");
        assertAnswer(post("method=checkDocument&documentID=" + board), 200, null);
    }

    @Test
    void contentsAreBytesNotText() throws Exception {
        byte[] all = new byte[256];
        StringBuilder form = new StringBuilder("contents=");
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
            form.append(String.format("%%%02x", i));
        }
        assertAnswer(post(form + "&method=createDocument&documentID=" + board), 200, null);

        assertThat(server.boards().contents(board)).contains(all);
        assertThat(post("method=dumpDocument&documentID=" + board).body()).isEqualTo(all);
    }

    @Test
    void unescapedBytesAndPlusesAreDecoded() throws Exception {
        byte[] form = ("method=createDocument&documentID=" + board + "&contents=a+b%2Bc=d;é")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertAnswer(send(request(BodyPublishers.ofByteArray(form), FORM + "; charset=UTF-8")), 200, null);

        assertThat(server.boards().contents(board)).contains("a b+c=d;é".getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void formsMayBeLarge() throws Exception {
        byte[] contents = random(12 * 1024 * 1024);
        StringBuilder form = new StringBuilder("method=createDocument&documentID=" + board + "&contents=");
        for (byte b : contents) {
            form.append('%').append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
        }
        assertAnswer(post(form.toString()), 200, null);

        assertThat(server.boards().contents(board)).contains(contents);
        assertThat(post("method=dumpDocument&documentID=" + board).body()).isEqualTo(contents);
    }

    @Test
    void filesMayBeLargeAndChunked() throws Exception {
        byte[] contents = random(30 * 1024 * 1024);
        Multipart form = new Multipart()
                .value("method", "createDocument")
                .value("documentID", board)
                .file("contents", contents);
        assertAnswer(
                send(request(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form.end())), Multipart.TYPE)),
                200,
                null);

        assertThat(server.boards().contents(board)).contains(contents);
    }

    @Test
    void fileMayComeBeforeTheMethodAndBeEmpty() throws Exception {
        Multipart form = new Multipart()
                .file("contents", new byte[0])
                .value("documentID", board)
                .value("method", "createDocument");
        assertAnswer(post(form), 200, null);

        assertThat(server.boards().contents(board)).contains(new byte[0]);
        assertAnswer(post("method=dumpDocument&documentID=" + board), 200, null);
    }

    @Test
    void emptyValueIsMissing() throws Exception {
        assertAnswer(post("method=createDocument&documentID=" + board + "&contents="), 400, "Missing contents");
        assertAnswer(
                post(new Multipart()
                        .value("method", "createDocument")
                        .value("documentID", board)
                        .value("contents", "")),
                400,
                "Missing contents");
        assertAnswer(
                post(new Multipart()
                        .value("method", "createDocument")
                        .value("documentID", board)
                        .file("other", new byte[1])),
                400,
                "Missing contents");
    }

    @Test
    void parametersMayStandInTheQuery() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        server.uri("?method=createDocument&documentID=" + board + "&contents=%ff%00"))
                .header("Authorization", basic(USER, PASSWORD))
                .POST(BodyPublishers.noBody())
                .build();
        assertAnswer(send(request), 200, null);

        assertThat(server.boards().contents(board)).contains(new byte[] {-1, 0});
    }

    @Test
    void bodyIsStrongerThanTheQuery() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri("?method=nothing&documentID=" + board))
                .header("Authorization", basic(USER, PASSWORD))
                .header("Content-Type", FORM)
                .POST(BodyPublishers.ofString("method=createDocument&contents=x"))
                .build();
        assertAnswer(send(request), 200, null);
    }

    @Test
    void bodyOfAnotherTypeIsNoForm() throws Exception {
        assertAnswer(
                send(request(BodyPublishers.ofString("method=checkDocument&documentID=x"), "text/plain")),
                400,
                "Unknown 'method' parameter");
    }

    @Test
    void brokenEscapesDoNotCount() throws Exception {
        for (String contents : List.of("%", "a%4", "%zz", "%4")) {
            assertAnswer(
                    post("method=createDocument&contents=" + contents + "&documentID=" + board),
                    400,
                    "Missing contents");
        }
    }

    @Test
    void malformedMultipartIsRefused() throws Exception {
        assertAnswer(send(request(BodyPublishers.ofString("nothing"), "multipart/form-data")), 400, "Malformed form");
        byte[] whole = new Multipart()
                .value("method", "createDocument")
                .value("documentID", board)
                .file("contents", new byte[100_000])
                .end();
        byte[] half = Arrays.copyOf(whole, 50_000);
        assertAnswer(send(request(BodyPublishers.ofByteArray(half), Multipart.TYPE)), 400, "Malformed form");
        assertThat(server.boards().contents(board)).isEmpty();
    }

    @Test
    void tooLargeIsRefused() throws Exception {
        assertAnswer(
                post("method=createDocument&documentID=" + board + "&contents=" + "x".repeat(41 * 1024 * 1024)),
                413,
                "Request too large");
        assertThat(server.boards().contents(board)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "method=", "method=nothing", "method=CREATEDOCUMENT", "Method=checkDocument"})
    void unknownMethodComesBeforeCredentials(String form) throws Exception {
        assertAnswer(post(form), 400, "Unknown 'method' parameter");
        assertAnswer(send(anonymous(form).build()), 400, "Unknown 'method' parameter");
    }

    @Test
    void credentialsComeBeforeParameters() throws Exception {
        assertAnswer(send(anonymous("method=createDocument").build()), 401, "Unauthorized");
        for (String header : List.of(
                basic(USER, "wrong"),
                basic("wrong", PASSWORD),
                basic("", ""),
                "Basic",
                "Basic !",
                "Basic " + Base64.getEncoder().encodeToString("nocolon".getBytes()),
                "Bearer x")) {
            HttpResponse<byte[]> answer = send(anonymous("method=createDocument")
                    .header("Authorization", header)
                    .build());
            assertAnswer(answer, 401, "Unauthorized");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
        }
        assertAnswer(
                send(anonymous("method=createDocument&documentID=" + board + "&contents=x")
                        .build()),
                401,
                "Unauthorized");
        assertThat(server.boards().contents(board)).isEmpty();
    }

    @Test
    void schemeIsCaseInsensitive() throws Exception {
        assertAnswer(
                send(anonymous("method=checkDocument")
                        .header("Authorization", basic(USER, PASSWORD).replace("Basic", "bAsIc"))
                        .build()),
                400,
                "Missing documentID");
    }

    @ParameterizedTest
    @CsvSource({
        "method=createDocument,Missing documentID",
        "method=createDocument&documentID=,Missing documentID",
        "method=createDocument&documentid=x,Missing documentID",
        "method=createDocument&documentID=x,Missing contents",
        "method=deleteDocument,Missing documentID",
        "method=dumpDocument,Missing documentID",
        "method=checkDocument,Missing documentID",
        "method=addToken,Missing documentID",
        "method=addToken&documentID=d,Missing token",
        "method=addToken&documentID=d&token=t,Missing userID",
        "method=addToken&documentID=d&token=t&userID=u,Missing expiration",
        "method=addToken&documentID=d&token=t&userID=u&expiration=soon,Incorrect expires format",
        "method=updateUser,Missing userID",
        "method=checkDocument&documentID=%ff,documentID is not UTF-8",
        "method=checkDocument&documentID=a%00b,documentID: name too long",
    })
    void parametersAreChecked(String form, String reason) throws Exception {
        assertAnswer(post(form), 400, reason);
    }

    @Test
    void nameMayHave512Characters() throws Exception {
        String longest = "ä".repeat(512);
        assertAnswer(post("method=createDocument&contents=x&documentID=" + longest), 200, null);
        assertAnswer(
                post("method=createDocument&contents=x&documentID=" + longest + "a"), 400, "documentID: name too long");
        assertAnswer(post("method=checkDocument&documentID=" + "a".repeat(100_000)), 400, "documentID is too long");
    }

    @Test
    void missingDocumentIsTold() throws Exception {
        assertAnswer(post("method=checkDocument&documentID=none"), 404, "Document does not exist");
        assertAnswer(post("method=dumpDocument&documentID=none"), 404, "Document does not exist");
        assertAnswer(post("method=deleteDocument&documentID=none"), 200, null);
    }

    @Test
    void deletedNameMayBeUsedAgain() throws Exception {
        assertAnswer(post("method=createDocument&contents=a&documentID=" + board), 200, null);
        assertAnswer(post("method=deleteDocument&documentID=" + board), 200, null);
        assertAnswer(post("method=checkDocument&documentID=" + board), 404, "Document does not exist");
        assertAnswer(post("method=createDocument&contents=b&documentID=" + board), 200, null);
    }

    @Test
    void tokenOpensItsDocumentAndIsTakenForEver() throws Exception {
        String form = "method=addToken&documentID=" + board + "&token=t1&userID=ann&permissions=wr&expiration=" + LATER;
        assertAnswer(post(form), 200, null);
        assertAnswer(post(form), 409, "Token already exists");

        assertThat(resolve("t1")).isEqualTo(new Grant(board, "ann", Permissions.READ_WRITE));
        assertAnswer(post("method=checkDocument&documentID=" + board), 404, "Document does not exist");
        assertAnswer(post("method=deleteDocument&documentID=" + board), 200, null);
        assertAnswer(post(form), 409, "Token already exists");
    }

    @Test
    void tokenDoesNotTouchADocumentWithoutContents() throws Exception {
        assertAnswer(post("method=createDocument&contents=abc&documentID=" + board), 200, null);
        assertAnswer(
                post("method=addToken&contents=&token=t2&userID=ann&documentID=" + board + "&expiration=" + LATER),
                200,
                null);

        assertThat(server.boards().contents(board)).contains("abc".getBytes());
        assertThat(resolve("t2").permissions()).isEqualTo(Permissions.NONE);
    }

    @Test
    void documentAndTokenAreMadeTogetherOrNotAtAll() throws Exception {
        String form = "method=addToken&userID=ann&permissions=r&expiration=" + LATER;
        assertAnswer(post(form + "&documentID=" + board + "&token=t3&contents=abc"), 200, null);
        assertThat(server.boards().contents(board)).contains("abc".getBytes());

        assertAnswer(post(form + "&documentID=" + board + "&token=t4&contents=abc"), 409, "Document already exists");
        assertThat(tokens("t4")).isFalse();
        assertAnswer(post(form + "&documentID=" + board + "2&token=t3&contents=abc"), 409, "Token already exists");
        assertThat(server.boards().contents(board + "2")).isEmpty();
        assertAnswer(
                post(new Multipart()
                        .value("method", "addToken")
                        .value("documentID", board + "3")
                        .value("token", "t5")
                        .value("userID", "ann")
                        .value("expiration", "Mon, 01 Jan 2038 00:00:00 UTC")
                        .file("contents", new byte[0])),
                200,
                null);
        assertThat(server.boards().contents(board + "3")).contains(new byte[0]);
        assertThat(tokens("t5")).isTrue();
    }

    @Test
    void tokenOfThePastIsNeverValid() throws Exception {
        assertAnswer(
                post("method=addToken&documentID=d&token=t6&userID=u&permissions=rw"
                        + "&expiration=Fri%2C+01+Jan+1960+00%3A00%3A00+GMT"),
                200,
                null);
        assertThat(tokens("t6")).isFalse();
    }

    @Test
    void userChangesEverywhere() throws Exception {
        String form = "method=addToken&documentID=d&userID=eve&permissions=rw&expiration=" + LATER;
        assertAnswer(post(form + "&token=t7"), 200, null);
        assertAnswer(post(form + "&token=t8"), 200, null);

        assertAnswer(post("method=updateUser&userID=eve&permissions=ra"), 200, null);
        assertThat(resolve("t7").permissions()).isEqualTo(new Permissions(true, false, true));
        assertThat(resolve("t8").permissions()).isEqualTo(new Permissions(true, false, true));
        assertAnswer(post("method=updateUser&userID=eve"), 200, null);
        assertThat(resolve("t7").permissions()).isEqualTo(Permissions.NONE);
        assertAnswer(post("method=updateUser&userID=nobody&permissions=r"), 200, null);
        assertThat(server.boards().changes()).contains("eve:ra", "eve:", "nobody:r");
    }

    @Test
    void failureInsideIsNoDetail() throws Exception {
        server.boards().fail(new IllegalStateException("secret detail"));
        try {
            assertAnswer(post("method=checkDocument&documentID=" + board), 500, "Internal error");
        } finally {
            server.boards().fail(null);
        }
    }

    @Test
    void hangingStorageIsNotWaitedForForEver() throws Exception {
        try (SocketTestServer hanging =
                SocketTestServer.start("coterie.zwibbler.secret-user=u", "coterie.zwibbler.request-timeout=200ms")) {
            hanging.boards().hang();
            HttpRequest request = HttpRequest.newBuilder(hanging.uri("?method=checkDocument&documentID=x"))
                    .header("Authorization", basic("u", ""))
                    .POST(BodyPublishers.noBody())
                    .build();
            assertAnswer(send(request), 500, "The storage does not answer");
        }
    }

    @Test
    void withoutASecretNobodyIsAuthorized() throws Exception {
        try (SocketTestServer closed = SocketTestServer.start()) {
            for (String method : List.of(
                    "createDocument", "deleteDocument", "dumpDocument", "checkDocument", "addToken", "updateUser")) {
                HttpRequest.Builder request =
                        HttpRequest.newBuilder(closed.uri("?method=" + method)).POST(BodyPublishers.noBody());
                assertAnswer(send(request.build()), 401, "Unauthorized");
                assertAnswer(send(request.header("Authorization", basic("", "")).build()), 401, "Unauthorized");
            }
        }
    }

    @Test
    void everyAnswerMayBeReadByPages() throws Exception {
        for (HttpRequest.Builder request : List.of(
                anonymous("method=nothing"),
                anonymous("method=checkDocument"),
                anonymous("method=checkDocument&documentID=none").header("Authorization", basic(USER, PASSWORD)))) {
            HttpResponse<byte[]> answer =
                    send(request.header("Origin", "https://pages.example").build());
            assertThat(answer.statusCode()).isBetween(400, 404);
            assertThat(answer.headers().allValues("Access-Control-Allow-Origin"))
                    .containsExactly("https://pages.example");
            assertThat(answer.headers().firstValue("Access-Control-Expose-Headers"))
                    .contains("Status, Content-Type, Content-Length");
        }
    }

    private static void assertAnswer(HttpResponse<byte[]> answer, int status, @Nullable String reason) {
        assertThat(answer.statusCode())
                .as("%s", answer.headers().firstValue("Status"))
                .isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Status").orElse(null)).isEqualTo(reason);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin").isPresent())
                .isEqualTo(answer.request().headers().firstValue("Origin").isPresent());
    }

    private static Grant resolve(String name) {
        return server.context()
                .getBean(BoardAccess.class)
                .resolve(name)
                .toCompletableFuture()
                .join();
    }

    private static boolean tokens(String name) {
        return server.context()
                .getBean(BoardTokens.class)
                .find(name)
                .toCompletableFuture()
                .join()
                .isPresent();
    }

    private static HttpResponse<byte[]> post(String form) throws IOException, InterruptedException {
        return send(request(BodyPublishers.ofString(form), FORM));
    }

    private static HttpResponse<byte[]> post(Multipart form) throws IOException, InterruptedException {
        return send(request(BodyPublishers.ofByteArray(form.end()), Multipart.TYPE));
    }

    private static HttpRequest request(BodyPublisher body, String type) {
        return HttpRequest.newBuilder(server.uri(""))
                .header("Authorization", basic(USER, PASSWORD))
                .header("Content-Type", type)
                .POST(body)
                .build();
    }

    private static HttpRequest.Builder anonymous(String form) {
        return HttpRequest.newBuilder(server.uri(""))
                .header("Content-Type", FORM)
                .POST(BodyPublishers.ofString(form));
    }

    private static HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, BodyHandlers.ofByteArray());
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** A form with files, made by hand. */
    private static final class Multipart {

        static final String TYPE = "multipart/form-data; boundary=cut-here";

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Multipart value(String name, String value) {
            return part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
        }

        Multipart file(String name, byte[] content) {
            return part("name=\"" + name + "\"; filename=\"some file\"", content);
        }

        private Multipart part(String disposition, byte[] content) {
            bytes.writeBytes(("--cut-here\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n").getBytes());
            bytes.writeBytes(content);
            bytes.writeBytes("\r\n".getBytes());
            return this;
        }

        byte[] end() {
            byte[] end = "--cut-here--\r\n".getBytes();
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.writeBytes(bytes.toByteArray());
            whole.writeBytes(end);
            return whole.toByteArray();
        }
    }
}

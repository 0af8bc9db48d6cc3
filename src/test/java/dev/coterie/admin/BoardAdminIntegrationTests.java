package dev.coterie.admin;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.coterie.account.web.Browser;
import dev.coterie.account.web.ServerTest;
import dev.coterie.zwibbler.Boards;
import dev.coterie.zwibbler.Permissions;
import dev.coterie.zwibbler.access.BoardToken;
import dev.coterie.zwibbler.access.BoardTokens;
import dev.coterie.zwibbler.wire.Init;
import dev.coterie.zwibbler.wire.ProtocolVersion;

import static dev.coterie.account.web.ServerTest.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

@ServerTest
class BoardAdminIntegrationTests {

    private static final String SOME_PASSWORD = "violet teapot 9";
    private static final String BOARD = "/admin/boards/board?name=";
    private static final Pattern FINGERPRINT = Pattern.compile("name=\"token\" value=\"([0-9a-f]{64})\"");
    private static final Pattern NEW_TOKEN = Pattern.compile("id=\"new-token\"[^>]* value=\"([^\"]+)\"");
    private static int serial;

    private final int port;
    private final Boards boards;
    private final BoardTokens tokens;

    private Browser root;
    private String name;

    BoardAdminIntegrationTests(@LocalServerPort int port, @Autowired Boards boards, @Autowired BoardTokens tokens) {
        this.port = port;
        this.boards = boards;
        this.tokens = tokens;
    }

    @BeforeEach
    void aBoard() {
        root = new Browser(port);
        root.logIn("root", PASSWORD);
        name = "admin-board-" + ++serial;
        create(name, new byte[] {1, 2, 3});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/boards",
                "/admin/boards?q=%00&page=x",
                "/admin/boards?page=-5",
                "/admin/boards?page=2147483647",
                "/admin/boards/board?name=NAME",
                "/admin/boards/board/delete?name=NAME",
                "/admin/boards/board/download?name=NAME"
            })
    void showsPagesToStaffOnly(String path) {
        String page = path.replace("NAME", name);

        assertThat(location(new Browser(port).get(page))).isEqualTo("/login");
        assertThat(logIn(user(false)).get(page).statusCode()).isEqualTo(403);
        assertThat(logIn(user(true)).get(page).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"/tokens, 200", "/tokens/remove, 302", "/delete, 302"})
    void takesFormsFromStaffOnly(String action, int done) {
        String target = "/admin/boards/board" + action + "?name=" + name;
        Map<String, String> fields = Map.of("token", "none");

        assertThat(location(new Browser(port).submit("/login", target, fields))).isEqualTo("/login");
        assertThat(logIn(user(false)).submit("/account", target, fields).statusCode())
                .isEqualTo(403);
        assertThat(root.post(target, fields).statusCode()).isEqualTo(403);
        assertThat(length(name)).isEqualTo(3);

        assertThat(logIn(user(true)).submit("/account", target, fields).statusCode())
                .isEqualTo(done);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "a b/c\\d?e=f&g#h+i%20;'\"",
                "two\r\nlines\n",
                "../..",
                " ",
                "\u200b",
                "{name}",
                "${7*7}",
                "\uD83D\uDD8D Tafel ä"
            })
    void copesWithAnyName(String odd) {
        create(odd, new byte[] {7});
        String page = BOARD + encode(odd);

        assertThat(root.get("/admin/boards?q=" + encode(odd)).body())
                .doesNotContain("<script>")
                .contains("1 B");
        assertThat(root.get(page).body()).doesNotContain("<script>").contains("1 B");
        root.submit(page, action("/tokens", odd), Map.of("user", "<script>", "permissions", "r", "lifetime", "DAY"));
        assertThat(root.get(page).body()).doesNotContain("<script>").contains("made a token for");
        assertThat(download(odd).body()).containsExactly(7);
        assertThat(root.get(action("/delete", odd)).body()).doesNotContain("<script>");
        assertThat(location(root.submit(page, action("/delete", odd), Map.of())))
                .isEqualTo("/admin/boards");
        assertThat(root.get("/admin/boards").body()).contains("Deleted:").doesNotContain("<script>");
        assertThat(root.get(page).statusCode()).isEqualTo(404);
        assertThat(root.get("/admin").body()).doesNotContain("<script>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none", "%00"})
    void knowsNothingOfBoardsThatAreNotThere(String none) {
        assertThat(root.get(BOARD + none).statusCode()).isEqualTo(404);
        assertThat(root.get("/admin/boards/board/delete?name=" + none).statusCode())
                .isEqualTo(404);
        assertThat(root.get("/admin/boards/board/download?name=" + none).statusCode())
                .isEqualTo(404);
        assertThat(root.get(BOARD + "x".repeat(600)).statusCode()).isEqualTo(404);
    }

    @Test
    void linksToPagesOnlyWhereThereAreAny() {
        create("no page/" + name, new byte[] {1});

        assertThat(root.get(BOARD + name).body()).contains("href=\"/board/" + name + "\"");
        assertThat(root.get(BOARD + encode("no page/" + name)).body()).doesNotContain("href=\"/board/");
    }

    @Test
    void searchesAndTurnsPages() {
        String group = "Paged & " + name + " ";
        for (int i = 0; i < 30; i++) {
            create(group + (char) ('A' + i), new byte[2048]);
        }

        String first = root.get("/admin/boards?q=" + encode("paged & " + name)).body();
        assertThat(first)
                .contains("30 boards", "2.0 KB", "aria-current=\"page\">1<")
                .contains("?q=paged%20%26%20" + name + "&amp;page=2")
                .contains(encode(group + "A").replace("+", "%20"))
                .doesNotContain(encode(group + "Z").replace("+", "%20"));
        assertThat(root.get("/admin/boards?page=2&q=" + encode(group)).body())
                .contains(encode(group + "Z").replace("+", "%20"))
                .doesNotContain(encode(group + "A").replace("+", "%20"));
        assertThat(root.get("/admin/boards?q=nosuchboard").body())
                .contains("No board has that in its name", "no boards");
    }

    @Test
    void downloadsEveryByte() {
        byte[] contents = new byte[3 * 1024 * 1024 + 17];
        new Random(5).nextBytes(contents);
        String odd = "big \"board\"/" + name + ".exe\r\n";
        create(odd, contents);

        HttpResponse<byte[]> file = download(odd);

        assertThat(file.body()).isEqualTo(contents);
        assertThat(file.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(file.headers().firstValueAsLong("Content-Length")).hasValue(contents.length);
        assertThat(file.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(disposition -> assertThat(disposition)
                        .startsWith("attachment;")
                        .contains("big_board_" + name + ".exe_.board")
                        .doesNotContain("/"));
    }

    @Test
    void makesAndRemovesTokens() {
        root.submit(
                BOARD + name,
                action("/tokens", name),
                Map.of("user", "ada", "permissions", "rw", "lifetime", "WEEK", "board", "other"));

        String page = root.get(BOARD + name).body();
        Matcher made = NEW_TOKEN.matcher(page);
        assertThat(made.find()).isTrue();
        String token = made.group(1);
        assertThat(await(tokens.find(token))).hasValueSatisfying(stored -> {
            assertThat(stored.board()).isEqualTo(name);
            assertThat(stored.user()).isEqualTo("ada");
            assertThat(stored.permissions()).isEqualTo(Permissions.READ_WRITE);
        });
        String later = root.get(BOARD + name).body();
        assertThat(later)
                .contains(token.substring(0, 6) + "…", "ada", "made a token for")
                .doesNotContain(token);

        Matcher fingerprint = FINGERPRINT.matcher(later);
        assertThat(fingerprint.find()).isTrue();
        create("other " + name, new byte[] {1});
        root.submit(BOARD + name, action("/tokens/remove", "other " + name), Map.of("token", fingerprint.group(1)));
        assertThat(await(tokens.find(token))).isPresent();
        root.submit(BOARD + name, action("/tokens/remove", name), Map.of("token", fingerprint.group(1)));
        assertThat(await(tokens.find(token))).isEmpty();
        assertThat(root.get(BOARD + name).body())
                .contains("The token was removed", "removed a token of", "No token opens this board now.");
    }

    @Test
    void showsLittleOfShortTokens() {
        await(tokens.add(new BoardToken("key-" + name, name, "", Permissions.of("rwa"), null)));
        await(tokens.add(new BoardToken("qzj", name, "", Permissions.NONE, null)));

        assertThat(root.get(BOARD + name).body())
                .doesNotContain("key-" + name, "qzj")
                .contains("nobody in particular", ">never<", ">nothing<");
    }

    @Test
    void refusesTokensThatNobodyCanChoose() {
        HttpResponse<String> refused = root.submit(
                BOARD + name,
                action("/tokens", name),
                Map.of("user", "x".repeat(151), "permissions", "a", "lifetime", "FOREVER"));

        assertThat(refused.statusCode()).isEqualTo(200);
        assertThat(refused.body()).contains("id=\"user-error\"", "At most 150 characters.", "Choose one of these.");
        assertThat(await(tokens.about(name))).isEmpty();
    }

    @Test
    void showsWhoIsConnectedAndClosesWhatItDeletes() throws Exception {
        BoardToken token = await(tokens.issue(name, "<b>ada</b>", Permissions.READ_WRITE, Duration.ofHours(1)));
        Client client = Client.open(port, token.token());
        client.first.get(20, TimeUnit.SECONDS);

        assertThat(root.get(BOARD + name).body())
                .contains("&lt;b&gt;ada&lt;/b&gt;", "one connection", "in use now")
                .doesNotContain("<b>ada");
        assertThat(root.get("/admin/boards?q=" + name).body()).contains("in use now");
        assertThat(root.get(action("/delete", name)).body())
                .contains("Delete the board " + name + "?", "3 B", "Remove its token as well");
        root.submit(action("/delete", name), action("/delete", name), Map.of("withTokens", "true"));

        client.closed.get(20, TimeUnit.SECONDS);
        assertThat(await(boards.length(name))).isEmpty();
        assertThat(await(tokens.find(token.token()))).isEmpty();
        assertThat(root.get("/admin/boards").body()).contains("Deleted: " + name);
        assertThat(root.get("/admin").body()).contains("deleted", name);
    }

    @Test
    void renamesAndMakesReadOnly() {
        root.submit(BOARD + name, action("/title", name), Map.of("title", "Plan of <May>"));
        assertThat(root.get("/admin/boards?q=plan+of").body()).contains("Plan of &lt;May&gt;", name);
        assertThat(root.get("/board/" + name).body()).contains("Plan of &lt;May&gt;");
        root.submit(BOARD + name, action("/read-only", name), Map.of("readOnly", "true"));
        assertThat(root.get(BOARD + name).body()).contains("Read-only", "made read-only");
        root.submit(BOARD + name, action("/read-only", name), Map.of("readOnly", "false"));
        assertThat(root.get(BOARD + name).body()).contains("made writable again");
        assertThat(root.submit(BOARD + name, action("/title", name), Map.of("title", "x".repeat(200)))
                        .body())
                .contains("At most 150 characters.");
    }

    @Test
    void takesABoardOutOfTheTrash() {
        root.submit(action("/delete", name), action("/delete", name), Map.of());
        String trash = root.get("/admin/boards?among=trash&q=" + name).body();
        Matcher id = Pattern.compile("name=\"id\" value=\"(\\d+)\"").matcher(trash);
        assertThat(id.find()).isTrue();
        create(name, new byte[] {9});
        root.submit("/account", "/admin/boards/batch/restore", Map.of("id", id.group(1)));
        assertThat(root.get("/admin/boards?among=trash").body()).contains("called: " + name + "~2");
        assertThat(length(name + "~2")).isEqualTo(3);
        root.submit("/account", "/admin/boards/batch/delete", Map.of("id", id.group(1)));
        root.submit("/account", "/admin/boards/batch/purge", Map.of("id", id.group(1)));
        assertThat(root.get("/admin/boards?among=trash").body()).contains("Deleted for good: " + name + "~2");
    }

    @Test
    void makesABoardOfWhatAnotherWas() {
        assertThat(root.submit(BOARD + name, action("/copy", name), Map.of("length", "4"))
                        .statusCode())
                .isEqualTo(404);
        root.submit(BOARD + name, action("/copy", name), Map.of("length", "2"));
        assertThat(download(name + "~2").body()).containsExactly(1, 2);
        assertThat(root.get(BOARD + encode(name + "~2")).body())
                .contains("This is the new board: " + name + "~2", "root");
    }

    @Test
    void keepsTokensOfDeletedBoardsIfToldSo() {
        BoardToken token = await(tokens.issue(name, "ada", Permissions.READ_WRITE, Duration.ofHours(1)));

        root.submit(action("/delete", name), action("/delete", name), Map.of());

        assertThat(await(boards.length(name))).isEmpty();
        assertThat(await(tokens.find(token.token()))).isPresent();
    }

    private void create(String board, byte[] contents) {
        await(boards.create(board, contents, List.of()));
    }

    private long length(String board) {
        return await(boards.length(board)).orElseThrow();
    }

    private HttpResponse<byte[]> download(String board) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + action("/download", board)))
                .header("Cookie", "COTERIE_SESSION=" + root.session())
                .build();
        return await(HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofByteArray()));
    }

    private String user(boolean staff) {
        String username = "boards" + ++serial;
        root.submit(
                "/admin/users/add",
                "/admin/users/add",
                Map.of(
                        "username",
                        username,
                        "password",
                        SOME_PASSWORD,
                        "repeated",
                        SOME_PASSWORD,
                        "staff",
                        Boolean.toString(staff),
                        "permissions",
                        "BOARDS_CHANGE,BOARDS_DELETE,USERS_ADD",
                        "_superuser",
                        "on"));
        return username;
    }

    private Browser logIn(String username) {
        Browser browser = new Browser(port);
        browser.logIn(username, SOME_PASSWORD);
        return browser;
    }

    private static String action(String action, String board) {
        return "/admin/boards/board" + action + "?name=" + encode(board);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String location(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(302);
        return response.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]+", "");
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** A program that opens a board and listens. */
    private static final class Client implements WebSocket.Listener {

        private final CompletableFuture<Void> first = new CompletableFuture<>();
        private final CompletableFuture<Void> closed = new CompletableFuture<>();

        static Client open(int port, String token) {
            Client client = new Client();
            WebSocket socket = await(HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://localhost:" + port + "/socket"), client));
            Init init = new Init(ProtocolVersion.THREE, 0, 0, 0, token, new byte[0]);
            await(socket.sendBinary(ByteBuffer.wrap(init.encode()), true));
            return client;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            first.complete(null);
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(null);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.complete(null);
        }
    }
}

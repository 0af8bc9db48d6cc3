package dev.coterie.admin;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.google.protobuf.Int32Value;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StringValue;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.coterie.account.MovableClock;
import dev.coterie.account.web.Browser;
import dev.coterie.account.web.ServerTest;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.core.ConnectionRequestMessage;
import dev.coterie.convergence.wire.model.CreateRealtimeModelRequestMessage;
import dev.coterie.convergence.wire.model.ObjectValue;
import dev.coterie.convergence.wire.model.OpenRealtimeModelRequestMessage;
import dev.coterie.zwibbler.Boards;
import dev.coterie.zwibbler.Permissions;
import dev.coterie.zwibbler.access.BoardTokens;
import dev.coterie.zwibbler.wire.Init;
import dev.coterie.zwibbler.wire.ProtocolVersion;

import static dev.coterie.account.web.ServerTest.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

/** Who is connected to a real server by real sockets, and ending that. */
@ServerTest
class LiveIntegrationTests {

    private static final String SOME_PASSWORD = "violet teapot 9";
    private static final String PROGRAM = "test-program/1.0";
    private static final int ENDED = 4001;
    private static final int POLICY_VIOLATION = 1008;
    private static int serial;

    private final int port;
    private final MovableClock clock;
    private final Boards boards;
    private final BoardTokens tokens;
    private final BlockingQueue<Client> clients = new LinkedBlockingQueue<>();

    private Browser root;
    private String name;

    LiveIntegrationTests(
            @LocalServerPort int port,
            @Autowired MovableClock clock,
            @Autowired Boards boards,
            @Autowired BoardTokens tokens) {
        this.port = port;
        this.clock = clock;
        this.boards = boards;
        this.tokens = tokens;
    }

    @BeforeEach
    void somebody() {
        clock.move(Duration.ofHours(2));
        root = new Browser(port);
        root.logIn("root", PASSWORD);
        name = "live" + ++serial;
        add(name, Map.of());
    }

    @AfterEach
    void leave() {
        clients.forEach(Client::abort);
    }

    @Test
    void bothProtocolsAreListed() {
        document(name, "minutes-" + name);
        board(name, "sketch-" + name);

        String list = await(list("?q=" + name), page -> page.contains("minutes-" + name) && page.contains("sketch-"));

        assertThat(list).contains("127.0.0.1").contains("test-program").contains("2 connections");
        assertThat(list("?user=" + name + "&kind=boards").get()).contains("one connection");
        assertThat(list("?open=minutes-" + name).get())
                .contains("one connection")
                .doesNotContain("sketch-");
        assertThat(list("?q=nobody-at-all").get()).contains("No connection matches.");
        assertThat(root.get("/admin").body()).contains("Who is connected").contains("operations a second");
    }

    @Test
    void endsOneConnectionOnly() {
        Client one = document(name, "minutes-" + name);
        Client other = board(name, "sketch-" + name);
        String before = await(list("?kind=documents&user=" + name), page -> page.contains("minutes-" + name));

        HttpResponse<String> done = end(idIn(before), Map.of("user", name));

        assertThat(done.statusCode()).isEqualTo(302);
        assertThat(location(done)).isEqualTo("/admin/live?user=" + name);
        assertThat(one.closedWith()).isEqualTo(ENDED);
        String after = await(list("?user=" + name), page -> page.contains("one connection"));
        assertThat(after).contains("sketch-" + name);
        assertThat(other.isOpen()).isTrue();
        assertThat(root.get("/admin?actions=mine").body()).contains(name + ", 127.0.0.1");

        assertThat(location(end(idIn(after), Map.of()))).isEqualTo("/admin/live");
        assertThat(other.closedWith()).isEqualTo(ENDED);
        await(list("?user=" + name), page -> page.contains("No connection matches."));
        end("gone", Map.of());
        assertThat(root.get("/admin/live").body()).contains("had ended already");
    }

    @Test
    void endsEverythingOfAUser() {
        Browser browser = new Browser(port);
        browser.logIn(name, SOME_PASSWORD);
        Client one = document(name, "minutes-" + name);
        Client two = board(name, "sketch-" + name);
        String stranger = add("other" + name, Map.of());
        Client other = document(stranger, "notes-" + name);
        await(list("?q=" + name), page -> page.contains("3 connections"));

        String asked = root.get("/admin/live/user?user=" + name).body();
        assertThat(asked).contains("2 connections are closed").contains("signed out in every browser");
        clock.move(Duration.ofMinutes(1));
        HttpResponse<String> done = root.submit("/admin/live", "/admin/live/user", Map.of("user", name));

        assertThat(location(done)).isEqualTo("/admin/live");
        assertThat(one.closedWith()).isEqualTo(POLICY_VIOLATION);
        assertThat(two.closedWith()).isPositive();
        assertThat(browser.get("/account").statusCode()).isEqualTo(302);
        assertThat(other.isOpen()).isTrue();
        await(list("?q=" + name), page -> page.contains("one connection"));
        assertThat(root.get("/admin").body()).contains("signed out everywhere");
    }

    @Test
    void endsThoseWithoutAnAccountOneByOne() {
        Client guest = board("guest of " + name, "sketch-" + name);
        String user = URLEncoder.encode("guest of " + name, StandardCharsets.UTF_8);
        await(list("?user=" + user), page -> page.contains("no account"));

        assertThat(root.get("/admin/live/user?user=" + user).body()).contains("There is no account of this name");
        root.submit("/admin/live", "/admin/live/user", Map.of("user", "guest of " + name));

        assertThat(guest.closedWith()).isEqualTo(ENDED);
    }

    @Test
    void whoMayOnlyLookEndsNothing() {
        Client one = board(name, "sketch-" + name);
        String id = idIn(await(list("?user=" + name), page -> page.contains("sketch-")));
        add("viewer" + name, Map.of("staff", "true", "permissions", "SESSIONS_VIEW"));
        Browser viewer = new Browser(port);
        viewer.logIn("viewer" + name, SOME_PASSWORD);

        assertThat(viewer.get("/admin/live?user=" + name).body())
                .contains("sketch-" + name)
                .doesNotContain("/admin/live/end");
        assertThat(viewer.submit("/account", "/admin/live/end", Map.of("id", id))
                        .statusCode())
                .isEqualTo(403);
        assertThat(viewer.submit("/account", "/admin/live/user", Map.of("user", name))
                        .statusCode())
                .isEqualTo(403);
        assertThat(viewer.get("/admin/live/user?user=" + name).statusCode()).isEqualTo(403);
        assertThat(root.post("/admin/live/end", Map.of("id", id)).statusCode()).isEqualTo(403);
        assertThat(one.isOpen()).isTrue();
        assertThat(viewer.get("/admin").body()).doesNotContain("actions=mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?q=%00&user=%00&open=%00&page=x&kind=y",
                "?page=-5",
                "?page=2147483647",
                "?q=%3Cscript%3Ealert(1)%3C/script%3E"
            })
    void copesWithAnyAddress(String query) {
        HttpResponse<String> list = root.get("/admin/live" + query);
        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.body()).doesNotContain("<script>alert");
    }

    @Test
    void asksNothingOfNobody() {
        assertThat(root.get("/admin/live/user?user=nobody-at-all").statusCode()).isEqualTo(404);
        assertThat(root.get("/admin/live/user?user=").statusCode()).isEqualTo(404);
        assertThat(root.submit("/admin/live", "/admin/live/user", Map.of("user", ""))
                        .statusCode())
                .isEqualTo(400);
        assertThat(root.get("/admin/live/user?user=" + name).body()).contains("there is no connection now");
    }

    private Supplier<String> list(String query) {
        return () -> root.get("/admin/live" + query).body();
    }

    private HttpResponse<String> end(String id, Map<String, String> filter) {
        Map<String, String> fields = new HashMap<>(filter);
        fields.put("id", id);
        return root.submit("/admin/live", "/admin/live/end", fields);
    }

    private static String await(Supplier<String> page, Predicate<String> shows) {
        return Awaitility.await().atMost(Duration.ofSeconds(20)).until(page::get, shows);
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]+", "");
    }

    private static String idIn(String page) {
        Matcher found = Pattern.compile("name=\"id\" value=\"([^\"]+)\"").matcher(page);
        assertThat(found.find()).as("a connection is listed").isTrue();
        return found.group(1);
    }

    private String add(String username, Map<String, String> more) {
        Map<String, String> fields = new HashMap<>(more);
        fields.putAll(Map.of("username", username, "password", SOME_PASSWORD, "repeated", SOME_PASSWORD));
        assertThat(root.submit("/admin/users/add", "/admin/users/add", fields).statusCode())
                .isEqualTo(302);
        return username;
    }

    /** Somebody opens a document that is made on the way. */
    private Client document(String username, String document) {
        Browser browser = new Browser(port);
        browser.logIn(username, SOME_PASSWORD);
        Matcher token = Pattern.compile("\"token\"\\s*:\\s*\"([^\"]+)\"")
                .matcher(browser.get("/api/token").body());
        assertThat(token.find()).isTrue();
        Client client = connect("/api/realtime/convergence/default");
        client.request(ConvergenceMessage.newBuilder()
                .setConnectionRequest(ConnectionRequestMessage.newBuilder()
                        .setJwt(ConnectionRequestMessage.JwtAuthRequestData.newBuilder()
                                .setJwt(token.group(1)))));
        client.request(ConvergenceMessage.newBuilder()
                .setCreateRealTimeModelRequest(CreateRealtimeModelRequestMessage.newBuilder()
                        .setCollectionId("live")
                        .setModelId(StringValue.of(document))
                        .setData(ObjectValue.newBuilder().setId("root"))));
        client.request(ConvergenceMessage.newBuilder()
                .setOpenRealTimeModelRequest(
                        OpenRealtimeModelRequestMessage.newBuilder().setModelId(StringValue.of(document))));
        return client;
    }

    /** A program opens a board with a token of that user's. */
    private Client board(String user, String board) {
        boards.create(board, new byte[] {1}, List.of()).toCompletableFuture().join();
        String token = tokens.issue(board, user, Permissions.READ_WRITE, Duration.ofHours(1))
                .toCompletableFuture()
                .join()
                .token();
        Client client = connect("/socket");
        client.send(new Init(ProtocolVersion.THREE, 0, 0, 0, token, new byte[0]).encode());
        return client;
    }

    private Client connect(String path) {
        Client client = new Client(URI.create("ws://localhost:" + port + path));
        clients.add(client);
        return client;
    }

    /** A program with a socket; waits for the reply to each request. */
    private static final class Client implements WebSocket.Listener {

        private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
        private final WebSocket socket;
        private int requests;

        Client(URI uri) {
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .header("User-Agent", PROGRAM)
                    .buildAsync(uri, this)
                    .join();
        }

        void send(byte[] message) {
            socket.sendBinary(ByteBuffer.wrap(message), true).join();
        }

        void request(ConvergenceMessage.Builder message) {
            int id = requests++;
            send(message.setRequestId(Int32Value.of(id)).build().toByteArray());
            try {
                while (true) {
                    byte[] reply = messages.poll(20, TimeUnit.SECONDS);
                    ConvergenceMessage decoded = ConvergenceMessage.parseFrom(Objects.requireNonNull(reply));
                    if (decoded.hasResponseId() && decoded.getResponseId().getValue() == id) {
                        assertThat(decoded.hasError()).as(decoded.toString()).isFalse();
                        return;
                    }
                }
            } catch (InterruptedException | InvalidProtocolBufferException e) {
                throw new AssertionError(e);
            }
        }

        int closedWith() {
            return closed.orTimeout(20, TimeUnit.SECONDS).join();
        }

        boolean isOpen() {
            return !closed.isDone();
        }

        void abort() {
            socket.abort();
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            parts.writeBytes(bytes);
            if (last) {
                messages.add(parts.toByteArray());
                parts.reset();
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            closed.complete(1006);
        }
    }
}

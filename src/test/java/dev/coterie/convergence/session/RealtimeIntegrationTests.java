package dev.coterie.convergence.session;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.ByteString;
import com.google.protobuf.Int32Value;
import com.google.protobuf.StringValue;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;

import dev.coterie.account.AccessRevoked;
import dev.coterie.convergence.model.ModelCommand;
import dev.coterie.convergence.model.SessionEvent;
import dev.coterie.convergence.wire.ConvergenceMessage;
import dev.coterie.convergence.wire.ErrorCode;
import dev.coterie.convergence.wire.Frames;
import dev.coterie.convergence.wire.core.ConnectionRequestMessage;
import dev.coterie.convergence.wire.core.PingMessage;
import dev.coterie.convergence.wire.model.ModelPermissionsData;
import dev.coterie.convergence.wire.model.OpenRealtimeModelRequestMessage;
import dev.coterie.convergence.wire.model.OpenRealtimeModelResponseMessage;
import dev.coterie.convergence.wire.model.OperationData;
import dev.coterie.convergence.wire.model.OperationSubmissionMessage;
import dev.coterie.convergence.wire.presence.SubscribePresenceRequestMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SpringBootTest(
        classes = TestApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "coterie.convergence.handshake-timeout=3s",
            "coterie.allowed-origins=https://friend.example",
            "coterie.socket.messages-per-second=100",
            "coterie.socket.message-burst=500",
            "coterie.socket.max-queued-size=4MB",
            "coterie.socket.send-timeout=3s",
            "coterie.socket.close-timeout=2s",
            "coterie.socket.max-unauthenticated-per-address=20"
        })
class RealtimeIntegrationTests {

    @LocalServerPort
    private int port;

    private final BlockingQueue<TestNode.Told> told;
    private final ConnectedSessions connected;
    private final ApplicationEventPublisher events;
    private final MeterRegistry meters;

    @Autowired
    RealtimeIntegrationTests(
            BlockingQueue<TestNode.Told> told,
            ConnectedSessions connected,
            ApplicationEventPublisher events,
            MeterRegistry meters) {
        this.told = told;
        this.connected = connected;
        this.events = events;
        this.meters = meters;
    }

    @BeforeEach
    void forget() {
        told.clear();
    }

    @Test
    void aClientConnectsOpensAndHears() throws Exception {
        SocketClient client = connect();
        client.logIn("ann");
        client.request(message().setPresenceSubscribeRequest(SubscribePresenceRequestMessage.getDefaultInstance()));
        assertThat(client.next().hasPresenceSubscribeResponse()).isTrue();

        ModelCommand.Open open = open(client, "m");
        open.client()
                .member()
                .connection()
                .tell(new SessionEvent.ModelOpened(
                        3,
                        "m",
                        ModelPermissionsData.getDefaultInstance(),
                        Frames.reply(
                                open.requestId(),
                                message()
                                        .setOpenRealTimeModelResponse(OpenRealtimeModelResponseMessage.newBuilder()
                                                .setResourceId(3)))));
        assertThat(client.next().getOpenRealTimeModelResponse().getResourceId()).isEqualTo(3);
        client.say(message()
                .setOperationSubmission(OperationSubmissionMessage.newBuilder().setResourceId(3)));
        assertThat(poll().command()).isInstanceOf(ModelCommand.Submit.class);
        assertThat(meters.get("coterie.convergence.sessions").gauge().value()).isGreaterThanOrEqualTo(1);

        client.abort();
        assertThat(poll().command())
                .isEqualTo(new ModelCommand.Disconnected(open.client().sessionId()));
    }

    @Test
    void textIsIgnored() throws Exception {
        SocketClient client = connect();
        client.text("hello");
        client.text("x".repeat(100_000));
        client.logIn("ann");
        client.text("hello again");
        assertAlive(client);
    }

    @Test
    void aLargeHandshakeIsRefused() throws Exception {
        SocketClient whole = connect();
        whole.binary(new byte[17 * 1024], true);
        assertThat(whole.closedWith()).isEqualTo(1009);

        SocketClient parts = connect();
        for (int part = 0; part < 3; part++) {
            parts.binary(new byte[6 * 1024], false);
        }
        assertThat(parts.closedWith()).isEqualTo(1009);
    }

    @Test
    void largeMessagesPassOnceTheClientIsKnown() throws Exception {
        SocketClient client = connect();
        client.logIn("ann");
        byte[] large = message()
                .setOperationSubmission(OperationSubmissionMessage.newBuilder()
                        .setResourceId(99)
                        .setOperation(OperationData.newBuilder()
                                .setUnknownFields(com.google.protobuf.UnknownFieldSet.newBuilder()
                                        .addField(
                                                99,
                                                com.google.protobuf.UnknownFieldSet.Field.newBuilder()
                                                        .addLengthDelimited(
                                                                ByteString.copyFrom(new byte[3 * 1024 * 1024]))
                                                        .build())
                                        .build())))
                .build()
                .toByteArray();
        client.binary(large, true);
        assertThat(client.next().getError().getCode()).isEqualTo("unknown_resource_id");
        int half = large.length / 2;
        client.binary(java.util.Arrays.copyOf(large, half), false);
        client.binary(java.util.Arrays.copyOfRange(large, half, large.length), true);
        assertThat(client.next().getError().getCode()).isEqualTo("unknown_resource_id");

        client.binary(new byte[4 * 1024 * 1024 + 1], true);
        assertThat(client.closedWith()).isEqualTo(1009);
    }

    @Test
    void garbageClosesTheConnection() throws Exception {
        long seed = Long.getLong("coterie.seed", System.nanoTime());
        System.getLogger("seed").log(System.Logger.Level.INFO, "coterie.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            byte[] garbage = new byte[1 + random.nextInt(200)];
            random.nextBytes(garbage);
            SocketClient client = connect();
            client.binary(garbage, true);
            assertThat(client.closedWith()).isEqualTo(1002);
        }
        SocketClient known = connect();
        known.logIn("ann");
        known.binary(new byte[] {(byte) 0xff}, true);
        assertThat(known.closedWith()).isEqualTo(1002);
    }

    @Test
    void pagesOfOtherSitesAreRefused() throws Exception {
        assertRefused("https://evil.example", 403);
        assertRefused("https://friend.example.evil.example", 403);
        assertRefused("http://friend.example", 403);
        assertRefused("null", 403);
        assertRefused("http://localhost:" + (port + 1), 403);
        assertAlive(new SocketClient(uri("convergence/default"), "https://friend.example"));
        assertAlive(new SocketClient(uri("convergence/default"), "http://localhost:" + port));
    }

    @Test
    void anUnknownDomainIsToldInTheHandshake() throws Exception {
        SocketClient client = new SocketClient(uri("convergence/other"), null);
        client.request(message()
                .setConnectionRequest(ConnectionRequestMessage.newBuilder()
                        .setJwt(ConnectionRequestMessage.JwtAuthRequestData.newBuilder()
                                .setJwt("token-of-ann"))));
        assertThat(client.next().getConnectionResponse().getFailure().getCode()).isEqualTo("domain_not_found");
        assertThat(client.closedWith()).isEqualTo(1000);
    }

    @Test
    void twoSegmentsNameTheDomain() {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> new SocketClient(uri("convergence"), null));
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> new SocketClient(uri("one/convergence/default"), null));
    }

    @Test
    void silenceIsEnded() throws Exception {
        assertThat(connect().closedWith()).isEqualTo(1008);
    }

    @Test
    void aFloodIsEnded() throws Exception {
        SocketClient client = connect();
        client.logIn("ann");
        try {
            for (int number = 0; number < 5000 && client.isOpen(); number++) {
                client.say(message().setPing(PingMessage.getDefaultInstance()));
            }
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(IOException.class);
        }
        assertThat(client.closedWith()).isIn(1008, 1006);
        awaitNobody();
    }

    @Test
    void tooManyStrangersAreRefused() throws Exception {
        List<SocketClient> strangers = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            strangers.add(connect());
        }
        assertRefused(null, 429);
        strangers.get(0).logIn("ann");
        assertAlive(connect());
        for (SocketClient stranger : strangers.subList(1, 20)) {
            assertThat(stranger.closedWith()).isEqualTo(1008);
        }
    }

    @Test
    void aClientThatNeverReadsIsDroppedAndFreed() throws Exception {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new java.net.InetSocketAddress("localhost", port));
            DataOutputStream out = upgrade(socket, "");
            logInAndSleep(socket, out);
            ModelCommand.Open open = (ModelCommand.Open) poll().command();
            byte[] frame = Frames.error(99, ErrorCode.UNKNOWN, "x".repeat(1024 * 1024));
            for (int number = 0; number < 12; number++) {
                open.client().member().connection().tell(new SessionEvent.Send(frame));
            }
            assertThat(poll().command()).isInstanceOf(ModelCommand.Disconnected.class);
            awaitNobody();
        }
    }

    @Test
    void aClientThatReadsNothingOfALittleIsDroppedInTime() throws Exception {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new java.net.InetSocketAddress("localhost", port));
            DataOutputStream out = upgrade(socket, "");
            logInAndSleep(socket, out);
            ModelCommand.Open open = (ModelCommand.Open) poll().command();
            // One frame that the kernel's buffers cannot hold: the send time-out ends it, long before the heartbeat.
            byte[] frame = Frames.error(99, ErrorCode.UNKNOWN, "x".repeat(16 * 1024 * 1024));
            long since = System.nanoTime();
            open.client().member().connection().tell(new SessionEvent.Send(frame));
            assertThat(poll().command()).isInstanceOf(ModelCommand.Disconnected.class);
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(9));
            awaitNobody();
        }
    }

    @Test
    void compressionIsNotOffered() throws Exception {
        try (Socket socket = new Socket("localhost", port)) {
            upgrade(socket, "Sec-WebSocket-Extensions: permessage-deflate\r\n");
        }
    }

    @Test
    void revokedAccessClosesWithinASecond() throws Exception {
        SocketClient client = connect();
        client.logIn("ann");
        long since = System.nanoTime();
        events.publishEvent(new AccessRevoked("ann"));
        assertThat(client.closedWith()).isEqualTo(1008);
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(1));
    }

    private SocketClient connect() {
        return new SocketClient(uri("convergence/default"), null);
    }

    private URI uri(String path) {
        return URI.create("ws://localhost:" + port + "/api/realtime/" + path);
    }

    private ModelCommand.Open open(SocketClient client, String modelId) throws InterruptedException {
        client.request(openRequest(modelId));
        return (ModelCommand.Open) poll().command();
    }

    private TestNode.Told poll() throws InterruptedException {
        TestNode.Told next = told.poll(15, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no model was told anything");
        }
        return next;
    }

    private void awaitNobody() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> connected.all().stream()
                        .noneMatch(session -> session.username().equals("sleepy")));
    }

    private void assertRefused(@org.jspecify.annotations.Nullable String origin, int status) {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> new SocketClient(uri("convergence/default"), origin))
                .havingCause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refusal ->
                                assertThat(refusal.getResponse().statusCode()).isEqualTo(status));
    }

    private static void assertAlive(SocketClient client) throws InterruptedException {
        client.say(message().setPing(PingMessage.getDefaultInstance()));
        assertThat(client.next().hasPong()).isTrue();
        client.abort();
    }

    /** Upgrades by hand and checks that no extension was agreed on. */
    private static DataOutputStream upgrade(Socket socket, String headers) throws IOException {
        socket.setSoTimeout(10_000);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeBytes("GET /api/realtime/convergence/default HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + headers + "\r\n");
        out.flush();
        String head = head(socket);
        assertThat(head).startsWith("HTTP/1.1 101").doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
        return out;
    }

    private static String head(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).isNotNegative();
            head.append((char) next);
        }
        return head.toString();
    }

    /** Logs in, reads the first frame's first byte as the sign that it is let in, and reads nothing after it. */
    private static void logInAndSleep(Socket socket, DataOutputStream out) throws IOException {
        writeFrame(
                out,
                message()
                        .setRequestId(Int32Value.of(0))
                        .setConnectionRequest(ConnectionRequestMessage.newBuilder()
                                .setJwt(ConnectionRequestMessage.JwtAuthRequestData.newBuilder()
                                        .setJwt("token-of-sleepy")))
                        .build()
                        .toByteArray());
        assertThat(socket.getInputStream().read()).isEqualTo(0x82);
        writeFrame(
                out,
                openRequest("sleepy-model")
                        .setRequestId(Int32Value.of(1))
                        .build()
                        .toByteArray());
    }

    private static void writeFrame(DataOutputStream out, byte[] payload) throws IOException {
        out.writeByte(0x82);
        assertThat(payload.length).isLessThan(126);
        out.writeByte(0x80 | payload.length);
        out.writeInt(0);
        out.write(payload);
        out.flush();
    }

    private static ConvergenceMessage.Builder openRequest(String modelId) {
        return message()
                .setOpenRealTimeModelRequest(
                        OpenRealtimeModelRequestMessage.newBuilder().setModelId(StringValue.of(modelId)));
    }

    private static ConvergenceMessage.Builder message() {
        return ConvergenceMessage.newBuilder();
    }
}

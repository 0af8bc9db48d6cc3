package dev.coterie.zwibbler.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

import dev.coterie.CoterieApplication;

import static org.assertj.core.api.Assertions.assertThat;

/** The webhook (section 8.4), with a shorter wait. */
@SpringBootTest(
        classes = CoterieApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "coterie.zwibbler.access=open",
            "coterie.zwibbler.board.idle-after=800ms",
            "coterie.zwibbler.webhook-attempts=1",
            "coterie.zwibbler.secret-user=" + Management.USER,
            "coterie.zwibbler.secret-password=" + Management.PASSWORD
        })
@ContextConfiguration(initializers = WebhookBoardTests.Hooked.class)
class WebhookBoardTests extends BoardServer {

    private static final BlockingQueue<Call> CALLS = new LinkedBlockingQueue<>();

    private record Call(String method, String type, String authorization, String body) {

        boolean isAbout(String board) {
            return body.endsWith("documentID=" + board) || body.startsWith("documentID=" + board + "&");
        }
    }

    static final class Hooked extends Databases.Database {

        @Override
        void configure(ConfigurableApplicationContext context) {
            try {
                HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.createContext("/hook", Hooked::answer);
                server.start();
                TestPropertyValues.of("coterie.zwibbler.webhook=http://127.0.0.1:"
                                + server.getAddress().getPort() + "/hook")
                        .applyTo(context);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void answer(HttpExchange exchange) throws IOException {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            CALLS.add(new Call(
                    exchange.getRequestMethod(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    body));
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        }
    }

    @Test
    void anIdleBoardIsReportedOnce() throws Exception {
        String board = fresh();
        BoardClient first = join(board);
        BoardClient second = join(board);
        first.close();
        second.close();

        Call call = nextAbout(board);

        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.type()).startsWith("application/x-www-form-urlencoded");
        assertThat(call.authorization()).isEqualTo(Management.basic(Management.USER, Management.PASSWORD));
        assertThat(call.body().split("&")).containsExactlyInAnyOrder("event=idle-session", "documentID=" + board);
        assertNoCallAbout(board);
    }

    @Test
    void eachIdlePeriodIsReported() throws Exception {
        String board = fresh();
        join(board).close();
        nextAbout(board);

        join(board).close();

        nextAbout(board);
    }

    @Test
    void whoComesInTimeCancelsIt() throws Exception {
        String board = fresh();
        join(board).close();
        BoardClient next = join(board);

        assertNoCallAbout(board);
        next.close();
        nextAbout(board);
    }

    @Test
    void whoIsRefusedDoesNotCount() throws Exception {
        String board = boardWith("abc");

        connect(Wire.Init.of(2, board).mode(Wire.ALWAYS_CREATE)).expectErrorAndEnd(2, "already exists");
        connect(Wire.Init.of(2, board).offset(4)).expectErrorAndEnd(3, "invalid offset");

        assertNoCallAbout(board);
    }

    @Test
    void aDeletedBoardWithClientsIsReported() throws Exception {
        String board = fresh();
        BoardClient client = join(board);
        management().delete(board);
        client.expectErrorAndEnd(1, "does not exist");

        nextAbout(board);
    }

    private static Call nextAbout(String board) throws InterruptedException {
        Call call = CALLS.poll(20, TimeUnit.SECONDS);
        while (call != null && !call.isAbout(board)) {
            call = CALLS.poll(20, TimeUnit.SECONDS);
        }
        assertThat(call).as("a call about the board").isNotNull();
        return call;
    }

    /** Another board goes idle later: when that was reported, nothing can come any more. */
    private void assertNoCallAbout(String board) throws InterruptedException {
        Deque<String> later = new ArrayDeque<>();
        for (int i = 0; i < 2; i++) {
            String other = fresh();
            join(other).close();
            later.add(other);
            Call call = CALLS.poll(20, TimeUnit.SECONDS);
            while (call != null && !call.isAbout(other)) {
                assertThat(call.isAbout(board)).as("a call about the board").isFalse();
                call = CALLS.poll(20, TimeUnit.SECONDS);
            }
        }
    }
}

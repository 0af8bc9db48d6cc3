package dev.coterie.zwibbler.http;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Section 8.1 of the protocol: plain requests beside a web socket on the same address. */
class SocketHttpIntegrationTests {

    private static final String RUNNING = "Zwibbler collaboration Server is running.";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static SocketTestServer server;

    @BeforeAll
    static void start() {
        server = SocketTestServer.start("coterie.zwibbler.request-timeout=20s");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void itRuns(String method) throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(server.uri("?pingpong"))
                .method(method, BodyPublishers.ofString("a=b"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(RUNNING);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text");
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void headHasNoBody() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(server.uri(""))
                .method("HEAD", BodyPublishers.noBody())
                .build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void preflightIsAnswered() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(server.uri(""))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://pages.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization")
                .build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("https://pages.example");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Methods"))
                .contains("POST, GET, OPTIONS, PUT, DELETE");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .contains("true");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("Accept, Content-Type, Content-Length, Accept-Encoding, X-CSRF-Token, Authorization");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?ping", "?ping=1", "?x=y&ping"})
    void pingAsksTheStorage(String query) throws Exception {
        HttpResponse<String> answer = get(query);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("OK");
    }

    @Test
    void pingFailsWithTheStorage() throws Exception {
        try (SocketTestServer failing = SocketTestServer.start("coterie.zwibbler.request-timeout=10s")) {
            failing.records().failCommits();
            HttpResponse<String> answer =
                    send(HttpRequest.newBuilder(failing.uri("?ping")).build());

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void otherPathsAreNotOurs() throws Exception {
        for (String path : new String[] {"/socket/", "/socket/x", "/sockets", "/Socket"}) {
            URI uri = URI.create("http://localhost:" + server.port() + path);
            assertThat(send(HttpRequest.newBuilder(uri).build()).statusCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "WebSocket", "WEBSOCKET"})
    void upgradesPass(String word) throws Exception {
        assertThat(firstLine("GET", word)).isEqualTo("HTTP/1.1 101 ");
    }

    @Test
    void otherUpgradesAreNone() throws Exception {
        assertThat(firstLine("GET", "h2c")).isEqualTo("HTTP/1.1 200 ");
        assertThat(firstLine("POST", "h2c")).isEqualTo("HTTP/1.1 400 ");
    }

    private static String firstLine(String method, String upgrade) throws IOException {
        try (Socket socket = new Socket("localhost", server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((method
                                    + " /socket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: "
                                    + upgrade
                                    + "\r\nContent-Length: 0\r\nOrigin: http://elsewhere.example"
                                    + "\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            StringBuilder line = new StringBuilder();
            for (int c = socket.getInputStream().read();
                    c != '\r' && c >= 0;
                    c = socket.getInputStream().read()) {
                line.append((char) c);
            }
            return line.toString();
        }
    }

    private static HttpResponse<String> get(String query) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.uri(query)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, BodyHandlers.ofString());
    }
}

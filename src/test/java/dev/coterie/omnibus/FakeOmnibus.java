package dev.coterie.omnibus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers the calls of the REST API as the container does, the bad days of it included. */
class FakeOmnibus implements AutoCloseable {

    static final String PASSWORD = "s3cret-of-admin";

    private static final String KEYS = "/api/rest/domains/convergence/default/jwtKeys";

    final List<String> calls = new CopyOnWriteArrayList<>();
    final Map<String, JsonNode> keys = new ConcurrentHashMap<>();

    volatile String password = PASSWORD;
    volatile String domainStatus = "ready";
    volatile boolean hanging;
    volatile boolean failingKeys;
    volatile boolean somebodyIsFaster;

    private final int port;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private @Nullable HttpServer server;

    /** @param port 0: any */
    FakeOmnibus(int port) {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress("localhost", port), 0);
            started.createContext("/", this::handle);
            started.setExecutor(threads);
            started.start();
            this.port = started.getAddress().getPort();
            this.server = started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return URI.create("http://localhost:" + port);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        closed.countDown();
        HttpServer running = server;
        if (running != null) {
            running.stop(0);
            server = null;
        }
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        calls.add(exchange.getRequestMethod() + " " + path);
        if (hanging) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
            return;
        }
        JsonNode body = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
        boolean loggedIn = "SessionToken s1".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (path.equals("/api/rest/auth/login")) {
            boolean right = body.path("username").asString("").equals("admin")
                    && body.path("password").asString("").equals(password);
            answer(exchange, right ? 200 : 401, right ? "{\"token\":\"s1\",\"expiresIn\":1800000}" : "{}");
        } else if (!loggedIn) {
            answer(exchange, 401, "{}");
        } else if (path.equals("/api/rest/domains/convergence/default")) {
            answer(exchange, 200, "{\"namespace\":\"convergence\",\"status\":\"" + domainStatus + "\"}");
        } else if (failingKeys) {
            answer(exchange, 500, "{}");
        } else if (path.equals(KEYS)) {
            create(exchange, body);
        } else {
            update(exchange, path.substring(KEYS.length() + 1), body);
        }
    }

    private void create(HttpExchange exchange, JsonNode body) throws IOException {
        String id = body.path("id").asString("").replace(" ", "%20");
        if (somebodyIsFaster) {
            somebodyIsFaster = false;
            keys.put(id, JsonMapper.shared().createObjectNode());
        }
        boolean added = keys.putIfAbsent(id, body) == null;
        answer(exchange, added ? 201 : 409, "{}");
    }

    private void update(HttpExchange exchange, String id, JsonNode body) throws IOException {
        boolean known = keys.replace(id, body) != null;
        answer(exchange, known ? 200 : 404, "{}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] content = ("{\"body\":" + body + ",\"ok\":" + (status < 300) + "}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }
}

package dev.coterie.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Gets a token from a server as a script would: name and password once, then the token for every connection. */
final class TokenClient {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PATH = "/api/token";

    private final URI base;

    TokenClient(URI base) {
        this.base = base;
    }

    String token(String user, String password) throws IOException, InterruptedException {
        String credentials =
                Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(base.resolve(PATH))
                .header("Authorization", "Basic " + credentials)
                .timeout(PATIENCE)
                .build();
        HttpResponse<String> response = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("no token: " + PATH + " answered " + response.statusCode());
        }
        try {
            String token =
                    JsonMapper.shared().readTree(response.body()).path("token").asString("");
            if (!token.isEmpty()) {
                return token;
            }
        } catch (JacksonException e) {
            throw new IOException("no token: " + PATH + " did not answer with JSON", e);
        }
        throw new IOException("no token in the answer of " + PATH);
    }
}

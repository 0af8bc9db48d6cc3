package dev.coterie.omnibus;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The calls of the external server's REST API that registering a key takes. Thread-safe; each blocks for the timeout at
 * most and throws {@link ResourceAccessException} when there is no answer.
 */
class OmnibusClient {

    private static final String DOMAIN = "/domains/convergence/default";

    private final RestClient http;
    private final String base;
    private final JsonMapper json = JsonMapper.shared();

    OmnibusClient(URI server, Duration timeout) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build());
        requests.setReadTimeout(timeout);
        this.http = RestClient.builder().requestFactory(requests).build();
        this.base = server.toString().replaceAll("/+$", "") + "/api/rest";
    }

    Answer login(String username, String password) {
        return call(HttpMethod.POST, "/auth/login", null, new Login(username, password));
    }

    Answer domain(String session) {
        return call(HttpMethod.GET, DOMAIN, session, null);
    }

    Answer updateKey(String session, String id, String description, String pem) {
        return call(
                HttpMethod.PUT,
                DOMAIN + "/jwtKeys/" + UriUtils.encode(id, StandardCharsets.UTF_8),
                session,
                new KeyUpdate(description, pem, true));
    }

    Answer createKey(String session, String id, String description, String pem) {
        return call(HttpMethod.POST, DOMAIN + "/jwtKeys", session, new NewKey(id, description, pem, true));
    }

    private Answer call(HttpMethod method, String path, @Nullable String session, @Nullable Object body) {
        RestClient.RequestBodySpec request =
                http.method(method).uri(URI.create(base + path)).accept(MediaType.APPLICATION_JSON);
        if (session != null) {
            request.header(HttpHeaders.AUTHORIZATION, "SessionToken " + session);
        }
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).body(json.writeValueAsBytes(body));
        }
        return request.exchangeForRequiredValue((sent, response) -> answer(response));
    }

    private Answer answer(ClientHttpResponse response) throws IOException {
        byte[] content = response.getBody().readAllBytes();
        return new Answer(response.getStatusCode().value(), bodyOf(content));
    }

    /** What is inside the envelope; a missing node when a proxy in between answered with something else. */
    private JsonNode bodyOf(byte[] content) {
        try {
            return json.readTree(content).path("body");
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** @param body the inner part of the answer, possibly missing */
    record Answer(int status, JsonNode body) {

        boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /** A text of the body; empty when there is none of that name. */
        String text(String name) {
            return body.path(name).asString("");
        }

        @Override
        public String toString() {
            return "Answer[status=" + status + "]";
        }
    }

    private record Login(String username, String password) {

        @Override
        public String toString() {
            return "Login[username=" + username + "]";
        }
    }

    private record KeyUpdate(String description, String key, boolean enabled) {}

    private record NewKey(String id, String description, String key, boolean enabled) {}
}

package dev.coterie.zwibbler.conformance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** The management API (section 8) as a program calls it. Immutable. */
final class Management {

    static final String USER = "manager";
    static final String PASSWORD = "crane-otter:29";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BOUNDARY = "a0b1c2d3e4";

    private final URI socket;
    private final @Nullable String authorization;

    Management(int port) {
        this(URI.create("http://localhost:" + port + "/socket"), basic(USER, PASSWORD));
    }

    private Management(URI socket, @Nullable String authorization) {
        this.socket = socket;
        this.authorization = authorization;
    }

    /** @param header for {@code Authorization}; null for none */
    Management as(@Nullable String header) {
        return new Management(socket, header);
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    record Answer(int status, byte[] body, HttpResponse<byte[]> response) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** The reason in the Status header. */
        String reason() {
            return header("Status").orElse("");
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        @Override
        public String toString() {
            return status + " " + reason() + " " + text();
        }
    }

    Answer create(String board, byte[] contents) {
        return form("method", "createDocument", "documentID", board, "contents", percent(contents));
    }

    Answer delete(String board) {
        return form("method", "deleteDocument", "documentID", board);
    }

    Answer dump(String board) {
        return form("method", "dumpDocument", "documentID", board);
    }

    Answer check(String board) {
        return form("method", "checkDocument", "documentID", board);
    }

    Answer addToken(String board, String token, String user, String permissions) {
        return addToken(board, token, user, permissions, "Fri, 01 Jan 2100 00:00:00 GMT");
    }

    Answer addToken(String board, String token, String user, String permissions, String expiration) {
        return form(
                "method",
                "addToken",
                "documentID",
                board,
                "token",
                token,
                "userID",
                user,
                "permissions",
                permissions,
                "expiration",
                expiration);
    }

    Answer updateUser(String user, String permissions) {
        return form("method", "updateUser", "userID", user, "permissions", permissions);
    }

    /** A POST with a form; values are encoded unless they are encoded already, by {@link #percent}. */
    Answer form(String... namesAndValues) {
        return post(encoded(namesAndValues), "application/x-www-form-urlencoded");
    }

    /** A POST with everything in the query. */
    Answer query(String... namesAndValues) {
        return send(request("?" + encoded(namesAndValues)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** A POST of multipart/form-data, in which {@code contents} is a file. */
    Answer multipart(byte[] file, String... namesAndValues) {
        byte[] body = fields(namesAndValues);
        body = Wire.concat(
                body,
                Wire.utf8("--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"contents\"; filename=\"board.bin\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n"),
                file,
                Wire.utf8("\r\n--" + BOUNDARY + "--\r\n"));
        return post(body, "multipart/form-data; boundary=" + BOUNDARY);
    }

    /** The same with {@code contents} as a plain field. */
    Answer multipartValue(byte[] contents, String... namesAndValues) {
        byte[] body = Wire.concat(
                fields(namesAndValues),
                Wire.utf8("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"contents\"\r\n\r\n"),
                contents,
                Wire.utf8("\r\n--" + BOUNDARY + "--\r\n"));
        return post(body, "multipart/form-data; boundary=" + BOUNDARY);
    }

    private static byte[] fields(String... namesAndValues) {
        byte[] body = {};
        for (int i = 0; i < namesAndValues.length; i += 2) {
            body = Wire.concat(
                    body,
                    Wire.utf8("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + namesAndValues[i]
                            + "\"\r\n\r\n" + namesAndValues[i + 1] + "\r\n"));
        }
        return body;
    }

    private Answer post(byte[] body, String type) {
        return send(request("").header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private Answer post(String body, String type) {
        return post(body.getBytes(StandardCharsets.US_ASCII), type);
    }

    /** Any other request to the socket's path. */
    Answer request(String method, String query, String... headers) {
        HttpRequest.Builder request = request(query).method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private HttpRequest.Builder request(String query) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(socket + query)).timeout(PATIENCE);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request;
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Marks a value as one that is encoded. */
    private static final String ENCODED = "\0";

    /** Every byte as a form writes bytes that may be anything. */
    static String percent(byte[] bytes) {
        StringBuilder text = new StringBuilder(ENCODED);
        for (byte b : bytes) {
            if (b >= 'a' && b <= 'z') {
                text.append((char) b);
            } else {
                text.append('%').append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
            }
        }
        return text.toString();
    }

    private static String encoded(String... namesAndValues) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String value = namesAndValues[i + 1];
            String text = value.startsWith(ENCODED) ? value : percent(Wire.utf8(value));
            pairs.add(namesAndValues[i] + "=" + text.substring(ENCODED.length()));
        }
        return String.join("&", pairs);
    }
}

package dev.coterie.zwibbler.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.coterie.account.web.ServerTest;

import static org.assertj.core.api.Assertions.assertThat;

/** The socket's address beside pages, logins and their protections. */
@ServerTest
class WholeServerIntegrationTests {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Test
    void itRunsAndStores() throws Exception {
        assertThat(send(request("/socket")).body()).isEqualTo("Zwibbler collaboration Server is running.");
        assertThat(send(request("/socket?ping")).body()).isEqualTo("OK");
    }

    @Test
    void formsNeedNoLoginAndNoProtection() throws Exception {
        HttpResponse<String> answer = send(request("/socket")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("method=checkDocument&documentID=x")));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Status")).contains("Unauthorized");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void passwordOfAnAccountIsNoSecret() throws Exception {
        HttpResponse<String> answer = send(request("/socket?method=checkDocument&documentID=x")
                .header("Authorization", new Secret("root", ServerTest.PASSWORD).header())
                .POST(BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void partsLargerThanPagesTakeAreRead() throws Exception {
        String part = "--cut\r\nContent-Disposition: form-data; name=\"contents\"; filename=\"f\"\r\n\r\n"
                + "x".repeat(12_000_000) + "\r\n--cut--\r\n";
        HttpResponse<String> answer = send(request("/socket?method=createDocument")
                .header("Content-Type", "multipart/form-data; boundary=cut")
                .POST(BodyPublishers.ofString(part)));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}

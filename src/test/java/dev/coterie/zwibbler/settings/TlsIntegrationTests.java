package dev.coterie.zwibbler.settings;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.coterie.zwibbler.http.SocketTestServer;

import static org.assertj.core.api.Assertions.assertThat;

/** A zwibbler.conf with a certificate makes the server speak TLS. */
class TlsIntegrationTests {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path parent;

    @Test
    void certificateAndKeyOfTheFileAreUsed() throws Exception {
        Path directory = Files.createDirectory(parent.resolve("with space"));
        KeyStore store = generate(directory.resolve("store.p12"));
        Certificate certificate = store.getCertificate("server");
        Path cert = pem(directory.resolve("cert.pem"), "CERTIFICATE", certificate.getEncoded());
        Key key = store.getKey("server", PASSWORD);
        Path keyFile = pem(directory.resolve("key.pem"), "PRIVATE KEY", key.getEncoded());
        Path conf = Files.writeString(
                directory.resolve("zwibbler.conf"), "CertFile=" + cert + "\nKeyFile=" + keyFile + "\n");

        try (SocketTestServer server = SocketTestServer.start("coterie.zwibbler.config-file=" + conf)) {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(trusting(certificate)).build();
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/socket"))
                    .build();

            assertThat(client.send(request, BodyHandlers.ofString()).body())
                    .isEqualTo("Zwibbler collaboration Server is running.");
        }
    }

    private static KeyStore generate(Path file) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private static Path pem(Path file, String label, byte[] content) throws IOException {
        return Files.writeString(
                file,
                "-----BEGIN " + label + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + label
                        + "-----\n");
    }

    private static SSLContext trusting(Certificate certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("server", certificate);
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}

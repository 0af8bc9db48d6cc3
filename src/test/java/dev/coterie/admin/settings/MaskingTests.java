package dev.coterie.admin.settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MaskingTests {

    private static final String TEXT = "java.lang.String";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "coterie.admin.password",
                "coterie.omnibus.password",
                "coterie.zwibbler.db-password",
                "coterie.zwibbler.secret-password",
                "coterie.zwibbler.secret-user",
                "coterie.zwibbler.jwt-key",
                "coterie.oidc.client-secret",
                "coterie.other.api-token",
                "coterie.other.apikey",
                "coterie.other.tokens[0]",
                "coterie.other.credentials.name",
                "spring.mail.password",
                "spring.mail.properties.mail.smtp.ssl.keystore.password",
                "server.ssl.key-store-password",
                "server.ssl.key-password",
                "server.ssl.certificate-private-key",
                "COTERIE.ADMINPASSWORD"
            })
    void hidesWhatSoundsSecret(String name) {
        assertThat(Masking.isSecret(name, TEXT)).isTrue();
        assertThat(Masking.isSecret(name, null)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "coterie.jwt.key-id, java.lang.String",
        "coterie.jwt.key-file, java.nio.file.Path",
        "coterie.zwibbler.jwt-key-is-base64, java.lang.Boolean",
        "coterie.zwibbler.max-keys, java.lang.Integer",
        "coterie.convergence.reconnect-token-lifetime, java.time.Duration",
        "coterie.public-url, java.net.URI",
        "coterie.admin.username, java.lang.String",
        "spring.datasource.url, java.lang.String",
        "spring.datasource.username, java.lang.String"
    })
    void showsWhatIsNone(String name, String type) {
        assertThat(Masking.isSecret(name, type)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db.example:5432/coterie?user=me&password=hunter2&ssl=true",
                "jdbc:postgresql://db.example/coterie?ssl=true&PASSWORD=hunter2",
                "jdbc:postgresql://me:hunter2@db.example/coterie",
                "jdbc:postgresql://me:with/slash/hunter2@db.example/coterie",
                "jdbc:postgresql://me:a@hunter2@db.example/coterie",
                "jdbc:postgresql://db.example/coterie?sslpassword=hunter2",
                "jdbc:h2:file:/data/coterie;WRITE_DELAY=0;PASSWORD=hunter2;TRACE_LEVEL_FILE=0",
                "jdbc:h2:file:/data/coterie;PASSWORD=hunter2",
                "jdbc:sqlserver://db.example;databaseName=x;password={semi;hunter2};encrypt=true",
                "jdbc:oracle:thin:scott/hunter2@//db.example:1521/x",
                "jdbc:mysql://address=(host=db)(password=hunter2)(user=me)/x",
                "jdbc:mariadb://db/x?user=me&password = hunter2",
                "https://me:hunter2@pad.example.org/",
                "https://me:other@a.example,https://me:hunter2@b.example",
                "https://hunter2@pad.example.org/hook",
                "https://hooks.example/?access_token=hunter2",
                "https://hooks.example/?api_key=hunter2#part",
                "password=hunter2"
            })
    void hidesCredentialsInAddresses(String address) {
        assertThat(Masking.withoutCredentials(address))
                .doesNotContain("hunter2")
                .contains(Masking.HIDDEN);
    }

    @Test
    void leavesTheRest() {
        assertThat(Masking.withoutCredentials(
                        "jdbc:postgresql://me:hunter2@db.example:5432/coterie?ssl=true&password=p&a=b"))
                .isEqualTo("jdbc:postgresql://••••••@db.example:5432/coterie?ssl=true&password=••••••&a=b");
        for (String harmless : new String[] {
            "",
            "Django collab App",
            "jdbc:h2:file:/data/coterie;WRITE_DELAY=0;RETENTION_TIME=2000;DB_CLOSE_ON_EXIT=FALSE",
            "https://pad.example.org/x?y=z",
            "admin@example.org",
            "/etc/keys/jwt-key"
        }) {
            assertThat(Masking.withoutCredentials(harmless)).isEqualTo(harmless);
        }
    }
}

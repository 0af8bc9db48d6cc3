package dev.coterie.account.django;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Reading the database that {@code src/test/django/make-fixture.py} has made with Django, and files that are none. */
class DjangoSiteTests {

    @TempDir
    private Path directory;

    @Test
    void readsEverybody() throws Exception {
        Path file = fixture();
        byte[] before = Files.readAllBytes(file);
        try (DjangoSite site = DjangoSite.open(file)) {
            assertThat(site.groups()).containsExactly("Authors", "Prüfer", "Nobody's");
            List<DjangoUser> users = site.users();
            assertThat(users)
                    .hasSize(16)
                    .allSatisfy(user ->
                            assertThat(user.joinedAt()).isEqualTo(Instant.parse("2021-03-04T05:06:07.891011Z")));
            assertThat(users.get(0)).satisfies(ada -> {
                assertThat(ada.username()).isEqualTo("ada");
                assertThat(ada.password()).startsWith("pbkdf2_sha256$260000$");
                assertThat(ada.firstName()).isEqualTo("Ada");
                assertThat(ada.lastName()).isEqualTo("Lovelace");
                assertThat(ada.email()).isEqualTo("ada@example.org");
                assertThat(ada.active() && ada.staff() && ada.superuser()).isTrue();
                assertThat(ada.lastLoginAt()).isEqualTo(Instant.parse("2024-05-06T07:08:09Z"));
                assertThat(ada.groups()).containsExactly("Authors", "Prüfer");
            });
            assertThat(users.get(1)).satisfies(juergen -> {
                assertThat(juergen.username()).isEqualTo("jürgen.müller");
                assertThat(juergen.lastName()).isEqualTo("Müller-Łukasiewicz 名");
                assertThat(juergen.staff()).isTrue();
                assertThat(juergen.superuser()).isFalse();
                assertThat(juergen.lastLoginAt()).isNull();
            });
            assertThat(users).filteredOn(user -> !user.active()).hasToString("[ida-inactive]");
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void bearsWhatNoDjangoWrites() throws Exception {
        Path file = fixture();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update auth_user set date_joined = 'soon', last_login = 7, email = x'00ff'");
        }
        try (DjangoSite site = DjangoSite.open(file)) {
            assertThat(site.users()).allSatisfy(user -> {
                assertThat(user.joinedAt()).isNull();
                assertThat(user.lastLoginAt()).isNull();
            });
        }
    }

    @Test
    void saysWhatIsNoDatabaseOfDjango() throws Exception {
        Path text = Files.writeString(directory.resolve("text"), "username,password\n".repeat(100));
        assertThatThrownBy(() -> DjangoSite.open(text))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("not a database");

        Path empty = Files.createFile(directory.resolve("empty"));
        assertThatThrownBy(() -> DjangoSite.open(empty)).hasMessage("it has no table auth_user");

        byte[] cut = Files.readAllBytes(fixture());
        Path half = Files.write(directory.resolve("half"), Arrays.copyOf(cut, cut.length / 4));
        assertThatThrownBy(() -> {
                    try (DjangoSite site = DjangoSite.open(half)) {
                        site.groups();
                        site.users();
                    }
                })
                .isInstanceOf(SQLException.class);
    }

    private Path fixture() throws IOException {
        Path file = directory.resolve("site.sqlite3");
        try (InputStream in =
                Objects.requireNonNull(DjangoSiteTests.class.getResourceAsStream("site.sqlite3"), "site.sqlite3")) {
            Files.copy(in, file);
        }
        return file;
    }
}

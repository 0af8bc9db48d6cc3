package dev.coterie.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

import dev.coterie.account.django.DjangoSite;

import static org.assertj.core.api.Assertions.assertThat;

/** The tools of accounts, on a database file of their own. */
class AccountToolsIntegrationTests {

    /** The tools keep the log quiet; other tests in this process read it. */
    @AfterAll
    static void logAgain() {
        LoggingSystem.get(AccountToolsIntegrationTests.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
    }

    private static final String DATA_DIR = "coterie.data-dir";

    @TempDir
    private Path data;

    private @Nullable String before;

    @BeforeEach
    void useOwnData() {
        before = System.setProperty(DATA_DIR, data.toString());
    }

    @AfterEach
    void useOldData() {
        if (before == null) {
            System.clearProperty(DATA_DIR);
        } else {
            System.setProperty(DATA_DIR, before);
        }
    }

    @Test
    void makesASuperuserAndChangesThePassword() throws SQLException {
        FakeTerminal first = FakeTerminal.piped("blue horse 17\n");
        assertThat(first.run("createsuperuser", "--username", "boss", "--password-stdin"))
                .as(first.err())
                .isZero();
        assertThat(first.out()).contains("Made the superuser boss.");
        assertThat(passwordIs("boss", "blue horse 17")).isTrue();

        FakeTerminal twice = FakeTerminal.piped("blue horse 17\n");
        assertThat(twice.run("createsuperuser", "--username", "Boss", "--password-stdin"))
                .isEqualTo(1);
        assertThat(twice.err()).contains("There is an account of this name already");

        FakeTerminal change =
                FakeTerminal.answering("green kettle 8", "typo", "short", "short", "green kettle 8", "green kettle 8");
        assertThat(change.run("changepassword", "boss")).as(change.err()).isZero();
        assertThat(change.err())
                .contains("The two passwords are not the same.")
                .contains("A password has 8 characters or more.");
        assertThat(passwordIs("boss", "green kettle 8")).isTrue();
    }

    @Test
    void asksForWhatIsMissing() throws SQLException {
        FakeTerminal terminal =
                FakeTerminal.answering("no spaces", "ada", "ada@example.org", "blue horse 17", "blue horse 17");

        assertThat(terminal.run("createsuperuser")).as(terminal.err()).isZero();
        assertThat(terminal.err()).contains("A username has 1 to 150 letters");
        assertThat(passwordIs("ada", "blue horse 17")).isTrue();

        assertThat(FakeTerminal.answering("grace").run("createsuperuser")).isEqualTo(1);
        FakeTerminal csv = FakeTerminal.piped("");
        assertThat(csv.run("listusers", "--csv", "--superuser")).as(csv.err()).isZero();
        assertThat(csv.out().lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("ada,,,,ada@example.org,true,true,true,true,2");
    }

    @Test
    void saysWhatIsWrong() {
        FakeTerminal weak = FakeTerminal.piped("short");
        assertThat(weak.run("createsuperuser", "--username", "boss", "--password-stdin"))
                .isEqualTo(1);
        assertThat(weak.err().strip()).isEqualTo("A password has 8 characters or more.");

        FakeTerminal unknown = FakeTerminal.piped("blue horse 17");
        assertThat(unknown.run("changepassword", "nobody", "--password-stdin")).isEqualTo(1);
        assertThat(unknown.err().strip()).isEqualTo("There is no account called nobody.");
    }

    @Test
    void takesOverADjangoSite() throws URISyntaxException, SQLException {
        String file = Path.of(Objects.requireNonNull(DjangoSite.class.getResource("site.sqlite3"))
                        .toURI())
                .toString();
        FakeTerminal dry = FakeTerminal.piped("");
        assertThat(dry.run("import-django", "--dry-run", file)).as(dry.err()).isEqualTo(1);
        assertThat(dry.out())
                .startsWith("Would import 14 accounts and 3 groups from " + file)
                .contains("among them 1 superuser, 1 other staff, 1 inactive")
                .endsWith("This was a dry run: nothing was changed.\n");

        FakeTerminal first = FakeTerminal.piped("");
        assertThat(first.run("import-django", file)).isEqualTo(1);
        assertThat(first.err())
                .isEqualTo(dry.err())
                .contains("\"Ada\" is left out")
                .contains("\"kim-md5\" needs");
        assertThat(first.out()).startsWith("Imported 14 accounts and 3 groups from " + file);
        assertThat(logEntries()).isEqualTo(14 + 3);

        FakeTerminal second = FakeTerminal.piped("");
        assertThat(second.run("import-django", file)).isEqualTo(1);
        assertThat(second.out()).startsWith("Nothing was changed").contains("as they are: 14 accounts.");
        assertThat(logEntries()).isEqualTo(14 + 3);

        FakeTerminal list = FakeTerminal.piped("");
        assertThat(list.run("listusers", "--staff", "--active")).as(list.err()).isZero();
        assertThat(list.out()).isEqualToNormalizingNewlines("""
                        USERNAME       NAME                         E-MAIL           FLAGS      LAST LOGIN (UTC)
                        ada            Ada Lovelace                 ada@example.org  superuser  2024-05-06 07:08
                        jürgen.müller  Jürgen Müller-Łukasiewicz 名                   staff      never
                        2 accounts.
                        """);
        FakeTerminal none = FakeTerminal.piped("");
        assertThat(none.run("listusers", "--no-password", "--search", "KIM")).isZero();
        assertThat(none.out()).contains("kim-md5").contains("no password").contains("1 account.");
    }

    @Test
    void saysWhatIsNoDjangoSite() throws IOException {
        Path text = Files.writeString(data.resolve("text"), "no database at all, ".repeat(100));
        FakeTerminal terminal = FakeTerminal.piped("");

        assertThat(terminal.run("import-django", text.toString())).isEqualTo(1);
        assertThat(terminal.err().lines())
                .singleElement()
                .asString()
                .startsWith(text + " cannot be read as the database of a Django site: ");
        FakeTerminal nowhere = FakeTerminal.piped("");
        assertThat(nowhere.run("import-django", "jdbc:postgresql://127.0.0.1:1/site?password=secret", "--user", "x"))
                .isEqualTo(1);
        assertThat(nowhere.err())
                .startsWith("jdbc:postgresql://127.0.0.1:1/site cannot be read")
                .doesNotContain("secret");
        assertThat(FakeTerminal.piped("")
                        .run("import-django", data.resolve("none").toString()))
                .isEqualTo(1);
        assertThat(data.resolve("coterie.mv.db")).doesNotExist();
    }

    private long logEntries() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + data.resolve("coterie"), "sa", "");
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select count(*) from admin_entry where actor = '(command line)'")) {
            return row.next() ? row.getLong(1) : -1;
        }
    }

    @Test
    void wrongUseTouchesNoDatabase() {
        assertThat(FakeTerminal.piped("").run("listusers", "ada")).isEqualTo(2);
        assertThat(FakeTerminal.piped("").run("listusers", "--everything")).isEqualTo(2);
        assertThat(FakeTerminal.piped("").run("import-django")).isEqualTo(2);
        assertThat(FakeTerminal.piped("").run("import-django", "jdbc:mysql://h/site"))
                .isEqualTo(2);
        assertThat(FakeTerminal.piped("").run("import-django", "db.sqlite3", "--user", "x"))
                .isEqualTo(2);
        assertThat(FakeTerminal.piped("").run("changepassword")).isEqualTo(2);
        assertThat(FakeTerminal.piped("").run("changepassword", "a", "b")).isEqualTo(2);
        assertThat(FakeTerminal.piped("").run("changepassword", "a")).isEqualTo(2);
        assertThat(FakeTerminal.piped("").run("createsuperuser", "a")).isEqualTo(2);
        assertThat(FakeTerminal.piped("").run("createsuperuser", "--password-stdin"))
                .isEqualTo(2);
        assertThat(data.resolve("coterie.mv.db")).doesNotExist();
    }

    @Test
    void saysThatTheServerIsRunning() throws IOException {
        Path file = data.resolve("coterie.mv.db");
        try (FileChannel held =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            held.lock();
            FakeTerminal terminal = FakeTerminal.piped("blue horse 17");

            assertThat(terminal.run("changepassword", "boss", "--password-stdin"))
                    .isEqualTo(1);
            assertThat(terminal.err().strip())
                    .isEqualTo("The server is running and has the database file open: "
                            + "stop it first, or use its admin site.");
        }
    }

    private boolean passwordIs(String username, String password) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + data.resolve("coterie"), "sa", "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select password_hash, superuser from account where username = '" + username + "'")) {
            return row.next()
                    && row.getBoolean(2)
                    && PasswordEncoderFactories.createDelegatingPasswordEncoder()
                            .matches(password, row.getString(1));
        }
    }
}

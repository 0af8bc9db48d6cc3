package dev.coterie.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

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
        FakeTerminal terminal = FakeTerminal.answering("no spaces", "ada", "blue horse 17", "blue horse 17");

        assertThat(terminal.run("createsuperuser")).as(terminal.err()).isZero();
        assertThat(terminal.err()).contains("A username has 1 to 150 letters");
        assertThat(passwordIs("ada", "blue horse 17")).isTrue();

        assertThat(FakeTerminal.answering("grace").run("createsuperuser")).isEqualTo(1);
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
    void wrongUseTouchesNoDatabase() {
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

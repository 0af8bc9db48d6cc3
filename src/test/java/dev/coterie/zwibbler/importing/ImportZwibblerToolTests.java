package dev.coterie.zwibbler.importing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import dev.coterie.cli.LocalServices;
import dev.coterie.cli.Terminal;
import dev.coterie.cli.Tool;
import dev.coterie.cli.ToolFailedException;
import dev.coterie.cli.WrongUseException;
import dev.coterie.document.ByteStringStore;
import dev.coterie.document.DocumentKey;
import dev.coterie.document.NamedValue;
import dev.coterie.document.NewRecord;
import dev.coterie.document.RecordStore;
import dev.coterie.document.StoredByteString;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

/** The tool, on a database file of its own and a SQLite file like the original server's. */
class ImportZwibblerToolTests {

    private static final String DATA_DIR = "coterie.data-dir";
    private static final long LATER = Instant.parse("2999-01-01T00:00:00Z").getEpochSecond();
    private static final long USED = Instant.parse("2024-05-06T07:08:09Z").getEpochSecond();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    private @Nullable String before;

    /** The tools keep the log quiet; other tests in this process read it. */
    @AfterAll
    static void logAgain() {
        LoggingSystem.get(ImportZwibblerToolTests.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
    }

    @BeforeEach
    void useOwnData() {
        before = System.setProperty(DATA_DIR, directory.resolve("data").toString());
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
    void everythingIsTakenOverByteForByte() throws SQLException {
        byte[] large = new byte[9_000_001];
        new Random(7).nextBytes(large);
        byte[] every = new byte[256];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) i;
        }
        try (Connection file = original()) {
            board(file, "lärge/board", large);
            board(file, "every byte", every);
            board(file, "empty", new byte[0]);
            key(file, "every byte", "admin:lock", every, 4_294_967_295L);
            key(file, "every byte", "k", new byte[0], 1);
            key(file, "nowhere", "k", new byte[0], 1);
            token(file, "t1", "every byte", "ann", "rwa", LATER);
            token(file, "t2", "no board yet", "ann", "r", LATER);
            token(file, "t3", "every byte", "bob", "rw", USED);

            assertThat(run("zwibbler.db")).isEqualTo(Tool.DONE);
        }

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Imported 3 boards (9000257 bytes), 2 keys, 2 tokens.")
                .contains("1 tokens that had expired");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(contents("lärge/board")).isEqualTo(large);
        assertThat(contents("every byte")).isEqualTo(every);
        assertThat(contents("empty")).isEmpty();
        StoredByteString stored = find("every byte");
        assertThat(stored.lastUsed()).isEqualTo(Instant.ofEpochSecond(USED));
        assertThat(stored.values())
                .extracting(NamedValue::name, NamedValue::version, NamedValue::value)
                .containsExactlyInAnyOrder(tuple("admin:lock", 4_294_967_295L, every), tuple("k", 1L, new byte[0]));
        List<NewRecord> tokens = with(stores -> stores.records().owned("board-token", "ann"));
        assertThat(tokens)
                .extracting(
                        NewRecord::key, NewRecord::subject, token -> new String(token.value()), NewRecord::expiresAt)
                .containsExactlyInAnyOrder(
                        tuple("t1", "every byte", "rwa", Instant.ofEpochSecond(LATER)),
                        tuple("t2", "no board yet", "r", Instant.ofEpochSecond(LATER)));
    }

    @Test
    void nothingIsOverwritten() throws SQLException {
        try (Connection file = original()) {
            board(file, "first", "old".getBytes());
            token(file, "t", "first", "ann", "rw", LATER);
            assertThat(run("zwibbler.db")).isEqualTo(Tool.DONE);
            execute(file, "update ZwibblerDocs set data = 'new'");
            execute(file, "update ZwibblerTokens set permissions = 'r'");
            board(file, "second", "new".getBytes());

            assertThat(run("zwibbler.db")).isEqualTo(Tool.DONE);
        }

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Imported 1 boards (3 bytes), 0 keys, 0 tokens.")
                .contains("Left out 1 boards and 1 tokens that were there already");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("There is a board called \"first\" already");
        assertThat(contents("first")).asString().isEqualTo("old");
        assertThat(contents("second")).asString().isEqualTo("new");
    }

    @Test
    void whatCannotBeStoredIsToldAndTheRestIsTakenOver() throws SQLException {
        try (Connection file = original()) {
            board(file, "a".repeat(513), new byte[1]);
            board(file, "fit", new byte[1]);
            key(file, "fit", "k".repeat(513), new byte[1], 1);
            key(file, "fit", "good", new byte[1], 1);
            token(file, "t".repeat(513), "fit", "ann", "r", LATER);

            assertThat(run("zwibbler.db")).isEqualTo(Tool.FAILED);
        }
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(3);
        assertThat(find("fit").values()).hasSize(1);
    }

    @Test
    void olderFileMayHaveBoardsOnly() throws SQLException {
        try (Connection file = original()) {
            board(file, "board", "x".getBytes());
            execute(file, "drop table ZwibblerKeys");
            execute(file, "drop table ZwibblerTokens");
        }
        assertThat(run("zwibbler.db")).isEqualTo(Tool.DONE);
        assertThat(contents("board")).asString().isEqualTo("x");
    }

    @Test
    void otherFilesAreRefused() throws IOException, SQLException {
        assertThatThrownBy(() -> run("missing.db"))
                .isInstanceOf(ToolFailedException.class)
                .hasMessageContaining("There is no file");
        assertThat(directory.resolve("missing.db")).doesNotExist();
        Files.writeString(directory.resolve("text"), "no database ".repeat(1000));
        assertThatThrownBy(() -> run("text"))
                .isInstanceOf(ToolFailedException.class)
                .hasMessageContaining("cannot be read");
        try (Connection file = original()) {
            execute(file, "drop table ZwibblerDocs");
        }
        assertThatThrownBy(() -> run("zwibbler.db"))
                .isInstanceOf(ToolFailedException.class)
                .hasMessageContaining("no table ZwibblerDocs");
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void wrongUseIsTold() {
        ImportZwibblerTool tool = new ImportZwibblerTool(terminal());
        assertThatThrownBy(() -> tool.run(List.of())).isInstanceOf(WrongUseException.class);
        assertThatThrownBy(() -> tool.run(List.of("a", "b"))).isInstanceOf(WrongUseException.class);
        assertThatThrownBy(() -> tool.run(List.of("--force"))).isInstanceOf(WrongUseException.class);
    }

    private int run(String file) {
        return new ImportZwibblerTool(terminal())
                .run(List.of(directory.resolve(file).toString()));
    }

    private Terminal terminal() {
        return new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                null);
    }

    /** In the mode of the original; what is written stays in its log while the connection is open. */
    private Connection original() throws SQLException {
        Connection file = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("zwibbler.db"));
        execute(file, "pragma journal_mode = wal");
        execute(file, "create table ZwibblerDocs (docid text primary key, lastAccess integer, data blob)");
        execute(
                file,
                "create table ZwibblerKeys (docID text, name text, value text, version integer, unique(docID, name))");
        execute(
                file,
                "create table ZwibblerTokens (tokenID text unique, docID text, userID text, permissions text,"
                        + " expiration integer)");
        return file;
    }

    private static void board(Connection file, String name, byte[] contents) throws SQLException {
        insert(file, "insert into ZwibblerDocs (docid, lastAccess, data) values (?, ?, ?)", name, USED, contents);
    }

    private static void key(Connection file, String board, String name, byte[] value, long version)
            throws SQLException {
        insert(
                file,
                "insert into ZwibblerKeys (docID, name, value, version) values (?, ?, ?, ?)",
                board,
                name,
                value,
                version);
    }

    private static void token(
            Connection file, String token, String board, String user, String permissions, long expiration)
            throws SQLException {
        insert(file, "insert into ZwibblerTokens values (?, ?, ?, ?, ?)", token, board, user, permissions, expiration);
    }

    private static void insert(Connection file, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = file.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private static void execute(Connection file, String sql) throws SQLException {
        try (Statement statement = file.createStatement()) {
            statement.execute(sql);
        }
    }

    private static StoredByteString find(String board) {
        return with(stores -> stores.boards().find(new DocumentKey("board", board)))
                .orElseThrow();
    }

    private static byte[] contents(String board) {
        StoredByteString found = find(board);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        with(stores -> stores.boards().read(found.record().id(), 0, found.length(), Integer.MAX_VALUE))
                .forEach(piece -> bytes.writeBytes(piece.bytes()));
        return bytes.toByteArray();
    }

    private static <T> T with(Function<Stores, CompletionStage<T>> work) {
        return LocalServices.with(
                StoresConfiguration.class,
                Stores.class,
                stores -> work.apply(stores).toCompletableFuture().join());
    }

    private record Stores(ByteStringStore boards, RecordStore records) {}

    @Import(ImportConfiguration.class)
    private static final class StoresConfiguration {

        @Bean
        Stores stores(ByteStringStore boards, RecordStore records) {
            return new Stores(boards, records);
        }
    }
}

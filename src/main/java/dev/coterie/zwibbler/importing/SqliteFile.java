package dev.coterie.zwibbler.importing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;

import dev.coterie.document.NamedValue;

/**
 * The SQLite file of the original server (section 6 of the protocol), open for reading; nothing is written to it. Used by
 * one thread.
 */
final class SqliteFile implements AutoCloseable {

    private static final String READ_ONLY = "1";
    private static final long UNSIGNED_32_BITS = 0xffff_ffffL;

    private final Connection connection;

    private SqliteFile(Connection connection) {
        this.connection = connection;
    }

    /** @throws SQLException when it is no such file */
    static SqliteFile open(Path path) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("open_mode", READ_ONLY);
        SqliteFile file = new SqliteFile(DriverManager.getConnection("jdbc:sqlite:" + path, properties));
        try {
            if (!file.hasTable("ZwibblerDocs")) {
                throw new SQLException("it has no table ZwibblerDocs");
            }
            return file;
        } catch (SQLException e) {
            file.close();
            throw e;
        }
    }

    /** Hands over every board, with one of them in memory at a time. */
    void boards(Consumer<StoredBoard> consumer) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select docid, lastAccess, cast(data as blob) from ZwibblerDocs order by docid")) {
            while (rows.next()) {
                String name = rows.getString(1);
                consumer.accept(
                        new StoredBoard(name, Instant.ofEpochSecond(rows.getLong(2)), bytes(rows, 3), keys(name)));
            }
        }
    }

    private List<NamedValue> keys(String board) throws SQLException {
        List<NamedValue> keys = new ArrayList<>();
        if (!hasTable("ZwibblerKeys")) {
            return keys;
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "select name, version, cast(value as blob) from ZwibblerKeys where docID = ? order by name")) {
            statement.setString(1, board);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.add(new NamedValue(rows.getString(1), rows.getLong(2) & UNSIGNED_32_BITS, bytes(rows, 3)));
                }
            }
        }
        return keys;
    }

    /** Hands over every token, expired or not. */
    void tokens(Consumer<StoredToken> consumer) throws SQLException {
        if (!hasTable("ZwibblerTokens")) {
            return;
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select tokenID, docID, userID, permissions, expiration from ZwibblerTokens order by tokenID")) {
            while (rows.next()) {
                consumer.accept(new StoredToken(
                        text(rows, 1),
                        text(rows, 2),
                        text(rows, 3),
                        text(rows, 4),
                        Instant.ofEpochSecond(rows.getLong(5))));
            }
        }
    }

    private boolean hasTable(String name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select 1 from sqlite_master where type = 'table' and name = ?")) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static String text(ResultSet rows, int column) throws SQLException {
        return Objects.requireNonNullElse(rows.getString(column), "");
    }

    private static byte[] bytes(ResultSet rows, int column) throws SQLException {
        return Objects.requireNonNullElse(rows.getBytes(column), new byte[0]);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /**
     * A board as the file has it.
     *
     * @param lastUsed in whole seconds
     * @param keys those that live as long as the board
     */
    record StoredBoard(String name, Instant lastUsed, byte[] contents, List<NamedValue> keys) {}

    /** A token as the file has it; permissions are letters. */
    record StoredToken(String token, String board, String user, String permissions, Instant expiresAt) {}
}

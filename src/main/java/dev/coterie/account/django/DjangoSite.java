package dev.coterie.account.django;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

import org.jspecify.annotations.Nullable;

/** The database of a Django site, open for reading; nothing is written to it. Used by one thread. */
public final class DjangoSite implements AutoCloseable {

    private static final String READ_ONLY = "1";

    /** SQLite keeps texts: in UTC, with as many digits as there are, or none. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .toFormatter();

    private final Connection connection;

    private DjangoSite(Connection connection) {
        this.connection = connection;
    }

    /** @throws SQLException when it is no SQLite file, or not one of a Django site */
    public static DjangoSite open(Path sqliteFile) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("open_mode", READ_ONLY);
        return checked(DriverManager.getConnection("jdbc:sqlite:" + sqliteFile, properties));
    }

    /**
     * Opens a database on a server.
     *
     * @param user null: the URL says
     * @param password null: the URL says, or none is needed
     * @throws SQLException when it cannot be reached, or is not one of a Django site
     */
    public static DjangoSite open(String postgresUrl, @Nullable String user, @Nullable String password)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("readOnly", "true");
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        return checked(DriverManager.getConnection(postgresUrl, properties));
    }

    private static DjangoSite checked(Connection connection) throws SQLException {
        DjangoSite site = new DjangoSite(connection);
        try {
            // One transaction: users and groups as they were at one instant.
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            site.requireTable("auth_user");
            return site;
        } catch (SQLException e) {
            site.close();
            throw e;
        }
    }

    private void requireTable(String name) throws SQLException {
        try (ResultSet tables = connection.getMetaData().getTables(null, null, name, null)) {
            if (!tables.next()) {
                throw new SQLException("it has no table " + name);
            }
        }
    }

    /** The names of all groups, also of those without members. */
    public List<String> groups() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select name from auth_group order by id")) {
            while (rows.next()) {
                names.add(text(rows, "name"));
            }
        }
        return names;
    }

    /** Everybody, those who came first at first. */
    public List<DjangoUser> users() throws SQLException {
        Map<Long, List<String>> groups = memberships();
        List<DjangoUser> users = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id, username, password, first_name, last_name, email,"
                        + " is_active, is_staff, is_superuser, date_joined, last_login from auth_user order by id")) {
            while (rows.next()) {
                users.add(new DjangoUser(
                        text(rows, "username"),
                        text(rows, "password"),
                        text(rows, "first_name"),
                        text(rows, "last_name"),
                        text(rows, "email"),
                        rows.getBoolean("is_active"),
                        rows.getBoolean("is_staff"),
                        rows.getBoolean("is_superuser"),
                        time(rows, "date_joined"),
                        time(rows, "last_login"),
                        groups.getOrDefault(rows.getLong("id"), List.of())));
            }
        }
        return users;
    }

    private Map<Long, List<String>> memberships() throws SQLException {
        Map<Long, List<String>> groups = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select m.user_id, g.name from auth_user_groups m"
                        + " join auth_group g on g.id = m.group_id order by g.id")) {
            while (rows.next()) {
                groups.computeIfAbsent(rows.getLong("user_id"), id -> new ArrayList<>())
                        .add(text(rows, "name"));
            }
        }
        return groups;
    }

    private static String text(ResultSet rows, String column) throws SQLException {
        return Objects.requireNonNullElse(rows.getString(column), "");
    }

    private static @Nullable Instant time(ResultSet rows, String column) throws SQLException {
        Object value = rows.getObject(column);
        if (value instanceof Timestamp timestamp) {
            return timestamp.toInstant();
        }
        try {
            return value instanceof String text
                    ? LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC)
                    : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

package dev.coterie.zwibbler.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the administrator should know about a zwibbler.conf: keys that mean nothing here. No secrets. Stateless. */
final class ConfRemarks {

    private static final String EMBEDDED = "Coterie keeps using the embedded database";

    private ConfRemarks() {}

    /**
     * Lists them.
     *
     * @param databaseIsElsewhere whether spring.datasource.url decides about the database
     */
    static List<String> on(ZwibblerConf conf, boolean databaseIsElsewhere) {
        List<String> remarks = new ArrayList<>();
        ignored(conf, "SwarmURL", "Coterie has its own way to run on several servers", remarks);
        ignored(conf, "MaxFiles", "the operating system limits open files (ulimit -n, LimitNOFILE)", remarks);
        ignored(conf, "RedisServer", EMBEDDED, remarks);
        ignored(conf, "RedisPassword", EMBEDDED, remarks);
        String database = conf.last("Database").orElse("").toLowerCase(Locale.ROOT);
        if (databaseIsElsewhere) {
            ignored(conf, "Database", "spring.datasource.url says where boards are kept", remarks);
        } else {
            remarks.addAll(aboutDatabase(conf, database));
        }
        return remarks;
    }

    private static List<String> aboutDatabase(ZwibblerConf conf, String database) {
        List<String> remarks = new ArrayList<>();
        switch (database) {
            case "postgres" ->
                remarks.add(
                        "Database=postgres: boards are kept in its database zwibbler, in tables of Coterie's own; what"
                                + " the tables of another server hold is not read.");
            case "", "sqlite" ->
                remarks.add("Database=sqlite: " + EMBEDDED
                        + "; import what there is once with: java -jar coterie.jar import-zwibbler zwibbler.db");
            case "redis", "redis-cluster", "mysql", "mariadb" ->
                remarks.add("Database=" + database + " is not supported: " + EMBEDDED + ".");
            default -> remarks.add("The value of Database is none that Coterie knows: " + EMBEDDED + ".");
        }
        if (!database.equals("postgres")) {
            for (String key : List.of("DbServer", "DbUser", "DbPassword")) {
                ignored(conf, key, EMBEDDED, remarks);
            }
        }
        return remarks;
    }

    private static void ignored(ZwibblerConf conf, String key, String reason, List<String> remarks) {
        if (!conf.all(key).isEmpty()) {
            remarks.add(key + " has no meaning here: " + reason + ".");
        }
    }
}

package dev.coterie.zwibbler.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;

/** What keys of a zwibbler.conf are among Spring's own properties. Stateless. */
final class SpringSettings {

    static final String DATASOURCE_URL = "spring.datasource.url";
    private static final String DEFAULT_PORT = "3000";
    private static final String DEFAULT_POSTGRES = "localhost:5432";

    private SpringSettings() {}

    /**
     * Makes them.
     *
     * @param binder everything that is configured
     * @param fromFile whether a zwibbler.conf was read: its defaults hold
     * @param databaseIsElsewhere whether spring.datasource.url is configured, so that a user and a password would be those
     *     of another database
     */
    static Map<String, Object> of(Binder binder, boolean fromFile, boolean databaseIsElsewhere) {
        Map<String, Object> settings = new LinkedHashMap<>();
        text(binder, ConfKey.SERVER_PORT)
                .or(() -> fromFile ? Optional.of(DEFAULT_PORT) : Optional.empty())
                .ifPresent(port -> settings.put("server.port", port));
        text(binder, ConfKey.SERVER_BIND_ADDRESS).ifPresent(address -> settings.put("server.address", address));
        text(binder, ConfKey.CERT_FILE).ifPresent(certificate -> {
            settings.put("server.ssl.certificate", location(certificate));
            settings.put(
                    "server.ssl.certificate-private-key",
                    location(text(binder, ConfKey.KEY_FILE).orElse(certificate)));
        });
        if (fromFile && text(binder, ConfKey.JWT_KEY).isEmpty()) {
            settings.put("coterie.zwibbler.access", "open");
        }
        if (!databaseIsElsewhere
                && text(binder, ConfKey.DATABASE)
                        .filter("postgres"::equalsIgnoreCase)
                        .isPresent()) {
            settings.putAll(postgres(binder));
        }
        return settings;
    }

    private static Map<String, Object> postgres(Binder binder) {
        List<String> servers =
                binder.bind(ConfKey.DB_SERVER.property(), Bindable.listOf(String.class)).orElse(List.of()).stream()
                        .filter(server -> !server.isBlank())
                        .toList();
        return Map.of(
                DATASOURCE_URL,
                "jdbc:postgresql://" + (servers.isEmpty() ? DEFAULT_POSTGRES : String.join(",", servers)) + "/zwibbler",
                "spring.datasource.username",
                escaped(text(binder, ConfKey.DB_USER).orElse(System.getProperty("user.name", "postgres"))),
                "spring.datasource.password",
                escaped(text(binder, ConfKey.DB_PASSWORD).orElse("")),
                // The tables of another server may be there already; they stay as they are.
                "spring.flyway.baseline-on-migrate",
                "true",
                "spring.flyway.baseline-version",
                "0");
    }

    private static Optional<String> text(Binder binder, ConfKey key) {
        String value = binder.bind(key.property(), String.class).orElse("");
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private static String escaped(String value) {
        return value.replace("${", "\\${");
    }

    private static String location(String file) {
        return "file:" + Path.of(file).toAbsolutePath().normalize();
    }
}

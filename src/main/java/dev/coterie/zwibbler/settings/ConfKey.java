package dev.coterie.zwibbler.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The keys of a zwibbler.conf that mean something here, and the properties that they are. */
enum ConfKey {
    SERVER_BIND_ADDRESS("ServerBindAddress", "server-bind-address", Kind.TEXT),
    SERVER_PORT("ServerPort", "server-port", Kind.TEXT),
    CERT_FILE("CertFile", "cert-file", Kind.TEXT),
    KEY_FILE("KeyFile", "key-file", Kind.TEXT),
    COMPRESSION("Compression", "compression", Kind.SWITCH),
    DATABASE("Database", "database", Kind.TEXT),
    DB_SERVER("DbServer", "db-server", Kind.LIST),
    DB_USER("DbUser", "db-user", Kind.TEXT),
    DB_PASSWORD("DbPassword", "db-password", Kind.TEXT),
    EXPIRATION("Expiration", "expiration", Kind.TEXT),
    SECRET_USER("SecretUser", "secret-user", Kind.TEXT),
    SECRET_PASSWORD("SecretPassword", "secret-password", Kind.TEXT),
    JWT_KEY("JWTKey", "jwt-key", Kind.TEXT),
    JWT_KEY_IS_BASE64("JWTKeyIsBase64", "jwt-key-is-base64", Kind.SWITCH),
    WEBHOOK("Webhook", "webhook", Kind.TEXT);

    private static final Set<String> OFF = Set.of("0", "false", "off");

    private final String key;
    private final String property;
    private final Kind kind;

    ConfKey(String key, String property, Kind kind) {
        this.key = key;
        this.property = "coterie.zwibbler." + property;
        this.kind = kind;
    }

    String property() {
        return property;
    }

    /** Adds what the file says about this key; an empty text is what the key means when it is missing. */
    void offer(ZwibblerConf conf, Map<String, Object> properties) {
        switch (kind) {
            case TEXT ->
                conf.last(key)
                        .filter(value -> !value.isEmpty())
                        .ifPresent(value -> properties.put(property, verbatim(value)));
            case SWITCH -> conf.last(key).ifPresent(value -> properties.put(property, String.valueOf(isOn(value))));
            case LIST -> {
                List<String> values = conf.all(key);
                for (int i = 0; i < values.size(); i++) {
                    properties.put(property + "[" + i + "]", verbatim(values.get(i)));
                }
            }
        }
    }

    /** On for anything but these words, also for nothing. */
    private static boolean isOn(String value) {
        return !OFF.contains(value.toLowerCase(Locale.ROOT));
    }

    /** A password may look like a placeholder, but it is none. */
    private static String verbatim(String value) {
        return value.replace("${", "\\${");
    }

    private enum Kind {
        TEXT,
        SWITCH,
        LIST
    }
}

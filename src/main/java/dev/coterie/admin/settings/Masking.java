package dev.coterie.admin.settings;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What of a property’s value nobody is shown. In doubt it hides: a name that sounds secret does, unless the type of the
 * property cannot hold a secret. Stateless.
 */
final class Masking {

    /** As long for a short secret as for a long one. */
    static final String HIDDEN = "••••••";

    /** Wherever they are in a name. */
    private static final List<String> SECRET_PARTS = List.of("passw", "passphrase", "pwd", "secret", "credential");

    /** At the end of a word in the last part of a name. */
    private static final List<String> SECRET_ENDS = List.of("token", "tokens", "key", "keys", "pass");

    private static final Set<String> HARMLESS_TYPES = Set.of(
            "boolean",
            "int",
            "long",
            "double",
            "java.lang.Boolean",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Double",
            "java.time.Duration",
            "org.springframework.util.unit.DataSize");
    private static final Set<String> FILES = Set.of("java.nio.file.Path", "java.io.File");

    /** {@code //user:password@}, and everything up to the last at sign of a word: a password may hold a slash. */
    private static final Pattern USER_INFO = Pattern.compile("//[^\\s]*@");

    /** {@code jdbc:oracle:thin:user/password@}. */
    private static final Pattern ORACLE_USER = Pattern.compile("(?i)(jdbc:oracle:[^:\\s]*:)[^@\\s]*@");

    /** {@code ;PASSWORD=…}, {@code ?sslpassword=…}, {@code (password=…)}; a value in braces may hold what ends others. */
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)((?:^|[?&;,(\\s])[\\w.-]*(?:pass|pwd|secret|token|credential|key)[\\w.-]*\\s*=\\s*)"
                    + "(?:\\{[^}]*}|[^&;)]*)");

    private Masking() {}

    /**
     * Whether the whole value is hidden.
     *
     * @param type the Java type as the metadata has it; null: not known
     */
    static boolean isSecret(String name, @Nullable String type) {
        if (type != null && HARMLESS_TYPES.contains(type)) {
            return false;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (SECRET_PARTS.stream().anyMatch(lower::contains)) {
            return true;
        }
        String last = lower.replaceAll("\\[\\d+]", "");
        last = last.substring(last.lastIndexOf('.') + 1);
        if (last.endsWith("-id") || (type != null && FILES.contains(type))) {
            return false;
        }
        return List.of(last.split("[-_]")).stream()
                .anyMatch(word -> SECRET_ENDS.stream().anyMatch(word::endsWith));
    }

    /** A value that is shown, without the credentials that an address in it may hold. */
    static String withoutCredentials(String value) {
        String masked = USER_INFO.matcher(value).replaceAll("//" + HIDDEN + "@");
        masked = ORACLE_USER.matcher(masked).replaceAll("$1" + HIDDEN + "@");
        return PARAMETER.matcher(masked).replaceAll("$1" + HIDDEN);
    }
}

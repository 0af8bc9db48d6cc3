package dev.coterie.admin.settings;

import org.jspecify.annotations.Nullable;

/**
 * A property as it may be shown. Immutable; holds no secret.
 *
 * @param value what is in force; empty: nothing is set; hidden where it is secret
 * @param secret whether the value is hidden
 * @param origin who says so
 * @param place the file and line, the name of the environment variable and the like; empty: nothing to tell
 * @param defaultValue what is in force when nobody says anything; null: not known, or nothing
 * @param description in English; empty: there is none
 */
public record Setting(
        String name,
        String value,
        boolean secret,
        Origin origin,
        String place,
        @Nullable String defaultValue,
        String description) {

    /** Whether somebody has set it, other than the program itself. */
    public boolean configured() {
        return origin != Origin.DEFAULT && origin != Origin.PROGRAM;
    }

    /** What a property is part of: {@code coterie.jwt}, {@code server}. */
    public String group() {
        int first = name.indexOf('.');
        int second = name.indexOf('.', first + 1);
        if (name.startsWith("server.")) {
            return "server";
        }
        return second < 0 ? name.substring(0, first) : name.substring(0, second);
    }

    /** Where a value can come from. */
    public enum Origin {
        /** Nobody says anything. */
        DEFAULT,
        /** The program itself, for all its installations or as it works it out at the start. */
        PROGRAM,
        /** A file of properties, beside the jar or named at the start. */
        FILE,
        ENVIRONMENT,
        /** {@code -D…} of the JVM. */
        SYSTEM_PROPERTY,
        COMMAND_LINE,
        ZWIBBLER_CONF,
        OTHER
    }
}
